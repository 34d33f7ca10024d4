"""A whole search of four hours in Munich, simulated and then recorded in a real installation."""
