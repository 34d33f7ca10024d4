"""Rules of camera zones."""
