"""Setting up: the conversation of `steelyard init`, and the files it leaves."""
