"""The backlog as one page a manager can open: no server, no network, nothing to install."""

from steelyard.report.save import main_language, save_report

__all__ = ["main_language", "save_report"]
