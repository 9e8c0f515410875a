"""What is remembered of a card: our own hand, told from a person's."""

from connectors.card import OwnComment, Shown
from enrichment.hands import remembered
from enrichment.subject import Written
from tests.support.cards import a_card


def test_what_stands_beside_our_marks_is_ours_when_nobody_remembers() -> None:
    own = OwnComment("77", "abcdef")
    card = a_card(shown=Shown(score=42.0, labels=("steelyard:pilot",), comments=(own,)))

    memory = remembered(card.shown)

    assert (memory.score, memory.labels) == (42.0, ("steelyard:pilot",))
    assert (memory.comment, memory.digest) == ("77", "abcdef")


def test_a_score_without_our_marks_is_a_persons() -> None:
    assert remembered(Shown(score=42.0)) == Written()
