"""Rules that can never fire: each is an error when it is loaded, not a surprise a year later."""

from collections.abc import Iterator

from enrichment.packs.cel import Language
from enrichment.packs.entries import Entries, Loc
from enrichment.packs.facts import Publisher
from enrichment.packs.model import CheckEntry
from enrichment.packs.witness import Search, strange_words
from enrichment.reading.slots import Kind
from enrichment.yamlplaces import Problem

_NEVER = "it can never fire"
_STAGES = {
    "open": "card.stage != 'done'",
    "finished": "card.stage == 'done'",
    "all": "true",
}


def both_of(when: str, unless: str) -> str:
    """Write `when` and not `unless` as one condition."""
    return when if unless == "false" else f"({when}\n) && !({unless}\n)"


def own(entry: CheckEntry, kind: Kind, key: str) -> tuple[Loc, str]:
    """Choose the condition `key` of a check for `kind`, with the way to it."""
    override = entry.kinds.get(kind)
    if override is not None and (source := getattr(override, key)) is not None:
        return ("kinds", kind.value, key), source
    return (key,), getattr(entry, key)


def silent_checks(entries: Entries, language: Language, publisher: Publisher) -> Iterator[Problem]:
    """Find checks that fire for no kind of card, and what they say of kinds they leave out."""
    search = Search(language, publisher, entries)
    for id_, entry in entries.checks.items():
        check = entry.value
        for kind in check.kinds:
            if check.only and kind not in check.only:
                what = f"'only' leaves out '{kind}', so this is never used"
                yield entry.problem(id_, what, at=("kinds", kind.value))
        places = {own(check, kind, key) for kind in Kind for key in ("when", "unless")}
        for at, source in sorted(places):
            for what, hint in strange_words(source, language, entries):
                yield entry.problem(id_, what, hint, at)
        sources = (_whole(check, kind) for kind in check.only or Kind)
        if all(search.never(source) for source in sources):
            yield entry.problem(id_, _NEVER, "no card can meet its conditions", ("when",))


def silent_layers(entries: Entries, language: Language, publisher: Publisher) -> Iterator[Problem]:
    """Find layers that no card can meet."""
    search = Search(language, publisher, entries)
    for id_, entry in entries.layers.items():
        for what, hint in strange_words(entry.value.when, language, entries):
            yield entry.problem(id_, what, hint, ("when",))
        if search.never(entry.value.when):
            yield entry.problem(id_, _NEVER, "no card can meet its condition", ("when",))


def silent_decisions(
    entries: Entries, language: Language, publisher: Publisher
) -> Iterator[Problem]:
    """Find decisions that no card can meet, or that stand after one that always holds."""
    search = Search(language, publisher, entries)
    always = ""
    for id_, entry in entries.decisions.items():
        for what, hint in strange_words(entry.value.when, language, entries):
            yield entry.problem(id_, what, hint, ("when",))
        if always:
            yield entry.problem(id_, _NEVER, f"'{always}' stands before it and always holds")
        elif search.never(entry.value.when):
            yield entry.problem(id_, _NEVER, "no card can meet its condition", ("when",))
        if entry.value.when.strip() == "true":
            always = always or id_


def _whole(check: CheckEntry, kind: Kind) -> str:
    """Write everything a card of `kind` has to meet for the check to fire."""
    both = both_of(own(check, kind, "when")[1], own(check, kind, "unless")[1])
    return f"reading.kind == '{kind}' && {_STAGES[check.cards]} && ({both}\n)"
