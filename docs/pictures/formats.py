"""The four formats comments are sent in, as a tracker's page shows them.

Only what a living comment may hold is known; anything else raises, so no picture hides a part.
"""

import re
from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

_TAGS = {"paragraph": "p", "bulletList": "ul", "listItem": "li", "blockquote": "blockquote"}
_MARKS = {"strong": "strong", "em": "em", "code": "code"}
_WIKI_MARKS = {"*": "strong", "_": "em"}
_WIKI = re.compile(
    r"\\(?P<char>.)"
    r"|\{(?P<mark>[*_])\}(?P<marked>.+?)\{(?P=mark)\}"
    r"|\{\{(?P<code>.+?)\}\}"
    r"|\{color:(?P<color>#\w+)\}(?P<quiet>.+?)\{color\}"
)


def adf_html(document: dict[str, Any]) -> Markup:
    """An Atlassian document, as Jira Cloud shows it."""
    return _joined(map(_node, document["content"]))


def _node(node: dict[str, Any]) -> Markup:
    if node["type"] == "text":
        return _marked(node)
    if node["type"] == "heading":
        return _in(f"h{node['attrs']['level']}", _joined(map(_node, node["content"])))
    return _in(_TAGS[node["type"]], _joined(map(_node, node["content"])))


def _marked(node: dict[str, Any]) -> Markup:
    text = escape(node["text"])
    for mark in node.get("marks", []):
        if mark["type"] == "textColor":
            text = _colored(text, mark["attrs"]["color"])
        else:
            text = _in(_MARKS[mark["type"]], text)
    return text


def wiki_html(text: str) -> Markup:
    """Jira's wiki markup, as Data Center shows it."""
    return _joined(map(_wiki_block, text.split("\n\n")))


def _wiki_block(block: str) -> Markup:
    if block.startswith("h4. "):
        return _in("h4", _wiki_line(block.removeprefix("h4. ")))
    if block.startswith("* "):
        lines = (line.removeprefix("* ") for line in block.split("\n"))
        return _in("ul", _joined(_in("li", _wiki_line(line)) for line in lines))
    return _in("p", _wiki_line(block))


def _wiki_line(text: str) -> Markup:
    parts, end = list[Markup](), 0
    for found in _WIKI.finditer(text):
        parts += [escape(text[end : found.start()]), _wiki_run(found)]
        end = found.end()
    return _joined([*parts, escape(text[end:])])


def _wiki_run(found: re.Match[str]) -> Markup:
    if found["char"]:
        return escape(found["char"])
    if found["code"]:
        return _in("code", _wiki_line(found["code"]))
    if found["color"]:
        return _colored(_wiki_line(found["quiet"]), found["color"])
    return _in(_WIKI_MARKS[found["mark"]], _wiki_line(found["marked"]))


def markdown_html(text: str) -> Markup:
    """Markdown, as Trello shows it."""
    return Markup(MarkdownIt("commonmark").render(text))  # noqa: S704 - it escapes what is HTML


def rich_text_html(items: Iterable[dict[str, Any]]) -> Markup:
    """Rich text, as a comment in Notion shows it: lines and looks, nothing else."""
    return _in("p", _joined(map(_item, items)))


def _item(item: dict[str, Any]) -> Markup:
    text, look = escape(item["text"]["content"]), item["annotations"]
    for name, tag in (("bold", "strong"), ("italic", "em"), ("code", "code")):
        text = _in(tag, text) if look[name] else text
    return _colored(text, look["color"]) if look["color"] != "default" else text


def _in(tag: str, inside: Markup) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, inside)


def _colored(text: Markup, color: str) -> Markup:
    return Markup('<span style="color:{}">{}</span>').format(color, text)


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
