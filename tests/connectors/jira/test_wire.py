"""What goes over the wire: through the gate, valid, without secrets."""

from pathlib import Path

import pytest

from connectors.card import Stage
from connectors.errors import WriteForbidden
from connectors.gate import Gate, Redactor
from connectors.jira import JiraConnector, policy
from connectors.remark import Bullets, Heading, Paragraph, Quote, Remark, Span, Table, digest_of
from connectors.write import PutComment, SetFields, WithdrawComment
from tests.connectors.jira.world import World, filled, target
from tests.support.vendors import jira_document

REMARK = Remark(
    (
        Heading("Чего не хватает"),
        Paragraph(
            (Span("Метрика: "), Span("нет", bold=True), Span("url", link="https://a.example"))
        ),
        Bullets(((Span("раз"),), (Span("два", code=True),))),
        Quote("хотим роста"),
        Table((("часть", "вес"), ("база", "50"))),
    ),
    digest_of("x"),
    "ru",
)


def whole_life(site: World) -> None:
    """Every call the connector knows to make."""
    person = site.state.add_user("Аня")
    site.state.add_field("Steelyard score", "float")
    site.state.add_field("Эффект", "textarea")
    filled(site, 120)
    site.state.add_issue("SHOP", "Спор", comments=[(person, f"Довод {n}") for n in range(120)])
    world = site.again(fields={"effect": "Эффект"}, stages={"backlog": Stage.BACKLOG})
    cursor = world.read()[-1].cursor
    card = world.card("SHOP-1")
    for write in (
        SetFields(target(card), 71.5, ("steelyard:missing-metric",)),
        PutComment(target(card), REMARK),
        PutComment(target(card), Remark(REMARK.blocks, digest_of("y"), "ru")),
        SetFields(target(card), None, ()),
    ):
        world.apply(write)
    world.read(cursor)
    shown = world.card("SHOP-1").shown.comments or ()
    world.apply(WithdrawComment(target(card), tuple(one.id for one in shown)))


def test_every_request_is_as_the_vendors_document_wants_it(cloud: World, shared: Path) -> None:
    whole_life(cloud)

    assert jira_document(shared).report(cloud.server.log) == ""


def test_every_request_went_through_the_gate(site: World) -> None:
    whole_life(site)

    counted = sum(world.gate.counts.total for world in (site, *site.others))
    assert counted == len(site.server.log) > 15


def test_making_a_connector_sends_nothing(site: World) -> None:
    JiraConnector(site.access, site.gate)

    assert site.server.log == []


def test_a_read_only_run_reads_and_writes_nothing(site: World) -> None:
    filled(site, 2)
    gate = Gate("shop", policy(site.access), site.clock, redact=Redactor(), read_only=True)
    jira = JiraConnector(site.access, gate)
    surface = jira.discover()
    (page,) = jira.pull(surface, None)
    card = jira.reread(surface, [page.cards[0].id])[page.cards[0].id]

    with pytest.raises(WriteForbidden):
        jira.apply(surface, SetFields(target(card), 1.0, ()), card)

    gate.close()
    assert site.written() == []
