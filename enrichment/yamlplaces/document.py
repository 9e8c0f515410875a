"""YAML 1.2 as plain data, with the line and column of every key and item."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from enrichment.yamlplaces.problems import Problem, Problems

MAX_BYTES = 1_000_000
MAX_NODES = 100_000
"""Counted after aliases are followed, which is what stops an alias bomb."""
MAX_DEPTH = 50

Place = tuple[int, int]
Loc = tuple[str | int, ...]

_CORE = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data. `places` maps the way to a value (keys and indexes) to line and column.

    A value under a key stands where its key stands: that is where the reader looks. `problems`
    are faults of the writing itself (a key twice); `validate` raises them with its own.
    """

    name: str
    data: Any
    places: Mapping[Loc, Place]
    problems: tuple[Problem, ...] = ()

    def place(self, loc: Loc) -> Place:
        """Where `loc` stands, or the nearest thing around it that is in the file."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, (1, 1))

    def problem(self, loc: Loc, what: str, hint: str = "") -> Problem:
        """Make a problem that stands at `loc`."""
        return Problem(self.name, *self.place(loc), what, hint)


def load(path: Path) -> Document:
    """Read a file; raises Problems when it is absent, too large, not UTF-8 or no YAML at all."""
    name = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        return parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise Problems([Problem(name, 0, 0, "the file is not text in UTF-8")]) from error
    except OSError as error:
        what = f"the file cannot be read: {error.strerror or 'unknown reason'}"
        raise Problems([Problem(name, 0, 0, what)]) from error


def parse(text: str, name: str) -> Document:
    """Read YAML text; `name` stands in the messages. Raises Problems."""
    if len(text) >= MAX_BYTES:
        raise Problems([Problem(name, 0, 0, "the file is larger than 1 MB")])
    root = _compose(text, name)
    if root is None:
        raise Problems([Problem(name, 0, 0, "the file is empty")])
    walk = _Walk(name)
    data = walk.value(root, (), _mark(root), 0)
    return Document(name, data, walk.places, tuple(walk.problems))


def _compose(text: str, name: str) -> Node | None:
    # In the node tree aliases are still shared nodes: nothing is expanded yet.
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = f"this is not YAML: {error.problem or error.context}"
        raise Problems([Problem(name, line, column, what)]) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise Problems([Problem(name, 0, 0, "this is not YAML that can be read")]) from error
    return root


def _mark(node: Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


class _Walk:
    """One pass over the nodes that gathers data, places and problems."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Loc, Place] = {}
        self.problems: list[Problem] = []
        self._nodes = 0

    def value(self, node: Node, loc: Loc, place: Place, depth: int) -> Any:
        """Turn `node` into data; it stands at `loc` of the file's data."""
        self.places[loc] = place
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            what = "the file repeats or nests its parts beyond all measure"
            raise Problems([Problem(self.name, *_mark(node), what, "use fewer aliases (*name)")])
        if isinstance(node, MappingNode):
            return dict(self._entries(node, loc, depth))
        if isinstance(node, SequenceNode):
            items = enumerate(node.value)
            return [self.value(item, (*loc, at), _mark(item), depth + 1) for at, item in items]
        return self._scalar(node)

    def _entries(self, node: MappingNode, loc: Loc, depth: int) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Place] = {}
        for key_node, value_node in node.value:
            place = _mark(key_node)
            if not isinstance(key_node, ScalarNode):
                self._complain(key_node, "a key should be a word")
                continue
            key: str = key_node.value
            if key in seen:
                self._complain(key_node, f"'{key}' stands here twice, first on line {seen[key][0]}")
                continue
            seen[key] = place
            yield key, self.value(value_node, (*loc, key), place, depth + 1)

    def _scalar(self, node: Node) -> Any:
        """Read a scalar by its YAML 1.2 core tag."""
        tag, text = str(node.tag).removeprefix(_CORE), str(node.value)
        try:
            if (read := _SCALARS.get(tag)) is not None:
                return read(text)
            self._complain(node, f"the tag '{tag}' is not allowed", "write the value without a tag")
        except (KeyError, ValueError):
            self._complain(node, f"the value does not fit its tag '{tag}'")
        return None

    def _complain(self, node: Node, what: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, *_mark(node), what, hint))


def _integer(text: str) -> int:
    """YAML 1.2: `0o17` and `0x1F` have a base, `010` is ten."""
    digits = text.replace("_", "")
    based = digits.lstrip("+-").startswith(("0o", "0x", "0b"))
    return int(digits, 0 if based else 10)


def _float(text: str) -> float:
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


_SCALARS: Mapping[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: {"true": True, "false": False}[text.lower()],
    "int": _integer,
    "float": _float,
    "str": str,
    "timestamp": str,  # dates stay text: only a model knows what is a date
}
