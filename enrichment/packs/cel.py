"""Conditions and formulas in CEL: compiled and type-checked once, run over facts.

The one module that knows the CEL library. No Python function is ever registered with it: they
leak memory a call. A failed evaluation is a truthy error value in the library, an exception here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cel_expr_python import cel
from google.protobuf.descriptor_pool import DescriptorPool

from enrichment.packs.schema import PACKAGE, names_at
from enrichment.yamlplaces import nearest

MAX_EXPRESSION = 2_000

_TYPES = {
    "timestamp": cel.Type.TIMESTAMP,
    "bool": cel.Type.BOOL,
    "string*": cel.Type.List(cel.Type.STRING),
}
_ERRORS = re.compile(r"ERROR: <input>:(\d+):(\d+): (.+)")
_FOLLOWING = re.compile(r"\*error\*")
"""Marks an error that only follows from another one of the same expression."""
_UNDEFINED = re.compile(r"undefined field '(\w+)' not found")
_UNDECLARED = re.compile(r"undeclared reference to '([\w.]+)'")
_NUMBERS = re.compile(r"\((?:double, int|int, double)\)")
_OVERLOAD = re.compile(r"found no matching overload for '(.+?)' applied to '\((.*)\)'")
_STATUS = re.compile(r"^[A-Z_]+: | \[[A-Z_]+\]$")
_PATH = re.compile(r"[\w.]*$")


Fault = tuple[str, str]
"""What is wrong, and a hint or an empty string."""


class ExpressionError(Exception):
    """An expression that cannot be used, with everything that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults for the messages of the rule the expression stands in."""
        super().__init__(*faults)
        self.faults = faults


class EvaluationError(Exception):
    """An expression failed on a card, which its rule has to prevent (a division by zero)."""

    def __init__(self, rule: str, what: str) -> None:
        """Name the rule and the failure."""
        super().__init__(f"rule '{rule}' cannot be evaluated: {what}; guard it with a condition")
        self.rule, self.what = rule, what


@dataclass(frozen=True, slots=True)
class Facts:
    """What expressions of one language run over, made once a card."""

    activation: Any


class Language:
    """CEL over a set of variables."""

    def __init__(
        self,
        pool: DescriptorPool,
        variables: Mapping[str, str],
        messages: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Declare the variables; `pool` holds the `messages` of the schema."""
        self.variables, self.messages = variables, messages
        self._compiled: dict[tuple[str, str], Expression] = {}
        types = {
            name: _TYPES.get(kind) or cel.Type(f"{PACKAGE}.{kind}")
            for name, kind in variables.items()
        }
        self._env = cel.NewEnv(descriptor_pool=pool, variables=types)

    def facts(self, values: Mapping[str, Any]) -> Facts:
        """Bind a value to every variable."""
        return Facts(self._env.Activation(dict(values)))

    def compile(self, source: str, want: str) -> "Expression":
        """Compile `source`, which must give a `bool`, `double` or `string`.

        Raises ExpressionError. One source is compiled once: most kinds share their conditions.
        """
        known = self._compiled.get((source, want))
        if known is None:
            known = self._compiled[source, want] = self._made(source, want)
        return known

    def _made(self, source: str, want: str) -> "Expression":
        if len(source) > MAX_EXPRESSION:
            what = f"the expression is longer than {MAX_EXPRESSION} characters"
            raise ExpressionError((what, "say it in several rules"))
        try:
            compiled = self._env.compile(source)
        except RuntimeError as error:
            raise ExpressionError(*self._faults(source, str(error))) from error
        given = str(compiled.return_type().name()).lower()
        if given != want:
            hint = "write 2.0, not 2" if (want, given) == ("double", "int") else ""
            raise ExpressionError((f"the expression gives {given}, not {want}", hint))
        return Expression(source, compiled)

    def together(self, conditions: Sequence[tuple[str, "Expression"]]) -> "Conditions":
        """Join conditions, each with the id of its rule, to be run in one crossing."""
        joined = ",\n".join(f"({expression.source}\n)" for _, expression in conditions)
        return Conditions(tuple(conditions), self._env.compile(f"[{joined}]"))

    def _faults(self, source: str, message: str) -> list[Fault]:
        """Turn the library's message into sentences; what only follows is left out."""
        found = [match for match in _ERRORS.finditer(message) if not _FOLLOWING.search(match[3])]
        if not found:
            return [(f"the expression cannot be used: {_plainly(message.splitlines()[0])}", "")]
        return [self._fault(source, int(one[1]), int(one[2]), one[3]) for one in found]

    def _fault(self, source: str, line: int, column: int, what: str) -> Fault:
        """Say one fault with its place and, if there is one, a hint."""
        before = source.splitlines()[line - 1][:column] if source else ""
        where = f" at character {column} of the expression"
        if undefined := _UNDEFINED.search(what):
            path = str(_PATH.findall(before.rstrip("."))[0])
            hint = nearest(undefined[1], names_at(path, self.variables, self.messages))
            return f"'{path}' has no '{undefined[1]}'" + where, hint
        if undeclared := _UNDECLARED.search(what):
            name = undeclared[1].partition(".")[0]
            hint = nearest(name, list(self.variables))
            return f"nothing is called '{undeclared[1]}'" + where, hint
        if overload := _OVERLOAD.search(what):
            sign = overload[1].strip("_")
            hint = "write 2.0, not 2" if _NUMBERS.search(what) else ""
            return f"'{sign}' does not go with ({overload[2]})" + where, hint
        return what[0].lower() + what[1:].split(" expecting ", maxsplit=1)[0] + where, ""


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression and its source."""

    source: str
    _compiled: Any

    def value(self, facts: Facts, rule: str) -> Any:
        """Evaluate for `rule`; raises EvaluationError."""
        return _value(self._compiled, facts, rule)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that run together: one call into the library instead of one each."""

    rules: tuple[tuple[str, Expression], ...]
    _joined: Any

    def hold(self, facts: Facts) -> list[bool]:
        """Tell which conditions hold, in their order; raises EvaluationError naming the rule."""
        try:
            values = _value(self._joined, facts, "")
        except EvaluationError:
            values = [expression.value(facts, rule) for rule, expression in self.rules]
        return [value is True for value in values]


def _value(compiled: Any, facts: Facts, rule: str) -> Any:
    try:
        value = compiled.eval(facts.activation)
    except RuntimeError as error:
        raise EvaluationError(rule, _plainly(str(error))) from error
    if value.type() == cel.Type.ERROR:
        raise EvaluationError(rule, _plainly(str(value.value())))
    return value.plain_value()


def _plainly(message: str) -> str:
    """Strip the library's status from a message: «INVALID_ARGUMENT: divide by zero»."""
    return _STATUS.sub("", message)
