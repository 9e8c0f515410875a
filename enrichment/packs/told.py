"""What a card is tied to, in words that stand in a question."""

from collections.abc import Iterable, Mapping

from enrichment.figures import Ties, Weak
from enrichment.organization import Activation, Channel, Department
from enrichment.wording import Texts, number, say


def told_ties(ties: Ties, language: str) -> Mapping[str, str]:
    """Write the ties that a question shows; those there are not are left out."""
    told = {
        "absent": _departments(ties.absent),
        "fed": _departments(ties.fed),
        "channel_share": _share(ties.channels, language),
        "activation": _activation(ties.activations, language),
        "harmed": ", ".join(ties.harmed),
        "outage": ", ".join(ties.outages),
        "weak_slice": _weak(ties.weak, language) if ties.weak else "",
    }
    return {name: text for name, text in told.items() if text}


def _departments(departments: Iterable[Department]) -> str:
    """Name departments, each with whom to ask: «Логистика (Павел Гуров), Сервис»."""
    return ", ".join(f"{one.name} ({one.lead})" if one.lead else one.name for one in departments)


def _share(channels: tuple[Channel, ...], language: str) -> str:
    if len(channels) != 1 or channels[0].share is None:
        return ""
    return f"{channels[0].name}: {_percent(channels[0].share, language)}"


def _activation(activations: tuple[Activation, ...], language: str) -> str:
    """Write what counts as activated, and the share of those who came (domain S103)."""
    if not activations:
        return ""
    one = activations[0]
    told = f"{one.product}: {one.action}"
    if one.brought is None or one.activated is None:
        return told
    activated, brought = number(one.activated, language), number(one.brought, language)
    share = _percent(one.activated / one.brought, language)
    return f"{told}, {say(_PART, language, part=activated, whole=brought)} = {share}"


def _weak(weak: Weak, language: str) -> str:
    passed, usual = _percent(weak.passed, language), _percent(weak.usual, language)
    return say(_PASSED, language, name=weak.name, passed=passed, usual=usual)


def _percent(share: float, language: str) -> str:
    return f"{number(share * 100, language, 1)}{' ' if language == 'ru' else ''}%"


_PASSED: Texts = {
    "ru": "{name} — {passed}, в среднем {usual}",
    "en": "{name}: {passed}, {usual} on average",
}
_PART: Texts = {"ru": "{part} из {whole}", "en": "{part} of {whole}"}
