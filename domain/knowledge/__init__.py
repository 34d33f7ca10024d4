"""What is known of the subject: who he is, where he was last, sightings, asking around."""
