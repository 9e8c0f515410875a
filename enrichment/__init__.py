"""Cards in, verdicts out: pure functions over data, no network, no database."""
