"""The demo: a fictional search that plays itself, in which a visitor may take any part."""
