"""Policies to be compared."""
