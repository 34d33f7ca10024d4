"""Watchers: hundreds of people who keep their eyes open, and what they report."""
