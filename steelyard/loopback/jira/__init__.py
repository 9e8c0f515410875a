"""Jira on loopback: Cloud (REST v3) and Data Center (REST v2) over one state."""
