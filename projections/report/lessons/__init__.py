"""What to do better: one small policy for each kind of point, each with its evidence."""
