"""Everything Notion says in rich text, blocks, properties or its own Markdown, as Markdown."""

from connectors.text.notion_blocks import blocks_to_markdown, file_address
from connectors.text.notion_markdown import notion_markdown_to_markdown
from connectors.text.notion_properties import property_to_text
from connectors.text.notion_rich import rich_text_to_markdown

__all__ = [
    "blocks_to_markdown",
    "file_address",
    "notion_markdown_to_markdown",
    "property_to_text",
    "rich_text_to_markdown",
]
