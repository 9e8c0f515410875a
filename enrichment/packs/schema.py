"""The published schema: what a rule may look at, and of which type it is.

Every expression is checked against it when a pack is loaded. Loudness (votes, watchers, number of
comments, capitals) is not in it on purpose: no rule can reward it (domain S60, S72).
"""

from collections.abc import Mapping

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool

PACKAGE = "steelyard"

_ANSWER = {"missing": "bool", "empty": "string", "place": "string", "text": "string"}
"""`empty` is absent, placeholder, negated or vague; `place` is field, section, ... prose."""

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "Answer": _ANSWER,
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
        "yearly": "double",  # money a year in the currency of the context; 0.0 when unknown
    },
    "Owner": {**_ANSWER, "name": "string", "person": "bool", "accepted": "bool"},
    "Effort": {**_ANSWER, "known": "bool", "days": "double"},  # person-days, the lower end
    "Deadline": {**_ANSWER, "days": "int", "passed": "bool"},  # days from today; 0 when missing
    "Reading": {
        "language": "string",
        "problem": "Answer",
        "change": "Answer",
        "metric": "Metric",
        "effect": "Effect",
        "owner": "Owner",
        "effort": "Effort",
        "deadline": "Deadline",
        "evidence": "Answer",
        "success": "Answer",
        "stop": "Answer",
        "own_value": "Answer",
        "learning": "Answer",
        "urgent": "Answer",
        "kind": "string",
        "origin": "string",  # data, customer, competitor, executive, regulator, team, unclear
        "role": "string",  # driver, condition
        "grade": "string",  # the grade of the evidence, an id from `evidence` of the pack
        "step": "string",  # the funnel step the card is about, an id from the context
    },
    "Card": {
        "connection": "string",
        "tracker": "string",
        "title": "string",
        "group": "string",
        "type": "string",
        "status": "string",
        "stage": "string",  # backlog, in progress, test, done; empty when nobody mapped it
        "labels": "string*",
        "archived": "bool",
        "assigned": "bool",
        "age_days": "int",
        "still_days": "int",  # days since the last change
    },
    "Sprint": {"days": "double", "capacity": "double"},  # calendar days; person-days, 0.0 unknown
    "Funnel": {"known": "bool", "steps": "string*", "bottleneck": "string"},
    "Balance": {"client": "double", "business": "double", "partner": "double"},
    "Context": {
        "currency": "string",
        "sprint": "Sprint",
        "funnel": "Funnel",
        "goals": "string*",
        "seasons": "string*",  # those that hold today
        "frozen": "bool",  # a budget freeze holds today
        "balance": "Balance",
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


def descriptors() -> DescriptorPool:
    """Build the schema as protobuf messages, in a pool of its own."""
    file = FileDescriptorProto(name="steelyard.proto", package=PACKAGE, syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        message.field.extend(_field(at, *entry) for at, entry in enumerate(fields.items(), 1))
    pool = DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return pool


def names_at(path: str, variables: Mapping[str, str]) -> tuple[str, ...]:
    """List the names that may follow `path` ("reading.metric"); the variables for an empty one."""
    names: Mapping[str, str] = variables
    for step in path.split(".") if path else ():
        names = MESSAGES.get(names.get(step, ""), {})
    return tuple(names)


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
