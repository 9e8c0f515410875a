"""Notion on loopback: data sources, pages, content and comments over one state."""
