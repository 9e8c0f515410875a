"""What a tracker is: reading cards from it and writing verdicts back."""
