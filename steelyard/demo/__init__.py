"""The demo: an invented shop's sample backlog, put into the loopback trackers."""
