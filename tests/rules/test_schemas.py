from pathlib import Path

import jsonschema
import msgspec
import pytest

from enrichment.context import load_context
from enrichment.yamlplaces import load
from steelyard.schemas import FOLDER, SCHEMAS, schema_text

ROOT = Path(__file__).resolve().parents[2]
RULES = sorted((ROOT / "rules" / "ecommerce").glob("*.yaml"))
CONTEXT = ROOT / "config" / "context.example.yaml"
WORDS = sorted((ROOT / "rules" / "ecommerce" / "words").glob("*.yaml"))
CONFIGURATION = ROOT / "config" / "steelyard.example.yaml"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_what_the_models_say_now(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert text == schema_text(SCHEMAS[name]), "run: python -m steelyard.schemas"


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_an_editor_finds_no_fault_with_the_rules(path: Path) -> None:
    schema = msgspec.json.decode((FOLDER / "rules.schema.json").read_bytes())
    jsonschema.validate(load(path).data, schema)


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
def test_an_editor_finds_no_fault_with_the_words(path: Path) -> None:
    schema = msgspec.json.decode((FOLDER / "words.schema.json").read_bytes())
    jsonschema.validate(load(path).data, schema)


def test_an_editor_finds_no_fault_with_the_example_context() -> None:
    schema = msgspec.json.decode((FOLDER / "context.schema.json").read_bytes())
    jsonschema.validate(load(CONTEXT).data, schema)


def test_an_editor_finds_no_fault_with_the_example_configuration() -> None:
    schema = msgspec.json.decode((FOLDER / "steelyard.schema.json").read_bytes())
    jsonschema.validate(load(CONFIGURATION).data, schema)


def test_an_editor_finds_a_misspelt_key_in_a_configuration() -> None:
    schema = msgspec.json.decode((FOLDER / "steelyard.schema.json").read_bytes())
    wrong = load(CONFIGURATION).data | {"langauge": "ru"}
    with pytest.raises(jsonschema.ValidationError, match="langauge"):
        jsonschema.validate(wrong, schema)


def test_files_for_people_name_their_schema() -> None:
    for path in (CONFIGURATION, CONTEXT, *RULES):
        schema = path.read_text("utf-8").splitlines()[0].rpartition("$schema=")[2]
        assert (path.parent / schema).is_file(), path


def test_the_example_context_shows_every_section() -> None:
    context = load_context(CONTEXT)
    assert context.model_fields_set == set(type(context).model_fields)
    assert context.funnel.narrowest == "checkout"
