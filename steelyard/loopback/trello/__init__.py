"""Trello on loopback: REST v1 over one state."""
