"""Notion: pages of data sources as cards."""

from connectors.notion.connector import NotionConnector
from connectors.notion.policy import policy
from connectors.notion.survey import NotionSurvey

__all__ = ["NotionConnector", "NotionSurvey", "policy"]
