"""Everything a run stands on, looked at without a write: what `steelyard check` tells."""
