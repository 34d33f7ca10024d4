"""Measurements: each module prints its figures and ratios when it is run."""
