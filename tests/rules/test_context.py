from datetime import date

import pytest

from enrichment.context import Context
from enrichment.reading.slots import Kind
from enrichment.sections import Span
from enrichment.yamlplaces import Problems, parse, validate


def context(text: str) -> Context:
    return validate(parse(text, "context.yaml"), Context)


def fault(text: str) -> str:
    with pytest.raises(Problems) as caught:
        context(text)
    return str(caught.value)


@pytest.mark.parametrize(("written", "share"), [("28%", 0.28), ("2,5 %", 0.025), ("0.4", 0.4)])
def test_a_share_is_a_percentage_or_a_fraction(written: str, share: float) -> None:
    assert context(f'shares: {{growth: "{written}"}}').shares[Kind.GROWTH] == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shares: {growth: 128%}", "1:10: 'growth' should be at most 1"),
        ("shares: {growth: much}", "1:10: 'growth' should be a number"),
        ("shares: {grwth: 1%}", "did you mean 'growth'?"),
        ("sprint: {days: 7}", "1:10: 'days' should be at least 14"),
        ("currency: roubles", "1:1: 'currency' does not have the expected form"),
        ("funnel: {bottleneck: cart}", "1:1: 'funnel': no step of the funnel is called 'cart'"),
        (
            "budget: {freezes: [{start: 2026-12-31, end: 2026-12-01}]}",
            "1:20: '0': it ends before it starts",
        ),
        (
            "goals: [{id: a, name: A, parent: b}]",
            "1:1: the file: goal 'a' stands under 'b', which is no goal",
        ),
        ("regulatory: [{id: a, day: soon, words: []}]", "1:22: 'day' should be a date like 2026"),
        ("economics: {margin: .nan}", "1:13: 'margin' should be a number"),
        ("economics: {margn: 3%}", "unknown key 'margn' (did you mean 'margin'?)"),
        (
            "departments: [{id: it, name: IT}]\npeople: [{name: A, department: sales}]",
            "'A' names the department 'sales', which is not listed",
        ),
        (
            "departments: [{id: it, name: IT, feeds: [sales]}]",
            "'it' names the department 'sales', which is not listed",
        ),
        (
            "departments: [{id: it, name: IT}]\ngoals: [{id: a, name: A, department: sales}]",
            "goal 'a' names the department 'sales', which is not listed",
        ),
        (
            "departments: [{id: it, name: IT}, {id: it, name: ИТ}]",
            "1:1: the file: 'departments' has 'it' twice",
        ),
        (
            "departments: [{id: it, name: IT, areas: [shop]}]",
            "'0' should be one of 'traffic', 'site'",
        ),
        ("arbiters: {goal: A}", "did you mean 'goals'?"),
        (
            "activation: [{product: app, action: order, brought: 10, activated: 12}]",
            "1:14: '0': more clients are activated than were brought",
        ),
        (
            "channels: [{id: a, name: A, words: [a], share: 70%}, {id: b, name: B, words: [b], share: 40%}]",
            "the shares of the channels make 110%, more than the whole",
        ),
        ("outages: [{start: 2026-12-31, end: 2026-12-01}]", "it ends before it starts"),
        (
            "funnel: {steps: [{id: a, count: 1, phase: money}]}",
            "'phase' should be one of 'awareness'",
        ),
        ("funnel:", "1:1: 'funnel' is empty (give it a value or remove the line)"),
    ],
)
def test_a_slip_is_told_with_its_place(text: str, expected: str) -> None:
    assert expected in fault(text)


def test_nothing_at_all_is_a_context_too() -> None:
    assert Context().currency == "RUB"


def test_the_bottleneck_is_the_step_farthest_below_its_usual_share() -> None:
    steps = """
    funnel:
      steps:
      - {id: visit, count: 1000}
      - {id: cart, count: 100, usual: 10%}
      - {id: order, count: 20, usual: 40%}
    """
    assert context(steps).funnel.narrowest == "order"
    assert context(steps.replace("count: 20", "count: 50")).funnel.narrowest == ""


def test_a_span_holds_both_its_ends() -> None:
    span = Span(start=date(2026, 12, 15), end=date(2027, 1, 10))
    days = (date(2026, 12, 14), date(2026, 12, 15), date(2027, 1, 10), date(2027, 1, 11))
    assert [span.holds(day) for day in days] == [False, True, True, False]
