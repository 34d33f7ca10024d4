"""Street teams, what they swept and where they went."""
