"""Where the phrases of a dictionary stand in a text."""

from enrichment.reading.phrases import Payload, Phrase
from enrichment.reading.vocabulary import Known, Token


class Mark:
    """A phrase found in a text: what it means and where it stands (offsets, numbers of words)."""

    __slots__ = ("end", "first", "last", "payload", "start")

    def __init__(self, payload: Payload, start: int, end: int, first: int, last: int) -> None:
        """Keep what was found."""
        self.payload = payload
        self.start, self.end = start, end
        self.first, self.last = first, last


class _Walk:
    """A walk from token to token of a text that knows where the one it has reached starts."""

    __slots__ = ("_at", "_even", "_first", "_start", "_text", "_tokens", "_told")

    def __init__(self, text: str, tokens: list[str], told: list[Token]) -> None:
        """Stand before the first token."""
        self._text, self._tokens, self._told = text, tokens, told
        length = len(tokens) - 1
        for token in tokens:
            length += len(token)
        self._even = length == len(text)  # nothing but one space between any two
        self._begin()

    def place(self, number: int) -> tuple[int, int]:
        """Where a word starts and ends."""
        if number < self._first:
            self._begin()
        while number >= self._first + len(self._told[self._at].words):
            self._go_on()
        start = self._start
        token = self._tokens[self._at]
        if token.isalnum():
            return start, start + len(token)
        begin, end = self._told[self._at].span(token, number - self._first)
        return start + begin, start + end

    def _begin(self) -> None:
        self._at = self._first = 0
        self._start = 0 if self._even else self._text.find(self._tokens[0])

    def _go_on(self) -> None:
        """Reach the next token."""
        end = self._start + len(self._tokens[self._at])
        self._first += len(self._told[self._at].words)
        self._at += 1
        self._start = end + 1 if self._even else self._text.find(self._tokens[self._at], end)


class Marked:
    """A text in lower case with the phrases found in it.

    `mask` holds the bits of their groups, `length` is how many words the text has, `tokens` what
    stands between spaces, `figures` those of them with a digit. Where the words stand is worked
    out when it is asked, and no further than it is asked.
    """

    __slots__ = (
        *("_told", "_walk", "_words"),
        *("figures", "length", "mask", "text", "tokens"),
    )

    def __init__(  # noqa: PLR0913, PLR0917 - each is worked out by the one who marks
        self,
        text: str,
        tokens: list[str],
        told: list[Token],
        words: list[Known | None],
        figures: list[str],
        mask: int,
    ) -> None:
        """Keep what is `told` by each token, and what the `words` are known for."""
        self.text, self.mask = text, mask
        self.length, self.figures = len(words), figures
        self.tokens, self._told, self._words = tokens, told, words
        self._walk: _Walk | None = None

    def of(self, groups: int) -> list[Mark]:
        """The marks of some groups, in the order of the text."""
        if not self.mask & groups:
            return []
        return [
            self._mark(at, one)
            for at, word in enumerate(self._words)
            if word is not None and word.mask & groups
            for one in word.phrases
            if one.group & groups
        ]

    def first(self, groups: int) -> Mark | None:
        """The first mark of some groups."""
        if self.mask & groups:
            for at, word in enumerate(self._words):
                if word is not None and word.mask & groups:
                    for one in word.phrases:
                        if one.group & groups:
                            return self._mark(at, one)
        return None

    def begins(self, groups: int, within: int = 0) -> bool:
        """Whether a word of some groups is among the first: its number is at most `within`."""
        if self.mask & groups:
            for at, word in enumerate(self._words):
                if at > within:
                    return False
                if word is not None and word.mask & groups:
                    return True
        return False

    def covered(self, groups: int) -> int:
        """How many words the phrases of some groups cover together, each word once."""
        if not self.mask & groups:
            return 0
        count = end = 0
        for at, word in enumerate(self._words):
            if word is None or not word.mask & groups:
                continue
            for one in word.phrases:
                if one.group & groups and at + len(one.stems) > end:
                    count += at + len(one.stems) - max(at, end)
                    end = at + len(one.stems)
        return count

    def phrases(self, group: int) -> list[Phrase]:
        """The phrases of a group, without their places."""
        if not self.mask & group:
            return []
        return [
            one
            for word in self._words
            if word is not None and word.mask & group
            for one in word.phrases
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
        walk = self._walk
        if walk is None:
            walk = self._walk = _Walk(self.text, self.tokens, self._told)
        return walk.place(number)
