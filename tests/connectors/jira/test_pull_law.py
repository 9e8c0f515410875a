"""The law of reading: in whatever order things happen, in the end every card was read as it is."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.connectors.jira.world import World, filled, world

CARDS = 110
"""More than the loopback gives a page, so that a brief look has something to leave out."""

EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(1, CARDS)),
        st.tuples(st.just("edit all"), st.just(0)),
        st.tuples(st.just("sleep"), st.sampled_from([0, 1, 59, 61, 240, 299, 700])),
        st.tuples(st.just("pull"), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(EVENTS, st.sampled_from([0, 30, 240]), st.booleans(), st.booleans())
@example([("edit", 5), ("sleep", 59), ("pull", 0), ("sleep", 240), ("pull", 0)], 240, False, False)
@example([("edit all", 0), ("pull", 0), ("edit all", 0)], 0, False, True)
def test_no_change_is_lost(
    events: list[tuple[str, int]], lag: int, datacenter: bool, whole_seconds: bool
) -> None:
    with world(
        datacenter=datacenter, limits=False, index_lag=lag, whole_seconds=whole_seconds
    ) as site:
        filled(site, CARDS)
        site.state.settle()
        surface = site.surface()
        read: dict[str, str] = {}
        cursor: str | None = None
        for at, (what, number) in enumerate([*events, ("sleep", 301), ("pull", 0)]):
            site.clock.sleep(0.003)  # nothing happens twice in a moment
            if what == "pull":
                for page in site.jira.pull(surface, cursor):
                    read |= {card.key: card.title for card in page.cards}
                    cursor = page.cursor
            else:
                happen(site, what, number, f"Правка {at}")

        assert read == {issue.key: issue.values["summary"] for issue in site.state.issues.values()}


def happen(site: World, what: str, number: int, title: str) -> None:
    if what == "sleep":
        site.clock.sleep(number)
    for key in range(1, CARDS + 1) if what == "edit all" else [number] if what == "edit" else []:
        site.state.edit(f"SHOP-{key}", summary=title)
