"""A document checked against a pydantic model, with problems in plain sentences."""

from collections.abc import Callable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from enrichment.yamlplaces.document import Document, Loc
from enrichment.yamlplaces.problems import Problem, Problems, nearest

M = TypeVar("M", bound=BaseModel)
Subject = Callable[[Loc], str]


def _nobody(_: Loc) -> str:
    return ""


def validate(document: Document, model: type[M], subject: Subject = _nobody) -> M:
    """Make the document a `model`; raises Problems with every fault at its place.

    The model should forbid extra keys and be frozen. No value of the file is ever repeated in a
    message; keys are. `subject` says what a place belongs to ("rule 'x': "), to open the message.
    """
    try:
        made = model.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        found = [_problem(document, model, detail, subject) for detail in details]
        raise Problems([*document.problems, *found]) from error
    if document.problems:
        raise Problems(document.problems)
    return made


def _problem(
    document: Document, model: type[BaseModel], detail: ErrorDetails, subject: Subject
) -> Problem:
    loc = _within(document, (*detail["loc"], *_discriminator(detail)))
    what, hint = _sentence(detail)
    if detail["type"] == "extra_forbidden":
        hint = nearest(str(detail["loc"][-1]), sorted(_keys(model, loc[:-1])))
    return document.problem(loc, subject(loc) + what, hint)


def _discriminator(detail: ErrorDetails) -> Loc:
    """The key that chooses between models, when it is that key's value that is wrong."""
    if detail["type"] != "union_tag_invalid":
        return ()
    return (str(detail.get("ctx", {}).get("discriminator", "")).strip("'"),)


def _name(detail: ErrorDetails) -> str:
    """What the fault is about, as it stands in the file; `[key]` is pydantic's own step."""
    steps = [step for step in (*detail["loc"], *_discriminator(detail)) if step != "[key]"]
    return f"'{steps[-1]}'" if steps else "the file"


def _within(document: Document, loc: Loc) -> Loc:
    """`loc` without the steps that are pydantic's own (the member of a union, a key's mark)."""
    inside: Loc = ()
    for step in loc:
        if (*inside, step) in document.places:
            inside = (*inside, step)
    return inside


def _keys(annotation: Any, loc: Loc) -> Iterator[str]:
    """List the keys a file may have at `loc` of something annotated so."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
        if not loc:
            yield from fields
        elif (field := fields.get(str(loc[0]))) is not None:
            yield from _keys(field.annotation, loc[1:])
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _keys(arguments[0], loc)
    elif origin in (Union, UnionType):
        for member in arguments:
            yield from _keys(member, loc)
    elif arguments and loc:
        item = arguments[-1] if arguments[-1] is not Ellipsis else arguments[0]
        yield from _keys(item, loc[1:])


def _sentence(detail: ErrorDetails) -> tuple[str, str]:
    """Say what is wrong, and the hint, in plain words."""
    name = _name(detail)
    given = detail.get("input")
    if given is None and detail["type"] != "missing":
        return f"{name} is empty", "give it a value or remove the line"
    say = _SENTENCES.get(detail["type"])
    if say is None:
        return f"{name}: {detail['msg'].removeprefix('Value error, ')}", ""
    hint = _choice(detail) if detail["type"] in _CHOICES else ""
    return say(name, detail.get("ctx", {})), hint


_CHOICES = frozenset({"enum", "literal_error", "union_tag_invalid"})


def _choice(detail: ErrorDetails) -> str:
    """Suggest the choice most like what was written, without repeating what was written."""
    limits = detail.get("ctx", {})
    expected = str(limits.get("expected") or limits.get("expected_tags", ""))
    written = str(limits.get("tag") or detail["input"])
    choices = expected.replace(" or ", ", ").split(", ")
    return nearest(written, [choice.strip("'") for choice in choices])


def _plain(text: str) -> Callable[[str, Mapping[str, Any]], str]:
    return lambda name, limits: text.format(name=name, **limits)


_TEXT = _plain("{name} should be text")
_WHOLE = _plain("{name} should be a whole number")
_NUMBER = _plain("{name} should be a number")
_TRUTH = _plain("{name} should be true or false")
_DATE = _plain("{name} should be a date like 2026-11-21")
_MAPPING = _plain("{name} should be a mapping: lines of `key: value` under it")
_LIST = _plain("{name} should be a list: lines that start with `- `")
_CHOICE = _plain("{name} should be one of {expected}")

_SENTENCES: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "extra_forbidden": _plain("unknown key {name}"),
    "missing": _plain("{name} is missing"),
    "string_type": _TEXT,
    "string_too_short": _plain("{name} should not be empty"),
    "string_too_long": _plain("{name} should have at most {max_length} characters"),
    "string_pattern_mismatch": _plain("{name} does not have the expected form"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "greater_than": _plain("{name} should be more than {gt}"),
    "greater_than_equal": _plain("{name} should be at least {ge}"),
    "less_than": _plain("{name} should be less than {lt}"),
    "less_than_equal": _plain("{name} should be at most {le}"),
    "too_short": _plain("{name} should have at least {min_length} entries"),
    "too_long": _plain("{name} should have at most {max_length} entries"),
    "union_tag_invalid": _plain("{name} should be one of {expected_tags}"),
}
