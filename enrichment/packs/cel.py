"""Conditions and formulas in CEL: compiled and type-checked once, run over facts.

What `translate` can say in Python is run as such; the library decides the rest.
The one module that knows the CEL library. No Python function is ever registered with it: they
leak memory a call. A failed evaluation is a truthy error value in the library, an exception here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cel_expr_python import cel
from google.protobuf.descriptor_pool import DescriptorPool

from enrichment.packs.asked import asked
from enrichment.packs.messages import Messages
from enrichment.packs.schema import PACKAGE, names_at, paths_of
from enrichment.packs.translate import Translation, Values, function, listed, translated
from enrichment.packs.tree import Tree
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
        self._paths = paths_of(variables, messages)
        self._messages = Messages(pool, variables, messages)
        self._compiled: dict[tuple[str, str], Expression] = {}
        types = {
            name: _TYPES.get(kind) or cel.Type(f"{PACKAGE}.{kind}")
            for name, kind in variables.items()
        }
        self._env = cel.NewEnv(descriptor_pool=pool, variables=types)

    def facts(self, values: Values) -> "Facts":
        """Give what expressions run over; `values` has every path of the variables."""
        return Facts(self, values)

    def empty(self, values: Values) -> "Facts":
        """Give the facts of nothing at all: not one message has anything in it."""
        nothing = {name: self._messages.empty(name, values) for name in self.variables}
        return Facts(self, values, nothing)

    def message(self, name: str, values: Values) -> Any:
        """Make the value of a variable as the library takes it."""
        return self._messages.of(name, values)

    def activation(self, bound: Mapping[str, Any]) -> Any:
        """Bind variables for the library."""
        return self._env.Activation(bound)

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
        tree = Tree(compiled.serialize())
        said = translated(tree, self._paths)
        names = frozenset(tree.names & self.variables.keys())
        return Expression(
            source, said, names, compiled, function(said.node) if said.exact else None
        )

    def asked(self) -> frozenset[str]:
        """List the paths that what was compiled may look at."""
        return asked([source for source, _ in self._compiled], self._paths)

    def together(self, conditions: Sequence[tuple[str, "Expression"]]) -> "Conditions":
        """Join conditions, each with the id of its rule, to be run as one."""
        said = function(listed(expression.said for _, expression in conditions))
        asked = [at for at, (_, expression) in enumerate(conditions) if not expression.said.exact]
        joined = ",\n".join(f"({conditions[at][1].source}\n)" for at in asked)
        names = frozenset[str]().union(*(conditions[at][1].names for at in asked))
        library = self._env.compile(f"[{joined}]") if asked else None
        return Conditions(tuple(conditions), said, tuple(asked), names, library)

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


@dataclass(slots=True)
class Facts:
    """What expressions of one language run over: values, and messages once the library is asked."""

    _language: Language
    values: Values
    _messages: dict[str, Any] = field(default_factory=dict)

    def bound(self, names: Iterable[str]) -> Any:
        """Bind these variables for the library."""
        for name in names:
            if name not in self._messages:
                self._messages[name] = self._language.message(name, self.values)
        return self._language.activation(self._messages)


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression and its source; `names` are the variables it looks at."""

    source: str
    said: Translation
    names: frozenset[str]
    _compiled: Any
    _function: Callable[[Values], Any] | None

    def value(self, facts: Facts, rule: str) -> Any:
        """Evaluate for `rule`; raises EvaluationError."""
        if self._function is not None:
            return self._function(facts.values)
        return _value(self._compiled, facts.bound(self.names), rule)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that run together; the library is asked once, and only where it has to be.

    `_function` says of each whether it holds, or None of some of those at `_asked`.
    """

    rules: tuple[tuple[str, Expression], ...]
    _function: Callable[[Values], list[bool | None]]
    _asked: tuple[int, ...]
    _names: frozenset[str]
    _library: Any

    def hold(self, facts: Facts) -> list[bool | None]:
        """Tell which conditions hold, in their order; raises EvaluationError naming the rule."""
        holding = self._function(facts.values)
        for at in self._asked:
            if holding[at] is None:
                self._ask(facts, holding)
                break
        return holding

    def _ask(self, facts: Facts, holding: list[bool | None]) -> None:
        """Let the library decide where nothing else has."""
        try:
            values = _value(self._library, facts.bound(self._names), "")
        except EvaluationError:
            values = [self._alone(at, facts, holding) for at in self._asked]
        for at, value in zip(self._asked, values, strict=True):
            holding[at] = value is True

    def _alone(self, at: int, facts: Facts, holding: list[bool | None]) -> object:
        rule, expression = self.rules[at]
        known = holding[at]
        return expression.value(facts, rule) if known is None else known


def _value(compiled: Any, activation: Any, rule: str) -> Any:
    try:
        value = compiled.eval(activation)
    except RuntimeError as error:
        raise EvaluationError(rule, _plainly(str(error))) from error
    if value.type() == cel.Type.ERROR:
        raise EvaluationError(rule, _plainly(str(value.value())))
    return value.plain_value()


def _plainly(message: str) -> str:
    """Strip the library's status from a message: «INVALID_ARGUMENT: divide by zero»."""
    return _STATUS.sub("", message)
