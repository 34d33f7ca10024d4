"""Where events are kept: the library's recorders, mended where they cannot be followed."""
