"""The simulation: hidden subjects, and policies that search for them."""
