from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from enrichment.packs import Pack
from enrichment.packs.trial import judge_case, run_pack_tests
from enrichment.reading.slots import Kind, Role
from enrichment.reading.words import Words


def rules_of(pack: Pack) -> Iterator[str]:
    for checks, _ in pack.checks.values():
        yield from (rule.id for rule in checks)
    yield from (rule.id for rule in pack.layers[0])
    yield from (rule.id for rule in pack.decisions[0])


def test_every_test_of_the_pack_comes_out(ecommerce: Pack, words: Words) -> None:
    assert "\n".join(map(str, run_pack_tests(ecommerce, words))) == ""


def test_a_test_that_does_not_come_out_is_told_as_a_difference(
    ecommerce: Pack, words: Words
) -> None:
    case = ecommerce.cases[0]
    wrong = case.model_copy(update={"expect": case.expect.model_copy(update={"kind": Kind.CLIENT})})
    pack = replace(ecommerce, cases=(wrong,))
    (failure,) = run_pack_tests(pack, words)
    assert str(failure) == f"{case.name}\n  - kind client\n  + kind growth"


def test_every_rule_has_a_test_that_fires_it(
    ecommerce: Pack, fired: Mapping[str, set[str]]
) -> None:
    expected = {
        rule
        for case in ecommerce.cases
        for rule in (*case.expect.flags, *case.expect.layers, case.expect.decision)
    }
    assert set(rules_of(ecommerce)) - expected == set()
    assert all(any(rule in rules for rules in fired.values()) for rule in rules_of(ecommerce))


def test_every_rule_has_a_test_in_which_it_stays_silent(
    ecommerce: Pack, fired: Mapping[str, set[str]]
) -> None:
    absent = {rule for case in ecommerce.cases for rule in case.expect.absent}
    decisions = {rule.id for rule in ecommerce.decisions[0]}
    assert set(rules_of(ecommerce)) - absent - decisions == set()
    assert all(any(rule not in rules for rules in fired.values()) for rule in decisions)


def test_questions_are_short_and_no_text_commands_or_names_a_fault(ecommerce: Pack) -> None:
    checks = [rule for rules, _ in ecommerce.checks.values() for rule in rules]
    asks = [text for rule in checks for text in rule.ask.values()]
    assert max(map(len, asks)) <= 120
    whys = [text for rule in checks for text in rule.why.values()]
    for word in ("вы должны", "обязаны вы", "забыли", "you must", "you forgot", "fault"):
        assert not [text for text in (*asks, *whys) if word in text.lower()]


def test_a_card_is_asked_one_question_about_a_slot(ecommerce: Pack, words: Words) -> None:
    for case in ecommerce.cases:
        flags = judge_case(case, ecommerce, words).verdict.flags
        slots = [flag.slot for flag in flags if flag.severity == "required"]
        assert len(slots) == len(set(slots)), case.name


def test_a_condition_of_the_path_stands_in_a_lane_of_its_own(ecommerce: Pack) -> None:
    assert ecommerce.lane_of(Kind.CLIENT, Role.CONDITION) == "path"
    assert ecommerce.lane_of(Kind.CLIENT, Role.DRIVER) == "client"
    assert ecommerce.lane_of(Kind.MANDATORY, Role.CONDITION) == "mandatory"


def test_shares_of_the_lanes_make_the_whole(ecommerce: Pack) -> None:
    shares: Sequence[float] = [lane.share for lane in ecommerce.lanes.values()]
    assert sum(shares) == pytest.approx(1)
