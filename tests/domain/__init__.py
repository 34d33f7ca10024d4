"""Every rule of a search, one file for each concept."""
