"""The after-action report as a page for screen and paper."""
