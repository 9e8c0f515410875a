"""Learns what a clause that tells a problem sounds like: `python -m benchmarks.train_problem [--write]`.

Trained on the labelled cards of `benchmarks/cards` but those held out, it writes
`rules/ecommerce/words/problem.yaml`: logistic regression over clauses, its weights rounded to
hundredths. The same cards and words give the same file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import Record, card_of, field_slots
from benchmarks.lessons import ROOT, WORDS, lesson
from enrichment.reading.clauses import Said
from enrichment.reading.leanings import BIAS
from enrichment.reading.problem import fact
from enrichment.reading.telling import signs
from enrichment.reading.words import Words

FILE = WORDS / "problem.yaml"
_PULL = 0.1  # how far weights may leave zero: a few thousand clauses teach little
_RARE = 8  # cards: a sign of fewer is chance
_ASIDE = 0.25  # what a clause beside the quoted one weighs: it may tell the problem as well
_DOUBT = 1.25  # a card is many clauses, and a problem missed costs as much as one made up
_LEAST = 0.02
_HEAD = """\
# yaml-language-server: $schema=../../../config/schema/words.schema.json
# What a clause that tells a problem sounds like: groups of words, its place, what it counts, the
# ends of its words. Written by `python -m benchmarks.train_problem --write`.
problem_weights:
"""

Example = tuple[dict[str, float], bool, float]
"""The signs of a clause, whether it tells the card's problem, and how much it teaches."""


def examples(record: Record, words: Words) -> Iterator[Example]:
    """Every clause of a card that says something."""
    gold = record["gold"]
    present = gold["problem"] == "present"
    quoted = _plain(gold["problem_span"] or "")
    for clause in Said(card_of(record, field_slots(ROOT / "config/names.yaml")), words).clauses:
        text = _plain(clause.text)
        if not text:
            continue
        tells = present and (text in quoted or quoted in text)
        found = dict.fromkeys(signs(clause), 1.0)
        if fact(clause):
            found["fact"] = 1.0
        yield found, tells, _ASIDE if present and not tells else 1.0


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def train(cards: Sequence[Record], words: Words) -> Mapping[str, float]:
    """The weight of each sign."""
    sure = [one for one in cards if "problem" not in one["gold"]["ambiguous"]]
    listed = [list(examples(one, words)) for one in sure]
    met = Counter(sign for some in listed for sign in {name for one in some for name in one[0]})
    clauses = [one for some in listed for one in some]
    vectors = DictVectorizer()
    table = vectors.fit_transform(
        [{name: 1.0 for name in found if met[name] >= _RARE} for found, _, _ in clauses]
    )
    model = LogisticRegression(C=_PULL, max_iter=3000)
    model.fit(table, [one[1] for one in clauses], sample_weight=[one[2] for one in clauses])
    weights = {BIAS: float(model.intercept_[0]) + _DOUBT}
    weights |= {sign: float(model.coef_[0, at]) for sign, at in sorted(vectors.vocabulary_.items())}
    return {sign: round(one, 2) for sign, one in weights.items() if abs(one) >= _LEAST}


def text(weights: Mapping[str, float]) -> str:
    """The file as people see it: one sign a line."""
    return _HEAD + "".join(f"  {sign}: {weight:g}\n" for sign, weight in weights.items())


def main() -> None:
    """Train, and write the file when asked to."""
    lesson(__doc__, FILE, train, text)


if __name__ == "__main__":
    main()
