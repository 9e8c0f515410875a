"""Files people type: YAML with the place of every value, checked against a model, all problems at once.

document = load(path)                   # Problems: not YAML, twice the same key, too large
context = validate(document, Context)   # Problems: unknown keys, wrong types, missing values
"""

from enrichment.yamlplaces.document import Document, Place, load, parse
from enrichment.yamlplaces.models import validate
from enrichment.yamlplaces.problems import Problem, Problems, nearest

__all__ = ["Document", "Place", "Problem", "Problems", "load", "nearest", "parse", "validate"]
