"""Rules of street teams."""
