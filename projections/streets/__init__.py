"""Streets as a graph and as lines: the nearest one, and the way from here to there."""
