"""Every tracker Steelyard knows, in one dict: to add one, add its module and a line here."""

from collections.abc import Callable, Mapping

import msgspec

from connectors import jira, notion, trello
from connectors.card import Tracker
from connectors.gate import Gate, Policy
from connectors.protocol import Access, Connector
from connectors.shape import careful, careful_survey
from connectors.survey import Surveyor


class Entry(msgspec.Struct, frozen=True):
    """A tracker's manners, the way to open a connection to it, and the way to look it over."""

    policy: Callable[[Access], Policy]
    connect: Callable[[Access, Gate], Connector]
    survey: Callable[[Access, Gate], Surveyor]


TRACKERS: Mapping[Tracker, Entry] = {
    Tracker.JIRA: Entry(jira.policy, careful(jira.JiraConnector), careful_survey(jira.JiraSurvey)),
    Tracker.TRELLO: Entry(
        trello.policy, careful(trello.TrelloConnector), careful_survey(trello.TrelloSurvey)
    ),
    Tracker.NOTION: Entry(
        notion.policy, careful(notion.NotionConnector), careful_survey(notion.NotionSurvey)
    ),
}
