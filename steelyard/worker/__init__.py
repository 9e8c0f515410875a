"""Cycles on a schedule until told to stop, seen over HTTP while they run."""
