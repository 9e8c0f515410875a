"""What is promised in numbers, measured."""
