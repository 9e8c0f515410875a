"""`explain`: where every point of a card's verdict comes from, with the words it rests on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from connectors.card import Card
from connectors.mask import mask
from enrichment.case import Case, prepare, study
from enrichment.defence import defence
from enrichment.judge import Judged
from enrichment.reading.slots import Place, Quote, Reading, Slot
from enrichment.texts import DECISIONS
from enrichment.verdict import Verdict
from enrichment.wording import number
from steelyard.answers import EXPLAIN
from steelyard.commands.session import Frame, store_of
from steelyard.commands.tied import tied_lines
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.speech import Speech
from steelyard.today import today_in


def explain(frame: Frame, wanted: str, *, as_json: bool) -> int:
    """Print the card's text with the quotes marked, each slot, each flag, and each point."""
    with store_of(frame) as (settings, store):
        cards = list(store.cards(settings.names))
    card = _find(cards, wanted)
    rulebook = load_rulebook(settings.packs, settings.context)
    today = today_in(settings.timezone, frame.clock)
    judged = rulebook.judge(cards, today, settings.language)
    one = next(one for one in judged if one.card is card)
    if as_json:
        value = {"card": card, "reading": one.reading, "verdict": one.verdict}
        print(json_line(value))  # noqa: T201 - a command's answer
        return Exit.DONE
    case = study(card, one.reading, prepare(rulebook.pack, rulebook.context, today))
    for line in "\n".join(explained(one, case, rulebook, frame.speech)).split("\n"):
        print(printable(line))  # noqa: T201 - a command's answer
    return Exit.DONE


def explained(one: Judged, case: Case, rulebook: Rulebook, speech: Speech) -> Iterator[str]:
    """The whole explanation, line by line; ids and slots go by the names rules know them by."""
    card, reading, verdict = one
    status = card.status or speech.say(EXPLAIN["no_status"])
    yield f"{card.key} «{card.title}» ({card.connection}, {status})"
    yield from ("", *_text(card, reading, speech), "", speech.say(EXPLAIN["said"]))
    yield from (f"  {line}" for line in _slots(reading, speech))
    if tied := [f"  {line}" for line in tied_lines(case, speech)]:
        yield from ("", speech.say(EXPLAIN["tied"]), *tied)
    kind = speech.say(EXPLAIN["kind"], kind=verdict.kind, lane=verdict.lane)
    yield from ("", kind, speech.say(EXPLAIN["lacks"]))
    yield from (f"  {line}" for line in _flags(verdict, rulebook, speech))
    yield from ("", *_score(verdict, rulebook, speech))
    yield from _decision(verdict, rulebook, speech)
    if told := defence(reading, speech.language):
        yield from ("", speech.say(EXPLAIN["defence"], text=mask(told)))


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


def _text(card: Card, reading: Reading, speech: Speech) -> Iterator[str]:
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
        author = comment.author.name if comment.author else speech.say(EXPLAIN["somebody"])
        text = _marked(comment.text, said)
        yield speech.say(EXPLAIN["commented"], author=author, text=text)


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


def _slots(reading: Reading, speech: Speech) -> Iterator[str]:
    for name, slot in _each(reading):
        where = f" ({slot.quote.place} {slot.quote.source}".rstrip() + ")" if slot.quote else ""
        if slot.missing:
            words = f" «{slot.quote.text}»" if slot.quote else ""
            yield f"{name}: {slot.empty}{words}{where}"
        else:
            yield f"{name}: {_value(slot.value, speech)}{where}"
    yield f"role: {reading.role}"


def _value(value: object, speech: Speech) -> str:
    """A slot's value on one line, without its empty members."""
    if isinstance(value, tuple):
        return "; ".join(_value(one, speech) for one in value)
    if isinstance(value, msgspec.Struct):
        members = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return ", ".join(
            f"{name} {_value(member, speech)}"
            for name, member in members
            if member not in (None, "", False)
        )
    if isinstance(value, float):
        return number(value, speech.language, 2)
    return " ".join(str(value).split())


def _flags(verdict: Verdict, rulebook: Rulebook, speech: Speech) -> Iterator[str]:
    for flag in verdict.flags:
        weight = speech.say(EXPLAIN[flag.severity])
        yield f"{weight} {flag.rule}: {flag.ask}{_origin(rulebook, flag.rule)}"
        yield f"  {flag.why}"
        if flag.quote is not None:
            words = " ".join(flag.quote.text.split())
            where = f"{flag.quote.place} {flag.quote.source}".rstrip()
            yield "  " + speech.say(EXPLAIN["found"], where=where, words=words)
    if not verdict.flags:
        yield speech.say(EXPLAIN["nothing"])


def _score(verdict: Verdict, rulebook: Rulebook, speech: Speech) -> Iterator[str]:
    score = verdict.score
    value, low, high = (
        number(points, speech.language, 1) for points in (score.value, score.low, score.high)
    )
    share = speech.percent(score.confidence)
    line = speech.say(EXPLAIN["score"], value=value, low=low, high=high, confidence=share)
    yield line + (speech.say(EXPLAIN["provisional"]) if score.provisional else "")
    for part in score.parts:
        note = f": {part.note}" if part.note else ""
        points = _signed(part.points, speech)
        yield f"  {points} {part.why.rstrip('.')}{note}{_origin(rulebook, part.rule)}"
    for unknown in score.unknown:
        yield "  " + speech.say(EXPLAIN["unknown"], what=unknown)


def _decision(verdict: Verdict, rulebook: Rulebook, speech: Speech) -> Iterator[str]:
    advice, place = verdict.advice, verdict.place
    if place is not None:
        line = speech.say(EXPLAIN["fits" if place.fits else "below"])
        yield speech.say(
            EXPLAIN["place"],
            at=place.in_queue,
            of=place.of_queue,
            lane_at=place.in_lane,
            lane_of=place.of_lane,
            line=line,
        )
    if advice.human is not None:
        yield speech.say(EXPLAIN["human"], decision=speech.say(DECISIONS[advice.human]))
    decision = speech.say(DECISIONS[advice.decision])
    why = advice.why + _origin(rulebook, advice.rule)
    yield speech.say(EXPLAIN["advice"], decision=decision, why=why)


def _signed(points: float, speech: Speech) -> str:
    text = f"{points:+.1f}"
    return text.replace(".", ",") if speech.language == "ru" else text


def _origin(rulebook: Rulebook, rule: str) -> str:
    """Where the rule stands: pack, file and line."""
    place = Path(rulebook.pack.origins.get(rule, ""))
    return f"  [{place.parent.name}/{place.name}]" if place.name else ""
