"""Learns what the signs of a card say of its kind and origin: `python -m benchmarks.train [--write]`.

Trained on the labelled cards of `benchmarks/cards` but those held out, it writes
`rules/ecommerce/words/leanings.yaml`: logistic regression, its weights rounded to
hundredths. The same cards and words give the same file.
"""

from collections.abc import Mapping, Sequence

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import Record, card_of, field_slots
from benchmarks.lessons import ROOT, WORDS, lesson
from enrichment.reading.leanings import BIAS
from enrichment.reading.read import read_signs
from enrichment.reading.words import Words

LEANINGS = WORDS / "leanings.yaml"
_TARGETS = {"kind_weights": ("initiative_type", "balanced"), "origin_weights": ("origin", None)}
"""What is learnt from which key: kinds are measured alike, however rare; origins by their share."""
_PULL = 0.1  # how far weights may leave zero: a few hundred cards teach little
_LEAST = 0.02
_HEAD = """\
# yaml-language-server: $schema=../../../config/schema/words.schema.json
# How strongly what a card was found to hold speaks for each kind and origin. Written by
# `python -m benchmarks.train --write`; words that point to a kind stand in kinds.yaml.
"""

Signs = Mapping[str, float]
Weights = Mapping[str, Mapping[str, float]]


def train(cards: Sequence[Record], words: Words) -> Mapping[str, Weights]:
    """The weights by target, sign and label."""
    slots = field_slots(ROOT / "config/names.yaml")
    signs = [read_signs(card_of(record, slots), words) for record in cards]
    return {
        target: _weights(
            [
                (one, record["gold"][key])
                for one, record in zip(signs, cards, strict=True)
                if key not in record["gold"]["ambiguous"]
            ],
            weighting,
        )
        for target, (key, weighting) in _TARGETS.items()
    }


def _weights(examples: Sequence[tuple[Signs, str]], weighting: str | None) -> Weights:
    vectors = DictVectorizer()
    table = vectors.fit_transform([signs for signs, _ in examples])
    model = LogisticRegression(C=_PULL, class_weight=weighting, max_iter=3000)
    model.fit(table, [label for _, label in examples])
    labels = [str(label) for label in model.classes_]
    rows = {BIAS: model.intercept_} | {
        sign: model.coef_[:, at] for sign, at in sorted(vectors.vocabulary_.items())
    }
    rounded = {
        sign: {label: round(float(one), 2) for label, one in zip(labels, row, strict=True)}
        for sign, row in rows.items()
    }
    return {
        sign: row
        for sign, row in rounded.items()
        if sign == BIAS or max(map(abs, row.values())) >= _LEAST
    }


def text(weights: Mapping[str, Weights]) -> str:
    """The file as people see it: one sign a line."""
    lines = [_HEAD.rstrip("\n")]
    for target, rows in weights.items():
        lines.append(f"{target}:")
        for sign, row in rows.items():
            cells = ", ".join(f"{label}: {one:g}" for label, one in row.items())
            lines.append(f"  {sign}: {{{cells}}}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Train, and write the file when asked to."""
    lesson(__doc__, LEANINGS, train, text)


if __name__ == "__main__":
    main()
