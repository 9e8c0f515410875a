"""Rule packs: YAML files with conditions in CEL, loaded into rules that are ready to run."""

from enrichment.packs.load import load_packs, word_files
from enrichment.packs.pack import Pack

__all__ = ["Pack", "load_packs", "word_files"]
