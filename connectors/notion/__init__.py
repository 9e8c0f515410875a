"""Notion: pages of data sources as cards."""

from connectors.notion.connector import NotionConnector
from connectors.notion.policy import policy

__all__ = ["NotionConnector", "policy"]
