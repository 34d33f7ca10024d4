"""Exercises: trainees search for a hidden simulated subject and are told how they did."""
