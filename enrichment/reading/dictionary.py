"""How phrases are found: one pass over the words of a text, each word known by its form."""

from collections.abc import Iterable

from enrichment.reading.marks import Marked
from enrichment.reading.phrases import Phrase
from enrichment.reading.stems import WORD, lower
from enrichment.reading.vocabulary import Known, Pair, Token, Vocabulary


class Dictionary:
    """Finds the phrases of a text in one pass over what stands between its spaces."""

    def __init__(self, phrases: Iterable[Phrase], others: Iterable[str]) -> None:
        """Know the words of `phrases`, and of `others` only their stems."""
        self._known: dict[str, Token] = Vocabulary(phrases, others)

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of every word of `text`, "" for words that are not known."""
        words = [word for token in lower(text).split() for word in self._known[token].words]
        return tuple([word.stem if word is not None else "" for word in words])

    def marked(self, lowered: str) -> Marked:
        """Every phrase in a text that is in lower case (`stems.lower`), in its order."""
        known = self._known
        tokens = lowered.split()
        told = [known[token] for token in tokens]
        words: list[Known | None] = []
        figures: list[str] = []
        mask = 0
        for number, one in enumerate(told):
            mask |= one.mask
            if one.figure:
                figures.append(tokens[number])
            for word in one.words:
                words.append(word)  # noqa: PERF402 - most are alone, to extend by one costs more
        before: Known | None = None
        for at, after in enumerate(words):
            if before is not None and before.longer and after is not None:
                pair = before.longer.get(after.stem)
                if pair is not None:
                    leading = _leading(lowered, words, at - 1, before, pair)
                    words[at - 1] = leading
                    mask |= leading.mask
            before = after
        return Marked(lowered, tokens, told, words, figures, mask)


def _leading(text: str, words: list[Known | None], at: int, word: Known, pair: Pair) -> Known:
    """The `word` with the longest phrases that begin with it and the one behind it."""
    for unsure in pair.unsure:
        if _stands(text, words, at, unsure):
            return word.leading([one for one in pair.phrases if _stands(text, words, at, one)])
    return pair.known


def _stands(text: str, words: list[Known | None], at: int, one: Phrase) -> bool:
    """Whether a phrase stands from the word `at` on, its first two words being those there."""
    stems = one.stems
    if at + len(stems) > len(words):
        return False
    for ahead in range(2, len(stems)):
        word = words[at + ahead]
        if word is None or word.stem != stems[ahead]:
            return False
    return not one.exact or list(one.exact) == WORD.findall(text)[at : at + len(stems)]
