"""Lengths of time as people type them."""

import re

_FORM = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")


def seconds_in(text: str) -> float:
    """Seconds in `90s`, `10m`, `1h30m` or a bare number; ValueError for anything else."""
    found = _FORM.fullmatch(text.strip().lower())
    parts = [int(part or 0) for part in found.groups()] if found else []
    seconds = sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))
    if not seconds:
        raise ValueError(f"{text!r} is no length of time; write 10m, 90s or 1h30m")
    return float(seconds)
