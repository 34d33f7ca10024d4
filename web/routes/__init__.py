"""The HTTP routes, one file per part of the contract."""
