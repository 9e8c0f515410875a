"""Jira Cloud and Data Center."""

from connectors.jira.connector import JiraConnector
from connectors.jira.policy import policy
from connectors.jira.survey import JiraSurvey

__all__ = ["JiraConnector", "JiraSurvey", "policy"]
