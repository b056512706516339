"""Notices at the head of a Markdown edition, below its front matter."""

from __future__ import annotations

from collections.abc import Sequence

from .read import split


def announce(text: str, notices: Sequence[str]) -> str:
    """The text with each notice as a quoted line between front matter and body."""
    if not notices:
        return text
    head, body = split(text)
    quoted = "\n>\n".join(f"> {notice}" for notice in notices)
    gap = "" if body.startswith(("\n", "\r\n")) else "\n"
    top = head if not head or head.endswith("\n") else head + "\n"
    between = "\n" if head else ""
    return f"{top}{between}{quoted}\n{gap}{body}"
