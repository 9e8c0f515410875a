"""Expressions said in Python, where Python means exactly the same and nothing can fail.

The library is asked about the rest: division, whole numbers that may overflow, indexes, patterns,
`has`, macros. Even of such a condition a part may be said, and often decides: `false && anything`
is false in CEL and `true || anything` is true, be `anything` an error.
"""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from enrichment.packs.tree import Tree

Values = dict[str, Any]
"""What expressions look at, by its path: `reading.metric.missing`."""


class Translation(NamedTuple):
    """An expression in Python. Where it is not `exact` it may give None: ask the library."""

    node: ast.expr
    exact: bool


def translated(tree: Tree, paths: Mapping[str, str]) -> Translation:
    """Translate an expression over `paths`, which tells the type of each."""
    return _Translator(tree, paths).whole(tree.root)


def listed(translations: Iterable[Translation]) -> ast.expr:
    """Say several expressions as one list."""
    return ast.List([one.node for one in translations], ast.Load())


def function(said: ast.expr) -> Callable[[Values], Any]:
    """Make what was said a function of the values."""
    values = ast.arguments([], [ast.arg("values")], None, [], [], None, [])
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(values, said)))
    known = {"__builtins__": {}, "len": len}
    made: Callable[[Values], Any] = eval(compile(tree, "<rules>", "eval"), known)  # noqa: S307 - no text of a rule comes here: the tree holds the few nodes below  # nosec B307
    return made


def _comparing(sign: type[ast.cmpop]) -> Callable[..., ast.expr]:
    return lambda one, other: ast.Compare(one, [sign()], [other])


def _reckoning(sign: type[ast.operator]) -> Callable[..., ast.expr]:
    return lambda one, other: ast.BinOp(one, sign(), other)


def _joining(sign: type[ast.boolop]) -> Callable[..., ast.expr]:
    return lambda *given: ast.BoolOp(sign(), [*given])


_ORDERS = {
    "less": ast.Lt,
    "less_equals": ast.LtE,
    "greater": ast.Gt,
    "greater_equals": ast.GtE,
}
_MEANINGS: Mapping[str, Callable[..., ast.expr]] = {
    "logical_and": _joining(ast.And),
    "logical_or": _joining(ast.Or),
    "logical_not": lambda one: ast.UnaryOp(ast.Not(), one),
    "conditional": ast.IfExp,
    "equals": _comparing(ast.Eq),
    "not_equals": _comparing(ast.NotEq),
    **{
        f"{name}_{of}": _comparing(sign)
        for name, sign in _ORDERS.items()
        for of in ("int64", "double")
    },
    "add_double": _reckoning(ast.Add),
    "subtract_double": _reckoning(ast.Sub),
    "multiply_double": _reckoning(ast.Mult),
    "negate_double": lambda one: ast.UnaryOp(ast.USub(), one),
    "add_string": _reckoning(ast.Add),
    "contains_string": lambda text, part: ast.Compare(part, [ast.In()], [text]),
}
"""How functions of CEL are said, by the names CEL gives their overloads."""

_SIZES = frozenset({"size_list", "list_size", "size_string", "string_size"})
_SCALARS = frozenset({"bool", "int", "double", "string"})
_UNSAID = Translation(ast.Constant(value=None), exact=False)


class _Translator:
    """Translates the parts of one expression."""

    def __init__(self, tree: Tree, paths: Mapping[str, str]) -> None:
        self._tree, self._paths = tree, paths

    def whole(self, expr: Any) -> Translation:
        """Translate a condition or a formula as far as can be."""
        meaning = self._tree.meaning(expr)
        if meaning in {"logical_and", "logical_or"}:
            return _joined(meaning, [self.whole(part) for part in expr.call_expr.args])
        node = self._scalar(expr)
        return Translation(node, exact=True) if node else _UNSAID

    def _scalar(self, expr: Any) -> ast.expr | None:
        """Translate what gives a truth, a number or a text."""
        if expr.HasField("const_expr"):
            told = expr.const_expr.ListFields()
            return ast.Constant(told[0][1]) if told else None
        if expr.HasField("call_expr"):
            return self._call(self._tree.meaning(expr), expr.call_expr)
        path = _path(expr)
        return _value(path) if self._paths.get(path) in _SCALARS else None

    def _call(self, meaning: str, call: Any) -> ast.expr | None:
        given = [call.target, *call.args] if call.HasField("target") else list(call.args)
        if meaning == "in_list":
            one, many = self._scalar(given[0]), self._list(given[1])
            return ast.Compare(one, [ast.In()], [many]) if one and many else None
        if meaning in _SIZES:
            sized = self._list(given[0]) or self._scalar(given[0])
            return ast.Call(ast.Name("len", ast.Load()), [sized], []) if sized else None
        said = [node for node in map(self._scalar, given) if node]
        known = meaning in _MEANINGS and len(said) == len(given)
        return _MEANINGS[meaning](*said) if known else None

    def _list(self, expr: Any) -> ast.expr | None:
        """Translate a list: one of the schema, or one that is written out."""
        if expr.HasField("list_expr"):
            elements = expr.list_expr.elements
            said = [node for node in map(self._scalar, elements) if node]
            return ast.Tuple(said, ast.Load()) if len(said) == len(elements) else None
        path = _path(expr)
        return _value(path) if self._paths.get(path) == "string*" else None


def _joined(meaning: str, parts: Sequence[Translation]) -> Translation:
    """Join conditions, those that decide for sure first.

    None is false to Python, so that after an `or` of several that may be None another has to stand.
    """
    surely = [part.node for part in parts if part.exact]
    maybe = [part.node for part in parts if not part.exact]
    if len(maybe) > 1:
        maybe.append(_UNSAID.node)
    return Translation(_MEANINGS[meaning](*surely, *maybe), exact=not maybe)


def _path(expr: Any) -> str:
    """Write `reading.metric.missing`; empty for anything else than a name."""
    if expr.HasField("ident_expr"):
        return str(expr.ident_expr.name)
    if not expr.HasField("select_expr") or expr.select_expr.test_only:
        return ""
    before = _path(expr.select_expr.operand)
    return f"{before}.{expr.select_expr.field}" if before else ""


def _value(path: str) -> ast.expr:
    return ast.Subscript(ast.Name("values", ast.Load()), ast.Constant(path), ast.Load())
