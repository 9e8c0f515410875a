"""Any order of edits, failures, restarts and rule changes ends with tracker = verdict.

People edit, move, archive, delete, answer and bring back; trackers fail; runs break off, the
database is lost, rules change. Whatever came before, a quiet run at the end leaves every card
with what its verdict says, one comment, and no word of a person changed.
"""

import os
import tempfile
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from connectors.card import IGNORE_LABEL
from steelyard.data import pack_folder
from steelyard.loopback.faults import DropAfter, DropBefore, Effect, Fault, Reply, Truncate
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.tell import News, Wrote
from tests.support.hands import Hands, hands_of
from tests.support.office import Office, Run, office_in

SOAK = "SOAK" in os.environ
CARDS = 3
"""On each board; most are touched more than once in a history."""

BODIES = (
    "",
    "Проблема: 31% заказов теряется на шаге оплаты.",
    "Проблема: 31% заказов теряется.\n\nМетрика: конверсия в заказ за месяц.",
    "## Эффект\n+300 000 ₽ в месяц\n\n## Владелец\nСоня Крылова",
    "Problem: the checkout loses orders.\n\nEffect: +2 pp of conversion by March.",
)
EFFECTS: tuple[Effect, ...] = (
    Reply(429, {"message": "slow down"}, {"Retry-After": "3"}),
    Reply(429, {}, {"Retry-After": "3600"}),
    Reply(502, "<html>Bad gateway</html>"),
    Reply(200, "<html>Sign in</html>"),
    Reply(403, {"message": "not now"}),
    DropBefore(),
    DropAfter(),
    Truncate(0.5),
)
_OTHER_RULES = """\
checks:
  missing-owner:
    slot: owner
    when: reading.owner.missing
    severity: advised
    ask: {ru: "Кто доведёт это до конца?", en: "Who will see this through?"}
    why: {ru: "У дела должен быть человек.", en: "Work needs somebody who does it."}
"""

connections = st.sampled_from(("shop", "growth", "ideas"))
numbers = st.integers(0, CARDS - 1)
leavers = st.integers(1, CARDS - 1)
"""The first card of a board always stays: a board that is suddenly empty is another matter."""
bodies = st.sampled_from(BODIES)


class BrokenOff(BaseException):
    """The end of a process in the middle of its work, as far as this process can have it."""


class AnyOrder(RuleBasedStateMachine):
    """What may happen to a team's trackers between and during runs."""

    @initialize()
    def open(self) -> None:
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self.office: Office = self._stack.enter_context(office_in(folder, CARDS))
        self.hands = {name: hands_of(self.office, name) for name in ("shop", "growth", "ideas")}
        self.book: Rulebook | None = None
        self.talking = False
        """Whether somebody answered, which keeps us quiet for a week; after it all is read anew."""
        self.own_hand: set[str] = set()
        """Cards whose score or comment a person took into their own hand."""

    def teardown(self) -> None:
        if hasattr(self, "office"):
            try:
                self.ends_well()
            finally:
                self._stack.close()

    # -- people --------------------------------------------------------------------------------

    @rule(connection=connections, number=numbers, body=bodies)
    def rewrite(self, connection: str, number: int, body: str) -> None:
        self.hand(connection).rewrite(number, body)

    @rule(connection=connections, number=numbers, score=st.sampled_from((1.0, 42.0, 99.5)))
    def set_score(self, connection: str, number: int, score: float) -> None:
        self.own_hand |= self.hand(connection).set_score(number, score)

    @rule(connection=connections, number=numbers)
    def ignore_or_not(self, connection: str, number: int) -> None:
        self.hand(connection).toggle_label(number, IGNORE_LABEL)

    @rule(connection=connections, number=numbers)
    def take_our_labels_off(self, connection: str, number: int) -> None:
        self.hand(connection).drop_our_labels(number)

    @rule(connection=connections, number=numbers)
    def delete_our_comment(self, connection: str, number: int) -> None:
        self.own_hand |= self.hand(connection).delete_own_comment(number)

    @rule(connection=connections, number=numbers)
    def answer(self, connection: str, number: int) -> None:
        self.talking = True
        self.hand(connection).answer(number)

    @rule(connection=connections, number=numbers, done=st.booleans())
    def move(self, connection: str, number: int, *, done: bool) -> None:
        self.hand(connection).move(number, done=done)

    @rule(connection=connections, number=leavers)
    def archive_or_restore(self, connection: str, number: int) -> None:
        self.hand(connection).toggle_archived(number)

    @rule(connection=connections, number=leavers)
    def delete(self, connection: str, number: int) -> None:
        self.hand(connection).delete(number)

    # -- the world -----------------------------------------------------------------------------

    @rule(
        connection=connections,
        effect=st.sampled_from(EFFECTS),
        nth=st.integers(1, 12),
        times=st.integers(1, 3),
    )
    def trouble(self, connection: str, effect: Effect, nth: int, times: int) -> None:
        self.office.servers[connection].faults.add(Fault(effect, nth=nth, times=times))

    @rule()
    def change_rules(self) -> None:
        self.book = None if self.book else other_rules()

    @rule()
    def lose_the_database(self) -> None:
        self.office.forget()

    @rule(hours=st.sampled_from((0.1, 3.0, 30.0)))
    def wait(self, hours: float) -> None:
        self.office.later(hours=hours)

    # -- Steelyard -----------------------------------------------------------------------------

    @rule()
    def run(self) -> None:
        self.cycle()

    @rule(writes=st.integers(1, 8))
    def run_breaks_off(self, writes: int) -> None:
        heard = 0

        def until(news: News) -> None:
            nonlocal heard
            heard += isinstance(news, Wrote)
            if heard >= writes:
                raise BrokenOff

        with suppress(BrokenOff):
            self.cycle(until)

    @invariant()
    def nothing_is_said_twice(self) -> None:
        if hasattr(self, "office"):
            assert set(self.office.living_comments().values()) <= {0, 1}

    # -- what must hold ------------------------------------------------------------------------

    def hand(self, connection: str) -> Hands:
        return self.hands[connection]

    def cycle(self, tell: Any = lambda _: None) -> Run:
        said = self.office.human_text()
        try:
            return self.office.run(self.book, tell)
        finally:
            assert self.office.human_text() == said
            self.office.later(minutes=3)

    def ends_well(self) -> None:
        """Quiet at last: two runs, and then neither memory nor a stranger finds work to do.

        A stranger, without the database, cannot know what a person took into their own hand.
        """
        for server in self.office.servers.values():
            server.faults.clear()
        self.office.later(days=8 if self.talking else 0.1)
        assert self.cycle().code == 0
        assert self.cycle().code == 0
        self.office.clear_logs()
        idle = self.cycle()
        assert (idle.code, idle.summary.planned, self.office.writes()) == (0, 0, [])
        before = self.office.faces()
        self.office.forget()
        assert self.cycle().code == 0
        after = self.office.faces()
        assert {key for key in after if after[key] != before[key]} <= self.own_hand


@cache
def other_rules() -> Rulebook:
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "our-rules.yaml"
        ours.write_text(_OTHER_RULES)
        return load_rulebook([pack_folder("ecommerce"), ours], None)


AnyOrder.TestCase.settings = settings(
    max_examples=600 if SOAK else 12,
    stateful_step_count=30 if SOAK else 14,
    deadline=None,
    derandomize=not SOAK,
    database=None,
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink) if SOAK else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = AnyOrder.TestCase
