"""The pictures of the documentation, made from what the program really sends."""
