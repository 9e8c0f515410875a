"""JSON Schemas of the files people type, for editors: `python -m steelyard.schemas`."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from enrichment.context import Context
from enrichment.packs.model import PackFile
from enrichment.reading.wordsfile import WordsFile
from steelyard.settings.file import File

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "steelyard.schema.json": File,
    "context.schema.json": Context,
    "rules.schema.json": PackFile,
    "words.schema.json": WordsFile,
}

FOLDER = Path(__file__).resolve().parent.parent / "config" / "schema"


def schema_text(model: type[BaseModel]) -> str:
    """Write the JSON Schema of a model as its file holds it."""
    return json.dumps(model.model_json_schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write every schema into `config/schema`."""
    FOLDER.mkdir(exist_ok=True)
    for name, model in SCHEMAS.items():
        (FOLDER / name).write_text(schema_text(model), "utf-8")
        sys.stdout.write(f"{FOLDER / name}\n")


if __name__ == "__main__":
    main()
