"""How a newcomer tries Steelyard: cards out of exported files, whatever tracker wrote them."""

from connectors.exports.one import Export
from connectors.exports.problems import ExportProblem
from connectors.exports.read import read_exports

__all__ = ["Export", "ExportProblem", "read_exports"]
