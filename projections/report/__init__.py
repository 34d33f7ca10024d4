"""The after-action report: what it says, from the events of a search alone."""
