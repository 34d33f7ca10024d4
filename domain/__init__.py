"""What a search is: rules, events and the plain data they speak of. No clock, no I/O."""
