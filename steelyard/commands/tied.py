"""What of the context a card touches, as `explain` tells it: step, goals, departments, channels."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from enrichment.case import Case
from enrichment.context import Funnel
from enrichment.wording import Texts, number
from steelyard.speech import Speech


def tied_lines(case: Case, speech: Speech) -> Iterator[str]:
    """A line for each sort of tie there is, in the words of `context.yaml`."""
    ties, funnel = case.figures.ties, case.setting.context.funnel
    departments = (f"{one.name} ({one.lead})" if one.lead else one.name for one in ties.departments)
    found = {
        "step": step_line(case.figures.step, funnel, speech),
        "goals": ", ".join(goal.name for goal in ties.goals),
        "departments": ", ".join(departments),
        "duties": ", ".join(f"{duty.id} ({duty.day})" for duty in ties.duties),
        "voices": ", ".join(voice.topic for voice in ties.voices),
        "channels": ", ".join(channel.name for channel in ties.channels),
    }
    yield from (speech.say(_TIED[sort], what=told) for sort, told in found.items() if told)


def step_line(step: str, funnel: Funnel, speech: Speech) -> str:
    """The figures of a step: who comes, and which share goes on, by channel and device (S83)."""
    following = {here.id: (here, onward) for here, onward in pairwise(funnel.steps)}
    if step not in following:
        return step
    here, onward = following[step]
    shares = [(speech.say(_ALL), onward.count / here.count)]
    shares += [
        (one.name, one.counts[onward.id] / one.counts[here.id])
        for one in funnel.slices
        if here.id in one.counts and onward.id in one.counts
    ]
    passed = ", ".join(f"{name} {speech.percent(share)}" for name, share in shares)
    come, go_on = (number(one.count, speech.language) for one in (here, onward))
    return f"{step}, {come} → {go_on} ({passed})"


_ALL: Texts = {"ru": "все", "en": "all"}
_TIED: Mapping[str, Texts] = {
    "step": {"ru": "шаг: {what}", "en": "step: {what}"},
    "goals": {"ru": "цели: {what}", "en": "goals: {what}"},
    "departments": {"ru": "отделы: {what}", "en": "departments: {what}"},
    "duties": {"ru": "обязанности: {what}", "en": "duties: {what}"},
    "voices": {"ru": "голос клиента: {what}", "en": "voice of the customer: {what}"},
    "channels": {"ru": "способы получения: {what}", "en": "ways of receiving: {what}"},
}
