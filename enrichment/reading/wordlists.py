"""The entries of words files as phrases, and what else of them the tables are asked for."""

from collections.abc import Iterable

from enrichment.reading.phrases import Metered, Phrase, Pointed
from enrichment.reading.stems import lower
from enrichment.reading.wordsfile import WordsFile

Parts = tuple[WordsFile, ...]


def listed(parts: Parts, name: str) -> frozenset[str]:
    """A plain list of every file, in lower case."""
    return frozenset(lower(word) for part in parts for word in getattr(part, name))


def flat(parts: Parts, name: str) -> Iterable[tuple[str, str]]:
    """(key, phrase) pairs of one section of every file."""
    for part in parts:
        for key, names in getattr(part, name).items():
            for one in names:
                yield key, one


def phrases(parts: Parts) -> Iterable[Phrase]:
    """Every entry that is looked for in running text."""
    for section in ("empties", "people", "cues"):
        for group, name in flat(parts, section):
            yield Phrase(name, group)
    for section, group in (("areas", "area"), ("steps", "step"), ("grades", "source")):
        for meant, name in flat(parts, section):
            yield Phrase(name, group, meant)
    for part in parts:
        yield from _metric_phrases(part)
        yield from _kind_phrases(part)
        yield from _number_phrases(part)


def _metric_phrases(part: WordsFile) -> Iterable[Phrase]:
    for id_, metric in part.metrics.items():
        payload = Metered(id_, metric.role, metric.kind)
        for name in metric.names:
            yield Phrase(name, "metric", payload)
    for name in part.vague_metrics:
        yield Phrase(name, "vague_metric")


def _kind_phrases(part: WordsFile) -> Iterable[Phrase]:
    for kind, weights in part.kinds.items():
        for weight, names in weights.items():
            for name in names:
                yield Phrase(name, f"kind {kind}", Pointed(kind, weight))
    for origin, names in part.origins.items():
        for name in names:
            yield Phrase(name, f"origin {origin}", origin)


def _number_phrases(part: WordsFile) -> Iterable[Phrase]:
    for group, numbers in (("numeral", part.numerals), ("multiple", part.multiples)):
        for name, value in numbers.items():
            yield Phrase(name, group, value)
    for names in part.efforts.values():
        for name in names:
            if " " not in name:
                yield Phrase(name, "lasting")
    for month in part.months:
        for name in month:
            yield Phrase(name, "month_word")
    for names in (*part.periods.values(), *part.recurring.values()):
        for name in names:
            yield Phrase(name, "recurrent")


def every_name(part: WordsFile) -> Iterable[str]:
    """Every entry that a table beside the phrases is asked for by its stems."""
    for section in (part.headings, part.labels, part.efforts):
        for names in section.values():
            yield from names
