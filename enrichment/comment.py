"""A verdict as the living comment people read: what is missing, why this score, how to answer."""

from collections.abc import Iterator, Mapping

from connectors.mask import mask
from connectors.remark import Block, Bullets, Heading, Paragraph, Remark, Span, digest_of
from enrichment import texts
from enrichment.verdict import Flag, Part, Place, Score, Severity, Verdict
from enrichment.wording import Texts, number, say

_QUOTE = 140
"""Characters of the card's own words shown in one place."""

_MOST = 6
"""Questions of one sort in a comment that must fit a screen."""

Line = tuple[Span, ...]


def compose(
    verdict: Verdict, language: str, lanes: Mapping[str, Texts], kept: float | None = None
) -> Remark:
    """The remark for a verdict in `language` (`ru` or `en`); `lanes` names lanes by id.

    `kept` is a score a person set, which stays. The exact place is no part of the digest, only
    its band is: cards pass each other all day, and nobody wants a comment edited for that.
    """
    head, rest = _head(verdict, language, kept), tuple(_rest(verdict, language))
    place = _place(verdict.place, language, lanes) if verdict.place else ()
    band = (verdict.place.lane, verdict.place.band, verdict.place.fits) if verdict.place else None
    return Remark((*head, *place, *rest), digest_of((language, head, band, rest)), language)


def _head(verdict: Verdict, language: str, kept: float | None) -> tuple[Block, ...]:
    lines = [
        Paragraph((Span(_score(verdict.score, language), bold=True),)),
        Paragraph(_advice(verdict, language)),
    ]
    if kept is not None:
        lines.append(Paragraph((Span(say(texts.KEPT, language, kept=number(kept, language, 1))),)))
    return tuple(lines)


def _score(score: Score, language: str) -> str:
    text = "Steelyard: " + say(texts.SCORE, language, value=number(score.value, language, 1))
    if score.low != score.high:
        low, high = number(score.low, language, 1), number(score.high, language, 1)
        text += say(texts.RANGE, language, low=low, high=high)
    return text + (say(texts.PROVISIONAL, language) if score.provisional else "")


def _advice(verdict: Verdict, language: str) -> Line:
    advice = verdict.advice
    decision = say(texts.DECISIONS[advice.decision], language)
    line = (
        Span(say(texts.ADVICE, language)),
        Span(decision, bold=True),
        Span(f". {_sentence(advice.why)}"),
    )
    if advice.human is None:
        return line
    human = say(texts.DECISIONS[advice.human], language)
    return (Span(say(texts.HUMAN, language, decision=human)), *line)


def _place(place: Place, language: str, lanes: Mapping[str, Texts]) -> tuple[Block, ...]:
    where = say(
        texts.PLACE,
        language,
        lane=say(lanes[place.lane], language) if place.lane in lanes else place.lane,
        in_lane=place.in_lane,
        of_lane=place.of_lane,
        in_queue=place.in_queue,
        of_queue=place.of_queue,
    )
    line = say(texts.FITS if place.fits else texts.BELOW, language)
    return (Paragraph((Span(where + line),)),)


def _rest(verdict: Verdict, language: str) -> Iterator[Block]:
    for title, severity in ((texts.REQUIRED, Severity.REQUIRED), (texts.ADVISED, Severity.ADVISED)):
        flags = [flag for flag in verdict.flags if flag.severity == severity][:_MOST]
        if flags:
            yield Heading(say(title, language))
            yield Bullets(tuple(_question(flag, language) for flag in flags))
    yield Heading(say(texts.PARTS, language))
    base, *layers = verdict.score.parts
    parts = (_part(base, language, ""), *(_part(part, language, "+") for part in layers))
    yield Bullets(parts)
    if verdict.score.unknown:
        unknown = "; ".join(verdict.score.unknown).rstrip(".")
        yield Paragraph((Span(f"{say(texts.UNKNOWN, language)}{unknown}."),))
    ignore = Span(texts.IGNORE, code=True)
    answer = Span(say(texts.ANSWER, language), italic=True)
    yield Paragraph((answer, ignore, Span(".", italic=True)))


def _question(flag: Flag, language: str) -> Line:
    ask = Span(flag.ask)
    if flag.quote is None or flag.empty is None:
        return (ask,)
    quote = _short(mask(" ".join(flag.quote.text.split())))
    found = say(texts.FOUND[flag.empty], language, quote=quote)
    return (ask, Span(f" ({found})", italic=True))


def _part(part: Part, language: str, plus: str) -> Line:
    sign = "−" if part.points < 0 else plus
    points = f"{sign}{number(abs(part.points), language, 1)}"
    note = f": {part.note}" if part.note else ""
    return (Span(points, bold=True), Span(f" {part.why.rstrip('.')}{mask(note)}"))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip() + "…"
