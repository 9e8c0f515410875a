"""The reference to beat: a linter of headings, digits and assignees, written in an afternoon."""

import re

from benchmarks.corpus import Record

_HEADINGS = {
    "problem": re.compile(r"проблем|problem|\bpain|\bболь|зачем|\bwhy\b", re.IGNORECASE),
    "metric": re.compile(
        r"метрик|metric|\bkpi|кпэ|конверси|conversion|\bctr\b|\bnps\b", re.IGNORECASE
    ),
}
_EFFECT = re.compile(
    r"(?:эффект|effect|impact|выгода|benefit|деньги|экономия|saving)[^\n]*\d", re.IGNORECASE
)
_OWNER = re.compile(r"(?:владелец|ответственн\w+|owner|dri)\W+\S", re.IGNORECASE)


def lint(record: Record) -> dict[str, str]:
    """The four labels by keywords alone."""
    text = "\n".join([record["title"], record["description"], str(record.get("fields") or "")])
    owned = bool(record.get("assignee") or _OWNER.search(text))
    return {
        **{slot: "present" if found.search(text) else "none" for slot, found in _HEADINGS.items()},
        "effect": "quantified" if _EFFECT.search(text) else "none",
        "owner": "person" if owned else "none",
    }
