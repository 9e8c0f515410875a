"""`explain`: where every point of a card's verdict comes from, with the words it rests on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from connectors.card import Card
from connectors.mask import mask
from enrichment.judge import Judged
from enrichment.reading.slots import Place, Quote, Reading, Slot
from enrichment.verdict import Verdict
from enrichment.wording import number
from steelyard.commands.session import Frame, store_of
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.today import today_in


def explain(frame: Frame, wanted: str, *, as_json: bool) -> int:
    """Print the card's text with the quotes marked, each slot, each flag, and each point."""
    with store_of(frame) as (settings, store):
        cards = list(store.cards(settings.names))
    card = _find(cards, wanted)
    rulebook = load_rulebook(settings.packs, settings.context)
    judged = rulebook.judge(cards, today_in(settings.timezone, frame.clock), settings.language)
    one = next(one for one in judged if one.card is card)
    if as_json:
        value = {"card": card, "reading": one.reading, "verdict": one.verdict}
        print(json_line(value))  # noqa: T201 - a command's answer
        return Exit.DONE
    for line in "\n".join(explained(one, rulebook)).split("\n"):
        print(printable(line))  # noqa: T201 - a command's answer
    return Exit.DONE


def explained(one: Judged, rulebook: Rulebook) -> Iterator[str]:
    """The whole explanation, line by line."""
    card, reading, verdict = one
    yield f"{card.key} «{card.title}» ({card.connection}, {card.status or 'no status'})"
    yield from ("", *_text(card, reading), "", "What the card says")
    yield from (f"  {line}" for line in _slots(reading))
    yield from ("", f"Kind: {verdict.kind}, lane {verdict.lane}", "What it lacks")
    yield from (f"  {line}" for line in _flags(verdict, rulebook))
    yield from ("", *_score(verdict, rulebook))
    yield from _decision(verdict, rulebook)


def _find(cards: list[Card], wanted: str) -> Card:
    """The card of this key, id or address; keys are compared without case."""
    key = wanted.casefold()
    found = [card for card in cards if key in {card.key.casefold(), card.id.casefold()}]
    found = found or [card for card in cards if card.url and card.url == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(f"{card.connection} {card.id}" for card in found)
        raise UserError(
            wanted, f"several cards bear this key: {places}", "give the id", Exit.CONFIGURATION
        )
    todo = "see that it is in the configured cards and run: steelyard plan"
    raise UserError(wanted, "no such card in the database", todo, Exit.CONFIGURATION)


def _text(card: Card, reading: Reading) -> Iterator[str]:
    """The card's text with `[slot: words]` around what was relied on, part by part."""
    quotes = list(_quotes(reading))
    yield _marked(card.title, [q for q in quotes if q[1].place is Place.TITLE])
    body = [q for q in quotes if q[1].place in {Place.SECTION, Place.PROSE}]
    yield from _marked(card.body, body).split("\n")
    for field in card.fields:
        own = [q for q in quotes if q[1].place is Place.FIELD and q[1].source == field.name]
        yield f"{field.name}: {_marked(field.text, own)}"
    ticks = [q for q in quotes if q[1].place is Place.CHECKLIST]
    for checklist in card.checklists:
        yield f"{checklist.name}:"
        yield from (
            f"  [{'x' if item.done else ' '}] {_marked(item.text, ticks)}"
            for item in checklist.items
        )
    said = [q for q in quotes if q[1].place is Place.COMMENT]
    for comment in card.comments:
        author = comment.author.name if comment.author else "somebody"
        yield f"{author} commented: {_marked(comment.text, said)}"


def _marked(text: str, quotes: Sequence[tuple[str, Quote]]) -> str:
    """Marks never overlap: the longest quote of a stretch wins, slots of one quote share it.

    Personal data goes first: a mark in the middle of a phone number would hide it from the mask.
    """
    text = mask(text)
    names: dict[str, list[str]] = {}
    for name, quote in quotes:
        names.setdefault(mask(quote.text), []).append(name)
    spans: list[tuple[int, int, str]] = []
    for words in sorted(filter(None, names), key=len, reverse=True):
        start = text.find(words)
        end = start + len(words)
        if start >= 0 and all(end <= first or start >= last for first, last, _ in spans):
            spans.append((start, end, ", ".join(names[words])))
    for start, end, slots in sorted(spans, reverse=True):
        text = f"{text[:start]}[{slots}: {text[start:end]}]{text[end:]}"
    return text


def _quotes(reading: Reading) -> Iterator[tuple[str, Quote]]:
    for name, slot in _each(reading):
        if slot.quote is not None:
            yield name, slot.quote


def _each(reading: Reading) -> Iterator[tuple[str, Slot[object]]]:
    for name in Reading.__struct_fields__:
        slot = getattr(reading, name)
        if isinstance(slot, Slot):
            yield name, slot


def _slots(reading: Reading) -> Iterator[str]:
    for name, slot in _each(reading):
        where = f" ({slot.quote.place} {slot.quote.source}".rstrip() + ")" if slot.quote else ""
        if slot.missing:
            words = f" «{slot.quote.text}»" if slot.quote else ""
            yield f"{name}: {slot.empty}{words}{where}"
        else:
            yield f"{name}: {_value(slot.value)}{where}"
    yield f"role: {reading.role}"


def _value(value: object) -> str:
    """A slot's value on one line, without its empty members."""
    if isinstance(value, tuple):
        return "; ".join(map(_value, value))
    if isinstance(value, msgspec.Struct):
        members = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return ", ".join(
            f"{name} {_value(member)}"
            for name, member in members
            if member not in (None, "", False)
        )
    return number(value, "en", 2) if isinstance(value, float) else " ".join(str(value).split())


def _flags(verdict: Verdict, rulebook: Rulebook) -> Iterator[str]:
    for flag in verdict.flags:
        yield f"{flag.severity} {flag.rule}: {flag.ask}{_origin(rulebook, flag.rule)}"
        yield f"  {flag.why}"
        if flag.quote is not None:
            words = " ".join(flag.quote.text.split())
            where = f"{flag.quote.place} {flag.quote.source}".rstrip()
            yield f"  found in {where}: «{words}»"
    if not verdict.flags:
        yield "nothing"


def _score(verdict: Verdict, rulebook: Rulebook) -> Iterator[str]:
    score = verdict.score
    state = ", provisional until the questions are answered" if score.provisional else ""
    low, high = _points(score.low), _points(score.high)
    yield f"Score {_points(score.value)} ({low} to {high}, confidence {score.confidence:.0%}){state}"
    for part in score.parts:
        note = f": {part.note}" if part.note else ""
        yield f"  {part.points:+.1f} {part.why.rstrip('.')}{note}{_origin(rulebook, part.rule)}"
    for unknown in score.unknown:
        yield f"  not known: {unknown}"


def _decision(verdict: Verdict, rulebook: Rulebook) -> Iterator[str]:
    advice, place = verdict.advice, verdict.place
    if place is not None:
        line = "fits the sprint" if place.fits else "below the sprint's line"
        yield f"Place {place.in_queue} of {place.of_queue} in the queue, {place.in_lane} of {place.of_lane} in its lane; {line}"
    if advice.human is not None:
        yield f"The team decided: {advice.human}"
    yield f"Advice: {advice.decision}, {advice.why}{_origin(rulebook, advice.rule)}"


def _origin(rulebook: Rulebook, rule: str) -> str:
    """Where the rule stands: pack, file and line."""
    place = Path(rulebook.pack.origins.get(rule, ""))
    return f"  [{place.parent.name}/{place.name}]" if place.name else ""


def _points(value: float) -> str:
    return number(value, "en", 1)
