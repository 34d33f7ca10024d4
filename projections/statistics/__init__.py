"""What many searches have in common, in one line for each and without personal data."""
