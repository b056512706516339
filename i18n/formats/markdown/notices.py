"""Notices at the head of a Markdown edition, below its front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .read import BOM, split

_END = re.compile("\r\n|\n|\r")


def announce(text: str, notices: Sequence[str]) -> str:
    """The text with each notice as a quoted line between front matter and body; its lines end as those of the text."""
    if not notices:
        return text
    head, body = split(text)
    first = _END.search(text)
    end = first[0] if first else "\n"
    quoted = f"{end}>{end}".join(f"> {notice}" for notice in notices)
    gap = "" if _END.match(body) else end
    is_bare = head in ("", BOM)
    top = head if is_bare or head.endswith(("\n", "\r")) else head + end
    between = "" if is_bare else end
    return f"{top}{between}{quoted}{end}{gap}{body}"
