"""Rich text as Notion keeps it, and a page's content to and from Markdown."""

import re
from collections.abc import Callable, Iterable, Sequence

from steelyard.loopback.notion.model import Block, Json

_PLAIN: Json = {
    "bold": False, "italic": False, "strikethrough": False, "underline": False, "code": False,
    "color": "default",
}  # fmt: skip


def run(text: str, **marks: bool) -> Json:
    """A run of text as Notion answers it."""
    return complete({"type": "text", "text": {"content": text}, "annotations": marks})


def complete(item: Json) -> Json:
    """A rich text item of a request with everything the answer adds."""
    annotations = {**_PLAIN, **item.get("annotations", {})}
    if "mention" in item:
        shown = {"type": "mention", "mention": item["mention"]}
        return {**shown, "annotations": annotations, "plain_text": "@mention", "href": None}
    if "equation" in item:
        expression = item["equation"]["expression"]
        shown = {"type": "equation", "equation": {"expression": expression}}
        return {**shown, "annotations": annotations, "plain_text": expression, "href": None}
    content, link = item["text"]["content"], item["text"].get("link")
    return {
        "type": "text",
        "text": {"content": content, "link": link},
        "annotations": annotations,
        "plain_text": content,
        "href": link["url"] if link else None,
    }


def rich(text: str) -> list[Json]:
    """A plain string as rich text, in runs of 2000 characters."""
    return [run(text[at : at + 2000]) for at in range(0, len(text), 2000)]


def plain(items: Iterable[Json]) -> str:
    """The words of rich text."""
    return "".join(item.get("plain_text", "") for item in items)


def _marked(item: Json) -> str:
    text, look = item["plain_text"], item["annotations"]
    for name, mark in (("code", "`"), ("bold", "**"), ("italic", "*"), ("strikethrough", "~~")):
        text = f"{mark}{text}{mark}" if look[name] else text
    return f"[{text}]({item['href']})" if item["href"] else text


def _inline(block: Block) -> str:
    return "".join(_marked(item) for item in block.value.get("rich_text", []))


# -- blocks from Markdown ------------------------------------------------------------------------

_LINES: Sequence[tuple[str, str]] = (
    (r"### (.*)", "heading_3"),
    (r"## (.*)", "heading_2"),
    (r"# (.*)", "heading_1"),
    (r"[-*] \[( |x)\] (.*)", "to_do"),
    (r"[-*] (.*)", "bulleted_list_item"),
    (r"\d+\. (.*)", "numbered_list_item"),
    (r"> (.*)", "quote"),
    (r"---", "divider"),
    (r"(.+)", "paragraph"),
)


def blocks_of(markdown: str, new_id: Callable[[], str]) -> list[Block]:
    """Blocks for simple Markdown: a line is a block, two spaces more make it a child."""
    roots: list[Block] = []
    path: list[tuple[int, Block]] = []
    for line in markdown.splitlines():
        if not line.strip():
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        block = _block(line.strip(), new_id())
        path = [entry for entry in path if entry[0] < depth]
        (path[-1][1].children if path else roots).append(block)
        path.append((depth, block))
    return roots


def _block(line: str, identity: str) -> Block:
    for pattern, kind in _LINES:
        match = re.fullmatch(pattern, line)
        if match is None:
            continue
        if kind == "divider":
            return Block(identity, kind, {})
        value: Json = {"rich_text": _runs(match[match.lastindex or 0]), "color": "default"}
        if kind == "to_do":
            value["checked"] = match[1] == "x"
        if kind.startswith("heading"):
            value["is_toggleable"] = False
        return Block(identity, kind, value)
    raise AssertionError("a line that is not empty is at least a paragraph")


def _runs(text: str) -> list[Json]:
    """Text with **bold** as rich text."""
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return [run(part, bold=bool(at % 2)) for at, part in enumerate(parts) if part]


# -- Markdown from blocks ------------------------------------------------------------------------

_PREFIX = {
    "paragraph": "", "heading_1": "# ", "heading_2": "## ", "heading_3": "### ",
    "bulleted_list_item": "- ", "numbered_list_item": "1. ", "quote": "> ", "toggle": "- ",
    "callout": "> ",
}  # fmt: skip


def markdown_of(blocks: Sequence[Block], limit: int) -> tuple[str, bool, list[str]]:
    """Markdown, whether it was cut after `limit` blocks, and ids of blocks it does not show."""
    lines: list[str] = []
    unknown: list[str] = []
    cut = _write(blocks, 0, lines, unknown, limit)
    return "\n".join(lines), cut, unknown


def _write(
    blocks: Sequence[Block], depth: int, lines: list[str], unknown: list[str], limit: int
) -> bool:
    cut = False
    for block in blocks:
        if len(lines) >= limit:
            unknown.append(block.id)
            cut = True
            continue
        lines.append("\t" * depth + _line(block, unknown))
        cut |= _write(block.children, depth + 1, lines, unknown, limit)
    return cut


def _line(block: Block, unknown: list[str]) -> str:
    if block.type in _PREFIX:
        return _PREFIX[block.type] + _inline(block)
    match block.type:
        case "to_do":
            return f"- [{'x' if block.value['checked'] else ' '}] {_inline(block)}"
        case "divider":
            return "---"
        case "code":
            return f"```{block.value.get('language', '')}\n{_inline(block)}\n```"
    unknown.append(block.id)
    return f'<unknown url="https://www.notion.so/{block.id.replace("-", "")}" alt="{block.type}"/>'
