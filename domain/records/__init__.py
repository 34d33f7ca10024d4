"""What is put on record beside the search itself: notes, duties done, advice followed."""
