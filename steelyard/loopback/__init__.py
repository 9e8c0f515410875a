"""Loopback trackers: Jira, Trello and Notion as local servers, for the demo, tests and figures."""
