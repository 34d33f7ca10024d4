"""The command line of an installation, one file for each command."""
