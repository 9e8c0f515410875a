"""User stories: «Как покупатель, я хочу …, чтобы …», "As a buyer I want … so that …" (S160)."""

import re

import msgspec

WISH = "wish"
"""The list of words of a pack without which a text tells no story."""

_WISH = re.compile(
    r"[хХwWdD](?<!\w.)(?i:(?<=х)(?:очу|отел[аи]? бы)|(?<=w)(?:ant|ould like)|(?<=d) like)"
    r"(?i:\b[,:]?\s*(?:чтобы?\b\s*|to\b\s*)?)"
)
"""«хочу», "want", ...: words are taken apart so that the search walks from one first letter on."""
_WISHER = re.compile(r"\b(?:[яi]\s+|i[’'])\Z", re.IGNORECASE)
_WHO = re.compile(r"(?:^|\W)(?:как|as an?|as the)\s+(?P<who>[^\n.!?;]{2,80})$", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\b(?:чтобы?|so that|so i can|in order to|(?<=\w )so)\s+(?P<purpose>[^\n.!?]{3,})",
    re.IGNORECASE,
)
_MARKS = " \t\n,:;*_>-–—…"
_BEFORE, _AFTER = 100, 400
"""Characters of a story before and after its wish."""


class Story(msgspec.Struct, frozen=True):
    """A user story in the card's words; `purpose` is empty when it is not said."""

    who: str
    want: str
    purpose: str = ""


def story_of(text: str) -> Story | None:
    """Find the first user story of a text: somebody's wish, opened by who wishes it."""
    for wish in _WISH.finditer(text):
        before = _opening(text[: wish.start()])[-_BEFORE:]
        if who := _WHO.search(before.rstrip(_MARKS)):
            return _told(who["who"].strip(_MARKS), text[wish.end() : wish.end() + _AFTER])
    return None


def _opening(text: str) -> str:
    """Give what stands before a wish, without the «я» of who wishes."""
    wisher = _WISHER.search(text, max(0, len(text.rstrip()) - 2))
    return text[: wisher.start()] if wisher else text


def _told(who: str, rest: str) -> Story:
    purpose = _PURPOSE.search(rest)
    want = rest[: purpose.start()] if purpose else rest
    said = purpose["purpose"].strip(_MARKS) if purpose else ""
    return Story(who, want.strip(_MARKS).partition("\n")[0].strip(_MARKS), said)
