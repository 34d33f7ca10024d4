"""A whole search as one file, which another installation can replay, and what guards it."""
