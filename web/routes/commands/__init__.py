"""The commands of a search, all after one pattern; one file per part of the domain."""
