"""The filters of a query as predicates over pages."""

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from steelyard.loopback.notion import text
from steelyard.loopback.notion.call import invalid
from steelyard.loopback.notion.model import DataSource, Page, Property
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.notion.view import View

Test = Callable[[Page], bool]


def property_of(state: NotionState, source: DataSource, name: str) -> Property:
    """The column of this name or id; a 400 when there is none."""
    found = state.property_at(source, name)
    if found is None:
        invalid(f"Could not find property with name or id: {name}")
    return found


def test_of(state: NotionState, source: DataSource, rule: Any) -> Test:
    """A filter as a predicate; a 400 for one that makes no sense."""
    if not isinstance(rule, dict):
        invalid("body failed validation: body.filter should be an object.")
    if "and" in rule or "or" in rule:
        parts = [test_of(state, source, part) for part in rule.get("and") or rule.get("or") or []]
        join = all if "and" in rule else any
        return lambda page: join(part(page) for part in parts)
    if (name := rule.get("timestamp")) in ("created_time", "last_edited_time"):
        return _time_test(name, rule.get(name))
    if "property" not in rule:
        invalid(
            "body failed validation. Fix one: body.filter.or should be defined, body.filter.and "
            "should be defined, body.filter.property should be defined, body.filter.timestamp "
            "should be defined."
        )
    return _property_test(state, property_of(state, source, rule["property"]), rule)


_TIMES: Mapping[str, Callable[[Any, Any], bool]] = {
    "on_or_after": operator.ge,
    "after": operator.gt,
    "on_or_before": operator.le,
    "before": operator.lt,
    "equals": operator.eq,
}


def _time_test(name: str, condition: Any) -> Test:
    if not isinstance(condition, dict) or len(condition) != 1:
        invalid(
            f"body failed validation: body.filter.{name} should be an object with one condition."
        )
    ((verb, text_of_time),) = condition.items()
    compare = _TIMES.get(verb)
    if compare is None:
        invalid(f"body failed validation: body.filter.{name}.{verb} should be not present.")
    bound = _parsed(text_of_time)
    return lambda page: compare(minute_of(page, name), bound)


def _parsed(raw: Any) -> datetime:
    try:
        found = datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        invalid(f'body failed validation: "{raw}" should be a valid ISO 8601 date string.')
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def minute_of(page: Page, name: str) -> datetime:
    """`created_time` or `last_edited_time`, rounded down to the minute."""
    moment = page.created if name == "created_time" else page.edited
    return moment.replace(second=0, microsecond=0)


def _property_test(state: NotionState, prop: Property, rule: Mapping[str, Any]) -> Test:
    condition = rule.get(prop.type)
    if not isinstance(condition, dict) or len(condition) != 1:
        invalid(
            f"database property {prop.name} does not match filter {[*rule.keys() - {'property'}]}"
        )
    ((verb, operand),) = condition.items()
    check = _CONDITIONS.get(verb)
    if check is None:
        invalid(f"body failed validation: body.filter.{prop.type}.{verb} should be not present.")
    view = View(state, "")
    return lambda page: check(_comparable(view.whole(page, prop)), operand)


def _comparable(value: Any) -> Any:
    """A name for an option, words for rich text, names or ids for lists."""
    if isinstance(value, dict):
        return value.get("name", value.get("start"))
    if isinstance(value, list):
        if value and "plain_text" in value[0]:
            return text.plain(value)
        return [item.get("name", item.get("id")) for item in value]
    return value


def _known(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda value, operand: value is not None and compare(value, operand)


_CONDITIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equals": operator.eq,
    "does_not_equal": operator.ne,
    "contains": lambda value, operand: bool(value) and operand in value,
    "does_not_contain": lambda value, operand: not value or operand not in value,
    "is_empty": lambda value, _: value in (None, "", []),
    "is_not_empty": lambda value, _: value not in (None, "", []),
    "greater_than": _known(operator.gt),
    "greater_than_or_equal_to": _known(operator.ge),
    "less_than": _known(operator.lt),
    "less_than_or_equal_to": _known(operator.le),
    "on_or_after": _known(operator.ge),
    "on_or_before": _known(operator.le),
    "after": _known(operator.gt),
    "before": _known(operator.lt),
}
