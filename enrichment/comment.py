"""A verdict as the living comment people read: what is missing, why this score, how to answer."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from connectors.mask import mask
from connectors.remark import Block, Bullets, Heading, Paragraph, Remark, Span, digest_of
from enrichment import texts
from enrichment.verdict import Advice, Flag, Part, Place, Score, Severity, Verdict
from enrichment.wording import Texts, number, say

_QUOTE = 140
"""Characters of the card's own words shown in one place."""

_MOST = 6
"""Questions of one sort in a comment that must fit a screen."""

Line = tuple[Span, ...]


class _Voice:
    """One language: the blocks and words that are the same in every comment, made once."""

    def __init__(self, language: str) -> None:
        self.required: Final = Heading(say(texts.REQUIRED, language))
        self.advised: Final = Heading(say(texts.ADVISED, language))
        self.parts: Final = Heading(say(texts.PARTS, language))
        self.unknown: Final = say(texts.UNKNOWN, language)
        self.advice: Final = Span(say(texts.ADVICE, language))
        self.decisions: Final = {
            decision: Span(say(words, language), bold=True)
            for decision, words in texts.DECISIONS.items()
        }
        answer = Span(say(texts.ANSWER, language), italic=True)
        ignore = Span(texts.IGNORE, code=True)
        self.answer: Final = Paragraph((answer, ignore, Span(".", italic=True)))


_voice = cache(_Voice)


def compose(
    verdict: Verdict, language: str, lanes: Mapping[str, Texts], kept: float | None = None
) -> Remark:
    """The remark for a verdict in `language` (`ru` or `en`); `lanes` names lanes by id.

    `kept` is a score a person set, which stays. The exact place is no part of the digest, only
    its band is: cards pass each other all day, and nobody wants a comment edited for that.
    """
    head, rest = _head(verdict, language, kept), _rest(verdict, language)
    at = verdict.place
    if at is None:
        return Remark((*head, *rest), digest_of((language, head, None, rest)), language)
    meaning = (language, head, (at.lane, at.band, at.fits), rest)
    return Remark((*head, _place(at, language, lanes), *rest), digest_of(meaning), language)


def _head(verdict: Verdict, language: str, kept: float | None) -> tuple[Block, ...]:
    score = Paragraph((Span(_score(verdict.score, language), bold=True),))
    advice = Paragraph(_advice(verdict.advice, language))
    if kept is None:
        return score, advice
    stays = say(texts.KEPT, language, kept=_points(kept, language))
    return score, advice, Paragraph((Span(stays),))


def _score(score: Score, language: str) -> str:
    text = "Steelyard: " + say(texts.SCORE, language, value=_points(score.value, language))
    if score.low != score.high:
        low, high = _points(score.low, language), _points(score.high, language)
        text += say(texts.RANGE, language, low=low, high=high)
    return text + (say(texts.PROVISIONAL, language) if score.provisional else "")


def _advice(advice: Advice, language: str) -> Line:
    voice = _voice(language)
    why = Span(f". {_sentence(advice.why)}")
    if advice.human is None:
        return voice.advice, voice.decisions[advice.decision], why
    human = say(texts.HUMAN, language, decision=voice.decisions[advice.human].text)
    return Span(human), voice.advice, voice.decisions[advice.decision], why


def _place(place: Place, language: str, lanes: Mapping[str, Texts]) -> Block:
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
    return Paragraph((Span(where + line),))


def _rest(verdict: Verdict, language: str) -> tuple[Block, ...]:
    voice, score = _voice(language), verdict.score
    blocks: list[Block] = []
    if required := _asking(verdict.flags, Severity.REQUIRED):
        blocks += voice.required, _questions(required, language)
    if advised := _asking(verdict.flags, Severity.ADVISED):
        blocks += voice.advised, _questions(advised, language)
    if required or advised:
        blocks += _template(_unanswered(required + advised), language)
    blocks += voice.parts, Bullets(_parts(score.parts, language))
    if score.unknown:
        unknown = "; ".join(score.unknown).rstrip(".")
        blocks.append(Paragraph((Span(f"{voice.unknown}{unknown}."),)))
    blocks.append(voice.answer)
    return tuple(blocks)


def _asking(flags: Sequence[Flag], severity: Severity) -> list[Flag]:
    return [flag for flag in flags if flag.severity is severity]


def _questions(flags: Sequence[Flag], language: str) -> Bullets:
    return Bullets(tuple([_question(flag, language) for flag in flags[:_MOST]]))


def _question(flag: Flag, language: str) -> Line:
    ask = Span(flag.ask)
    if flag.quote is None or flag.empty is None:
        return (ask,)
    quote = _short(mask(" ".join(flag.quote.text.split())))
    found = say(texts.FOUND[flag.empty], language, quote=quote)
    return (ask, Span(f" ({found})", italic=True))


def _unanswered(flags: Sequence[Flag]) -> tuple[str, ...]:
    """The slots that are asked for and empty, each once, in the order of the questions."""
    asked = [flag.slot for flag in flags if flag.empty is not None and flag.slot in texts.LINES]
    return tuple(dict.fromkeys(asked))[:_MOST]


@cache
def _template(slots: tuple[str, ...], language: str) -> tuple[Block, ...]:
    """Lines to copy and fill in, one an answer; the reader knows them (domain S70)."""
    if not slots:
        return ()
    lines = [Span(f"{say(texts.LINES[slot], language)}: …", code=True) for slot in slots]
    spans = [span for line in lines for span in (line, Span(", "))]
    return (Paragraph((Span(say(texts.TEMPLATE, language)), *spans[:-1], Span("."))),)


def _parts(parts: Sequence[Part], language: str) -> tuple[Line, ...]:
    """The base as it is, the layers with their sign."""
    return tuple([_part(part, language, "+" if at else "") for at, part in enumerate(parts)])


def _part(part: Part, language: str, plus: str) -> Line:
    sign = "−" if part.points < 0 else plus
    points = Span(f"{sign}{_points(abs(part.points), language)}", bold=True)
    why = part.why.rstrip(".")
    return points, Span(f" {why}{mask(f': {part.note}')}" if part.note else f" {why}")


@lru_cache(maxsize=4096)
def _points(points: float, language: str) -> str:
    """Points as people read them; there are a thousand and one of them in a language."""
    return number(points + 0.0, language, 1)  # a minus before nothing is left out


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip() + "…"
