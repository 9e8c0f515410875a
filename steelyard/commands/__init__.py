"""What each command does; `steelyard.cli` only parses and dispatches."""
