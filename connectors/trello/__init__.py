"""Trello: boards read whole, writes to own field, labels and comment."""

from connectors.trello.connector import TrelloConnector
from connectors.trello.policy import policy
from connectors.trello.survey import TrelloSurvey

__all__ = ["TrelloConnector", "TrelloSurvey", "policy"]
