"""Rules of what is known of the subject."""
