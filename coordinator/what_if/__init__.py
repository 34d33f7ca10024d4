"""What if: the same search with evidence moved in time or left out, in a sandbox."""
