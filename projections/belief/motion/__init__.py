"""How he moves: speed, choice of way, goals, pauses, and leaving the area."""
