"""What officers do with camera zones: claim, clear, correct clocks, ask for recordings."""
