"""What can be read from the events: evidence, belief, maps, advice and replay."""
