"""Jira Cloud and Data Center."""

from connectors.jira.connector import JiraConnector
from connectors.jira.policy import policy

__all__ = ["JiraConnector", "policy"]
