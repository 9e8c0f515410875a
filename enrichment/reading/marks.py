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


class Marked:
    """A text in lower case with the phrases found in it.

    `mask` holds the bits of their groups, `length` is how many words the text has. Where the
    words stand is worked out when it is first asked.
    """

    __slots__ = ("_hits", "_starts", "_tokens", "_words", "length", "mask", "text")

    def __init__(  # noqa: PLR0913, PLR0917 - each is worked out by the one who marks
        self,
        text: str,
        tokens: list[str],
        words: Sequence[Sized],
        length: int,
        mask: int,
        hits: list[tuple[int, Sequence[Phrase]]],
    ) -> None:
        """Keep what was found, by the number of the word it begins with.

        `tokens` are what stands between spaces, `words` the words of each of them.
        """
        self.text, self.length, self.mask = text, length, mask
        self._tokens, self._words, self._hits = tokens, words, hits
        self._starts: list[int] = []

    def of(self, groups: int) -> list[Mark]:
        """The marks of some groups, in the order of the text."""
        if not self.mask & groups:
            return []
        found = [(at, one) for at, some in self._hits for one in some if one.group & groups]
        return [self._mark(at, one) for at, one in found]

    def first(self, groups: int) -> Mark | None:
        """The first mark of some groups."""
        if self.mask & groups:
            for at, some in self._hits:
                for one in some:
                    if one.group & groups:
                        return self._mark(at, one)
        return None

    def begins(self, groups: int, within: int = 0) -> bool:
        """Whether a word of some groups is among the first: its number is at most `within`."""
        if self.mask & groups:
            for at, some in self._hits:
                if at > within:
                    return False
                for one in some:
                    if one.group & groups:
                        return True
        return False

    def covered(self, groups: int) -> int:
        """How many words the phrases of some groups cover together, each word once."""
        if not self.mask & groups:
            return 0
        covered: set[int] = set()
        for at, some in self._hits:
            for one in some:
                if one.group & groups:
                    covered.update(range(at, at + len(one.stems)))
        return len(covered)

    def phrases(self, group: int) -> list[Phrase]:
        """The phrases of a group, without their places."""
        if not self.mask & group:
            return []
        return [one for _, some in self._hits for one in some if one.group == group]

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
        starts = self._starts or self._located()
        found = WORD.search(self.text, starts[number])
        return found.span() if found is not None else (0, 0)

    def _located(self) -> list[int]:
        """The places from which on each word is the next one."""
        end = 0
        for token, words in zip(self._tokens, self._words, strict=True):
            start = self.text.find(token, end)
            end = start + len(token)
            if len(words) == 1:
                self._starts.append(start)
            elif words:
                self._starts += [start + word.start() for word in WORD.finditer(token)]
        return self._starts
