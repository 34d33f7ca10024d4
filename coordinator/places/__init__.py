"""Places of an area by their names: what an officer types instead of tapping the map."""
