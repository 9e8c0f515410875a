"""Every tracker Steelyard knows, in one dict: to add one, add its module and a line here."""

from collections.abc import Callable, Mapping

import msgspec

from connectors import jira, notion, trello
from connectors.card import Tracker
from connectors.gate import Gate, Policy
from connectors.protocol import Access, Connector
from connectors.shape import careful


class Entry(msgspec.Struct, frozen=True):
    """A tracker's manners and the way to open a connection to it."""

    policy: Callable[[Access], Policy]
    connect: Callable[[Access, Gate], Connector]


TRACKERS: Mapping[Tracker, Entry] = {
    Tracker.JIRA: Entry(jira.policy, careful(jira.JiraConnector)),
    Tracker.TRELLO: Entry(trello.policy, careful(trello.TrelloConnector)),
    Tracker.NOTION: Entry(notion.policy, careful(notion.NotionConnector)),
}
