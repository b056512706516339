"""Markdown: CommonMark with tables, strikethrough, footnotes, definition lists and front matter."""

from .fill import fill
from .html import to_html
from .notices import announce
from .read import read

NAME = "markdown"

__all__ = ["NAME", "announce", "fill", "read", "to_html"]
