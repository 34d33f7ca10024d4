"""Policies: what the coordinator does of its own accord when something has happened."""
