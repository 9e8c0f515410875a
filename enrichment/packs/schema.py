"""The published schema: what a rule may look at, and of which type it is.

Every expression is checked against it when a pack is loaded. Loudness (votes, watchers, number of
comments, capitals) is not in it on purpose: no rule can reward it (domain S60, S72).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool

from enrichment.reading.slots import Reading, Slot

PACKAGE = "steelyard"

_ANSWER = {"missing": "bool", "empty": "string", "place": "string", "text": "string"}
"""`empty` is absent, placeholder, negated or vague; `place` is field, section, ... prose."""

_CLAIM = {"found": "bool", "working": "string"}
"""A figure of the card that does not hold, with the calculation in the card's language."""

RENAMED: Mapping[str, str] = {"metrics": "metric", "effects": "effect"}
"""Slots whose name in rules differs from the reading's: there may be several of them."""

_OWN_MESSAGES = {
    "metrics": "Metric",
    "effects": "Effect",
    "owner": "Owner",
    "effort": "Effort",
    "proofs": "Proofs",
}
_BY_TYPE = {str: "Answer", int: "Number", float: "Number", date: "Deadline"}


def slots_of(reading: type[msgspec.Struct]) -> Mapping[str, str]:
    """List the slots of a reading with what each is published as.

    A slot of a closed list of words is published as its word; any other as an answer.
    """
    hints = get_type_hints(reading)
    held = {name: get_args(hint)[0] for name, hint in hints.items() if get_origin(hint) is Slot}
    return {name: _OWN_MESSAGES.get(name) or _published(kind) for name, kind in held.items()}


def _published(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "string"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind.__name__
    return "Pieces" if get_origin(kind) is tuple else _BY_TYPE[kind]


def _structs(reading: type[msgspec.Struct]) -> Mapping[str, Mapping[str, str]]:
    """Describe the slots that hold a value of several named texts: each text by its name."""
    kinds = (get_args(hint)[0] for hint in get_type_hints(reading).values() if get_args(hint))
    return {
        kind.__name__: _ANSWER | dict.fromkeys(kind.__struct_fields__, "string")
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    }


SLOTS = slots_of(Reading)

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "Answer": _ANSWER,
    "Number": {**_ANSWER, "value": "double"},  # 0.0 when missing
    "Pieces": {**_ANSWER, "count": "int"},
    "Proofs": {**_ANSWER, "count": "int", "age_days": "int"},  # of the newest dated; 0 undated
    **_structs(Reading),
    "Metric": {
        **_ANSWER,
        "names": "string*",
        "roles": "string*",  # main, proxy, upper-funnel, counter
        "only_upper": "bool",  # nothing deeper than clicks and visits is named
        "counter": "bool",
        "number": "bool",  # a baseline or a target is given
        "period": "bool",
    },
    "Effect": {
        **_ANSWER,
        "kinds": "string*",  # money, conversion, retention, time, cost, quality, risk, other
        "number": "bool",
        "period": "bool",  # it is said how often the amount comes
        "yearly": "double",  # money a year in the currency of the context; 0.0 when unknown
    },
    "Owner": {
        **_ANSWER,
        "name": "string",
        "person": "bool",
        "accepted": "bool",
        "active": "bool",  # false only when the tracker says that the account is closed
        "deputy": "string",  # who stands in for the owner, from the context
    },
    "Effort": {
        **_ANSWER,
        "known": "bool",
        "days": "double",  # person-days, the lower end
        "developers": "bool",  # somebody on the card is of development; true when nobody knows
    },
    "Deadline": {**_ANSWER, "days": "int", "passed": "bool"},  # days from today; 0 when missing
    "Claim": _CLAIM,
    "Claims": {
        "beyond_funnel": "Claim",  # a gain larger than all that the funnel loses
        "contradiction": "Claim",  # volume x price is not the budget, a x b is not c
        "points": "Claim",  # percent where percentage points are meant
        "much": "Claim",  # as much as many percents of the best lever of the shop
    },
    "Story": {"found": "bool", "who": "string", "want": "string", "purpose": "string"},
    "Reading": {
        "language": "string",
        **{RENAMED.get(name, name): kind for name, kind in SLOTS.items()},
        "origin": "string",  # data, customer, competitor, executive, regulator, team, unclear
        "role": "string",  # driver, condition
        "grade": "string",  # the grade of the evidence, an id from `evidence` of the pack
        "step": "string",  # the funnel step the card is about, an id from the context
        "phase": "string",  # awareness, ..., referral: of the step, from the context
        "story": "Story",  # a user story; its purpose is empty when it is not said
        "claims": "Claims",
    },
    "Card": {
        "connection": "string",
        "tracker": "string",
        "title": "string",
        "title_words": "int",  # of two letters or more; an address is none
        "group": "string",
        "type": "string",
        "status": "string",
        "stage": "string",  # backlog, in progress, test, done; empty when nobody mapped it
        "labels": "string*",
        "archived": "bool",
        "assigned": "bool",
        "checklists": "bool",  # something on the card can be ticked
        "pages": "bool",  # the card names an address
        "age_days": "int",
        "still_days": "int",  # days since the last change
    },
    "Ties": {  # what of the context the card names, by words
        "goals": "string*",
        "duties": "string*",
        "clients": "int",  # distinct clients who named the topic
        "in_season": "bool",  # a season the card names holds today
        "voiced": "bool",
        "departments": "string*",  # those that take part, by their words and areas
        "absent": "string",  # the names of those nobody of whom is on the card
        "fed": "string",  # the names of those that go on from its result and have no part in it
        "channels": "string*",  # ways of receiving an order
        "channel_share": "string",  # the only one it names, with its share of the orders
        "activation": "string",  # what counts as activated, with the share there is
        "harmed": "string",  # goals of others that it says it may hurt
        "outage": "string",  # the outage that its evidence was counted in
        "weak_slice": "string",  # who passes its step worst, with the share, where it names nobody
    },
    "Sprint": {"days": "double", "capacity": "double"},  # calendar days; person-days, 0.0 unknown
    "Funnel": {"known": "bool", "steps": "string*", "bottleneck": "string"},
    "Balance": {"client": "double", "business": "double", "partner": "double"},
    "Arbiters": {"goals": "string", "balance": "string", "partners": "string"},
    "Context": {
        "currency": "string",
        "sprint": "Sprint",
        "funnel": "Funnel",
        "goals": "string*",
        "voiced": "bool",  # the voice of the customer is given
        "commission": "double",  # of a marketplace, 0.0 when the context does not say
        "seasons": "string*",  # those that hold today
        "frozen": "bool",  # a budget freeze holds today
        "balance": "Balance",
        "departments": "string*",
        "arbiters": "Arbiters",  # who decides a conflict
        "channels": "string",  # the names of the ways of receiving an order
        "activation": "bool",  # it is said what counts as activated
    },
    "Score": {
        "value": "double",
        "low": "double",
        "high": "double",
        "confidence": "double",
        "provisional": "bool",
    },
}

VARIABLES: Mapping[str, str] = {
    "card": "Card",
    "reading": "Reading",
    "topics": "Topics",  # the word lists of the pack: `topics.marketplace`
    "ties": "Ties",
    "context": "Context",
    "today": "timestamp",
}
"""What every expression sees."""

DECISION_VARIABLES: Mapping[str, str] = {
    **VARIABLES,
    "effort": "Effort",
    "score": "Score",
    "ready": "bool",
    "flags": "string*",
}
"""What a decision sees besides: the score, what was flagged, and whether nothing required lacks."""

SCALARS: Mapping[str, "FieldDescriptorProto.Type.ValueType"] = {
    "bool": FieldDescriptorProto.TYPE_BOOL,
    "string": FieldDescriptorProto.TYPE_STRING,
    "double": FieldDescriptorProto.TYPE_DOUBLE,
    "int": FieldDescriptorProto.TYPE_INT64,
}


def with_topics(topics: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Give the messages with one true or false for each topic of a pack."""
    return {**MESSAGES, "Topics": dict.fromkeys(topics, "bool")}


def descriptors(messages: Mapping[str, Mapping[str, str]]) -> DescriptorPool:
    """Build the schema as protobuf messages, in a pool of its own."""
    file = FileDescriptorProto(name="steelyard.proto", package=PACKAGE, syntax="proto3")
    for name, fields in messages.items():
        message = file.message_type.add(name=name)
        message.field.extend(_field(at, *entry) for at, entry in enumerate(fields.items(), 1))
    pool = DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return pool


def names_at(
    path: str, variables: Mapping[str, str], messages: Mapping[str, Mapping[str, str]]
) -> tuple[str, ...]:
    """List the names that may follow `path` ("reading.metric"); the variables for an empty one."""
    names: Mapping[str, str] = variables
    for step in path.split(".") if path else ():
        names = messages.get(names.get(step, ""), {})
    return tuple(names)


def paths_of(
    variables: Mapping[str, str], messages: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    """List every path that ends in a value («reading.metric.missing») with the type of it."""
    found: dict[str, str] = {}
    for name, kind in variables.items():
        below = paths_of(messages[kind], messages) if kind in messages else {"": kind}
        found |= {f"{name}.{path}" if path else name: held for path, held in below.items()}
    return found


def type_at(
    path: str, variables: Mapping[str, str], messages: Mapping[str, Mapping[str, str]]
) -> str:
    """Name the type of `path` ("reading.metric.missing"); empty when there is no such path."""
    kind, names = "", variables
    for step in path.split("."):
        kind = names.get(step, "")
        names = messages.get(kind, {})
    return kind


def _field(number: int, name: str, kind: str) -> FieldDescriptorProto:
    plain = kind.removesuffix("*")
    repeated = plain != kind
    label = FieldDescriptorProto.LABEL_REPEATED if repeated else FieldDescriptorProto.LABEL_OPTIONAL
    if plain in SCALARS:
        return FieldDescriptorProto(name=name, number=number, label=label, type=SCALARS[plain])
    return FieldDescriptorProto(
        name=name,
        number=number,
        label=label,
        type=FieldDescriptorProto.TYPE_MESSAGE,
        type_name=f".{PACKAGE}.{plain}",
    )
