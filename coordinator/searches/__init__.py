"""Searches and tracks as stored streams, and the one way to change them."""
