"""Where the phrases of a dictionary stand in a text."""

from collections.abc import Sequence, Sized

from enrichment.reading.phrases import Payload, Phrase
from enrichment.reading.stems import WORD


class Mark:
    """A phrase found in a text: what it means and where it stands (offsets, numbers of words)."""

    __slots__ = ("end", "first", "last", "payload", "start")

    def __init__(self, payload: Payload, start: int, end: int, first: int, last: int) -> None:
        """Keep what was found."""
        self.payload = payload
        self.start, self.end = start, end
        self.first, self.last = first, last


Hit = tuple[int, int, Sequence[Phrase]]
"""The number of a word, the phrases that begin with it, and before them the bits of their groups."""


class _Placed:
    """As far as words were placed: from which place on each is the next one, and its token."""

    __slots__ = ("end", "owners", "starts")

    def __init__(self) -> None:
        """None yet."""
        self.starts: list[int] = []
        self.owners: list[int] = []
        self.end = 0


class Marked:
    """A text in lower case with the phrases found in it.

    `mask` holds the bits of their groups, `length` is how many words the text has, `tokens` what
    stands between spaces, `figures` those of them with a digit. Where the words stand is worked
    out when it is asked, and no further than it is asked.
    """

    __slots__ = (
        *("_hits", "_placed", "_words"),
        *("figures", "length", "mask", "text", "tokens"),
    )

    def __init__(  # noqa: PLR0913, PLR0917 - each is worked out by the one who marks
        self,
        text: str,
        tokens: list[str],
        words: Sequence[Sized],
        length: int,
        figures: list[str],
        mask: int,
        hits: list[Hit],
    ) -> None:
        """Keep what was found, by the number of the word it begins with; `words` are by token."""
        self.text, self.mask = text, mask
        self.length, self.figures = length, figures
        self.tokens, self._words, self._hits = tokens, words, hits
        self._placed: _Placed | None = None

    def of(self, groups: int) -> list[Mark]:
        """The marks of some groups, in the order of the text."""
        if not self.mask & groups:
            return []
        return [
            self._mark(at, one)
            for at, mask, some in self._hits
            if mask & groups
            for one in some
            if one.group & groups
        ]

    def first(self, groups: int) -> Mark | None:
        """The first mark of some groups."""
        if self.mask & groups:
            for at, mask, some in self._hits:
                if mask & groups:
                    for one in some:
                        if one.group & groups:
                            return self._mark(at, one)
        return None

    def begins(self, groups: int, within: int = 0) -> bool:
        """Whether a word of some groups is among the first: its number is at most `within`."""
        if self.mask & groups:
            for at, mask, _ in self._hits:
                if at > within:
                    return False
                if mask & groups:
                    return True
        return False

    def covered(self, groups: int) -> int:
        """How many words the phrases of some groups cover together, each word once."""
        if not self.mask & groups:
            return 0
        covered: set[int] = set()
        for at, mask, some in self._hits:
            if not mask & groups:
                continue
            for one in some:
                if one.group & groups:
                    covered.update(range(at, at + len(one.stems)))
        return len(covered)

    def phrases(self, group: int) -> list[Phrase]:
        """The phrases of a group, without their places."""
        if not self.mask & group:
            return []
        return [
            one
            for _, mask, some in self._hits
            if mask & group
            for one in some
            if one.group == group
        ]

    def word(self, number: int) -> str:
        """A word by its number."""
        start, end = self._place(number)
        return self.text[start:end]

    def _mark(self, at: int, one: Phrase) -> Mark:
        start, end = self._place(at)
        last = at + len(one.stems) - 1
        if last > at:
            _, end = self._place(last)
        return Mark(one.payload, start, end, at, last)

    def _place(self, number: int) -> tuple[int, int]:
        """Where a word starts and ends."""
        placed = self._placed
        if placed is None:
            placed = self._placed = _Placed()
        while number >= len(placed.starts):
            self._go_on(placed)
        start = placed.starts[number]
        token = self.tokens[placed.owners[number]]
        if token.isalnum():
            return start, start + len(token)
        found = WORD.search(self.text, start)
        return found.span() if found is not None else (start, start)

    def _go_on(self, placed: _Placed) -> None:
        """Place the words of the next token that has any."""
        at = placed.owners[-1] + 1 if placed.owners else 0
        while not self._words[at]:
            at += 1
        token, count = self.tokens[at], len(self._words[at])
        start = self.text.find(token, placed.end)
        placed.end = start + len(token)
        if count == 1:
            placed.starts.append(start)
            placed.owners.append(at)
        else:
            placed.starts += [start + word.start() for word in WORD.finditer(token)]
            placed.owners += [at] * count
