"""The backlog as one page a manager can open: no server, no network, nothing to install."""

from steelyard.report.page import Told
from steelyard.report.save import main_language, save_report

__all__ = ["Told", "main_language", "save_report"]
