from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from enrichment.packs import Pack, load_packs
from enrichment.reading.slots import Kind
from enrichment.verdict import Severity
from enrichment.yamlplaces import Problems

Faults = Callable[[str], list[str]]
Own = Callable[[str], Pack]

TEXTS = 'ask: {ru: "Что это?", en: "What is it?"}, why: {ru: "Так.", en: "So."}'


def check(when: str, rest: str = "severity: note, " + TEXTS) -> str:
    return f"checks:\n  ours:\n    {{when: {when!r}, {rest}}}\n"


def test_an_own_rule_joins_the_pack(own_rules: Own) -> None:
    pack = own_rules(check("card.title == ''"))
    assert "ours" in [rule.id for rule in pack.checks[Kind.GROWTH, False][0]]
    assert pack.origins["ours"].endswith("our-rules.yaml:2")


def test_a_later_rule_replaces_an_earlier_one_in_its_place(own_rules: Own, ecommerce: Pack) -> None:
    pack = own_rules(check("card.title == ''").replace("ours", "missing-metric"))
    before, after = (p.checks[Kind.GROWTH, False][0] for p in (ecommerce, pack))
    assert [rule.id for rule in after] == [rule.id for rule in before]
    changed = next(rule for rule in after if rule.id == "missing-metric")
    assert changed.severity is Severity.NOTE


def test_a_pack_can_do_without_a_rule(own_rules: Own) -> None:
    pack = own_rules("without: [missing-stop]\n")
    assert "missing-stop" not in [rule.id for rule in pack.checks[Kind.GROWTH, False][0]]


def test_doing_without_a_rule_that_is_not_there_is_a_problem(faults: Faults) -> None:
    (problem,) = faults("without: [missing-stopp]\n")
    assert problem == (
        "our-rules.yaml:1:11: there is no rule 'missing-stopp' to do without "
        "(did you mean 'missing-stop'?)"
    )


def test_own_decisions_come_before_those_of_the_pack(own_rules: Own) -> None:
    pack = own_rules(
        "decisions:\n- {id: ours, decision: stop, when: card.title == '', why: {ru: Так, en: So}}\n"
    )
    assert [rule.id for rule in pack.decisions[0]][:2] == ["ours", "not-proven"]


def test_the_version_names_the_content(own_rules: Own, ecommerce: Pack) -> None:
    assert own_rules(check("true")).version == own_rules(check("true")).version
    assert own_rules(check("true")).version != own_rules(check("card.archived")).version
    assert own_rules(check("true")).version != ecommerce.version


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("reading.metrc.missing", "'reading' has no 'metrc' at character 8 of the expression"),
        ("reading.metric.mising", "'reading.metric' has no 'mising' at character 15 of"),
        ("reding == 1", "nothing is called 'reding' at character 1 of the expression"),
        ("reading.effort.days > 2", "'>' does not go with (double, int) at character 21 of the"),
        ("reading.effort.days", "the expression gives double, not bool"),
        (
            "card.stage == 1",
            "'==' does not go with (string, int) at character 12 of the expression",
        ),
        ("1 +", "syntax error: mismatched input '<EOF>' at character 4 of the expression"),
        ("a" * 3000, "the expression is longer than 2000 characters"),
    ],
)
def test_an_expression_that_cannot_run_is_refused(faults: Faults, when: str, fault: str) -> None:
    (problem,) = faults(check(when))
    assert problem.startswith(f"our-rules.yaml:3:6: rule 'ours': {fault}")


@pytest.mark.parametrize(
    ("when", "hint"),
    [
        ("reading.metrc.missing", "(did you mean 'metric'?)"),
        ("reading.metric.mising", "(did you mean 'missing'?)"),
        ("reding == 1", "(did you mean 'reading'?)"),
        ("reading.effort.days > 2", "(write 2.0, not 2)"),
    ],
)
def test_a_slip_in_an_expression_gets_a_hint(faults: Faults, when: str, hint: str) -> None:
    (problem,) = faults(check(when))
    assert problem.endswith(hint)


def test_an_expression_that_fails_on_an_empty_card_is_refused(faults: Faults) -> None:
    (problem,) = faults(check("reading.metric.names[0] == ''"))
    assert problem == (
        "our-rules.yaml:2:3: rule 'ours': it cannot be evaluated on an empty card: "
        "Index error: index=0 size=0 (put a condition before it that makes it safe)"
    )


def test_a_loop_bomb_is_refused(faults: Faults) -> None:
    bomb = "true"
    for name in "abcdefgh":
        bomb = f"[1,2,3,4,5,6,7,8,9,10].all({name}, {bomb})"
    (problem,) = faults(check(bomb))
    assert "rule 'ours': it cannot be evaluated on an empty card: Iteration budget" in problem


def test_a_bomb_of_brackets_is_refused(faults: Faults) -> None:
    (problem,) = faults(check("(" * 900 + "true" + ")" * 900))
    assert "rule 'ours': the expression cannot be used: Expression recursion limit" in problem


def test_every_problem_of_an_expression_comes_at_once(faults: Faults) -> None:
    when = "reading.metrc.missing && redding == 1 && reading.effort.days > 2"
    assert [problem.partition("rule 'ours': ")[2] for problem in faults(check(when))] == [
        "'>' does not go with (double, int) at character 62 of the expression (write 2.0, not 2)",
        "'reading' has no 'metrc' at character 8 of the expression (did you mean 'metric'?)",
        "nothing is called 'redding' at character 26 of the expression (did you mean 'reading'?)",
    ]


@pytest.mark.parametrize(
    "when",
    [
        "false",
        "reading.metric.missing && !reading.metric.missing",
        "reading.kind == 'growth' && reading.kind in ['client', 'strategic']",
        "reading.effort.days > 5.0 && reading.effort.days < 3.0",
        "card.stage == 'done'",
        "card.title == 'a' && card.title == 'b'",
    ],
)
def test_a_check_that_no_card_can_meet_is_refused(faults: Faults, when: str) -> None:
    (problem,) = faults(check(when))
    assert problem == (
        "our-rules.yaml:3:6: rule 'ours': it can never fire (no card can meet its conditions)"
    )


@pytest.mark.parametrize(
    "when",
    [
        "reading.effort.days > 5.0 || reading.effort.days < 3.0",
        "reading.effort.days > context.sprint.days",
        "card.age_days > 30 && card.still_days <= 3",
        "card.title.contains('a') && card.title == 'b'",
        "reading.metric.only_upper && 'main' in reading.metric.roles",
        "size(card.title) > 400 && reading.kind != 'growth'",
    ],
)
def test_a_check_that_some_card_may_meet_is_kept(own_rules: Own, when: str) -> None:
    assert "ours" in own_rules(check(when)).origins


@pytest.mark.parametrize(
    ("when", "what"),
    [
        (
            "reading.kind == 'grwth' || card.archived",
            "'reading.kind' is never 'grwth' (did you mean 'growth'?)",
        ),
        (
            "card.archived || 'maim' in reading.metric.roles",
            "'reading.metric.roles' is never 'maim' (did you mean 'main'?)",
        ),
        (
            "card.archived || card.stage in ['backlog', 'xyz']",
            "'card.stage' is never 'xyz' (it is one of backlog, in progress, test, done)",
        ),
        (
            "card.archived || reading.effect.empty == 'vauge'",
            "'reading.effect.empty' is never 'vauge' (did you mean 'vague'?)",
        ),
    ],
)
def test_a_word_that_is_never_used_is_refused(faults: Faults, when: str, what: str) -> None:
    (problem,) = faults(check(when))
    assert problem == f"our-rules.yaml:3:6: rule 'ours': {what}"


def test_a_decision_behind_one_that_always_holds_is_refused(faults: Faults) -> None:
    first = "decisions:\n- {id: ours, decision: defer, when: true, why: {ru: Так, en: So}}\n"
    problems = faults(first)
    assert len(problems) > 5
    assert problems[0].endswith("it can never fire ('ours' stands before it and always holds)")


def test_what_a_check_says_of_a_kind_it_leaves_out_is_refused(faults: Faults) -> None:
    rest = "severity: note, only: [growth], kinds: {client: {severity: advised}}, " + TEXTS
    (problem,) = faults(check("card.archived", rest))
    assert "rule 'ours': 'only' leaves out 'client', so this is never used" in problem


def test_a_pack_brings_its_own_topics(own_rules: Own, faults: Faults) -> None:
    topics = 'topics:\n  toys: [игруш, toy, "=lego"]\n'
    pack = own_rules(topics + check("topics.toys"))
    assert "toys" in pack.topics.find("Возврат ИГРУШЕК без чека")
    assert pack.topics.find("legolas") == []
    (problem,) = faults(topics + check("topics.toyz"))
    assert problem.endswith(
        "'topics' has no 'toyz' at character 7 of the expression (did you mean 'toys'?)"
    )


def test_what_a_check_shows_stands_in_its_text(own_rules: Own, faults: Faults) -> None:
    texts = 'ask: {ru: "Это {shown}?", en: "Is it {shown}?"}, why: {ru: "Так.", en: "So."}'
    assert (
        "ours"
        in own_rules(check("card.archived", f"severity: note, show: card.title, {texts}")).origins
    )
    (problem,) = faults(check("card.archived", f"severity: note, {texts}"))
    assert "'{shown}' stands in a text, but there is no `show`" in problem
    (problem,) = faults(check("card.archived", f"severity: note, show: card.title, {TEXTS}"))
    assert "there is a `show`, but '{shown}' stands in no text" in problem
    (problem,) = faults(check("card.archived", f"severity: note, show: card.archived, {texts}"))
    assert "the expression gives bool, not string" in problem


def test_a_slot_nobody_reads_is_refused(faults: Faults) -> None:
    (problem,) = faults(check("card.archived", "severity: note, slot: metrik, " + TEXTS))
    assert "no slot is called so (did you mean 'metric'?)" in problem


def test_every_problem_of_a_file_comes_at_once(faults: Faults) -> None:
    text = """\
    checks:
      first:
        when: reading.metric.missing
        severty: required
        ask: {ru: "Что?", en: "What?"}
        why: {ru: "Так."}
      second:
        when: true
        severity: loud
        ask: {ru: "Что", en: "What?"}
        why: {ru: "Так.", en: "So."}
    layers:
      third:
    """
    assert faults(dedent(text)) == [
        "our-rules.yaml:2:3: rule 'first': 'severity' is missing",
        "our-rules.yaml:4:5: rule 'first': unknown key 'severty' (did you mean 'severity'?)",
        "our-rules.yaml:6:5: rule 'first': 'en' is missing",
        "our-rules.yaml:9:5: rule 'second': 'severity' should be one of 'required', 'advised' or 'note'",
        "our-rules.yaml:10:11: rule 'second': 'ru': a question ends with '?'",
        "our-rules.yaml:13:3: rule 'third': 'third' is empty (give it a value or remove the line)",
    ]


def test_problems_of_shape_and_of_expressions_come_together(faults: Faults) -> None:
    text = check("reading.metrc.missing") + "lanes:\n  growth: {kindz: []}\n"
    assert any("kindz" in problem for problem in faults(text))


def test_a_formula_gives_points(faults: Faults) -> None:
    text = "layers:\n  ours: {when: true, add: reading.effort.days > 1.0, why: {ru: Так, en: So}}\n"
    (problem,) = faults(text)
    assert problem == ("our-rules.yaml:2:22: rule 'ours': the expression gives bool, not double")


def test_an_id_belongs_to_one_section(faults: Faults) -> None:
    (problem,) = faults("layers:\n  missing-metric: {when: true, add: 1, why: {ru: Так, en: So}}\n")
    assert problem == (
        "our-rules.yaml:2:3: rule 'missing-metric': an entry of 'checks' has this name already"
    )


def test_a_decision_is_named_by_its_number(faults: Faults) -> None:
    text = "decisions:\n- {id: a, decision: stop, when: true, why: {ru: Так, en: So}}\n- {id: b}\n"
    assert faults(text)[0] == "our-rules.yaml:3:3: decision 2: 'decision' is missing"


def test_a_kind_without_a_lane_is_a_problem(faults: Faults) -> None:
    (problem,) = faults("without: [growth]\n")
    assert problem == "rules: no lane takes cards of kind 'growth'"


def test_a_kind_in_two_lanes_is_a_problem(faults: Faults) -> None:
    lane = "{name: {ru: А, en: A}, kinds: [growth], model: ice, share: 1%, why: {ru: Б, en: B}}"
    (problem,) = faults(f"lanes:\n  ours: {lane}\n")
    assert "rule 'ours': cards of kind 'growth' stand in lane 'growth' already" in problem


def test_some_decision_must_always_hold_and_not_be_to_launch(faults: Faults) -> None:
    later = "- {{id: later, decision: {}, when: {}, why: {{ru: Так, en: So}}}}\n"
    (problem,) = faults("decisions:\n" + later.format("defer", "ready"))
    assert "rule 'later': some cards get no decision at all" in problem
    (problem,) = faults("decisions:\n" + later.format("launch", "true"))
    assert "rule 'later': the decision that is left when no other holds" in problem


def test_weaker_evidence_cannot_promise_more(faults: Faults) -> None:
    grade = "{name: {ru: слух, en: rumour}, weight: 10%, worst: 10%}"
    (problem,) = faults(f"evidence:\n  rumour: {grade}\n")
    assert "rule 'rumour': weaker evidence cannot be worth more at worst" in problem


def test_a_pack_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="there is no pack here"):
        load_packs([tmp_path / "absent"])
