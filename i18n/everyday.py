"""The markup that most segments have and no parser is needed for: emphasis, code, links, footnote marks.

What is cut here, the parser would cut the same, only many times more slowly; where anything is
not surely so, nothing is said and the parser decides.
"""

from __future__ import annotations

import re

_MARKUP = r"\\`*_~\[\]<>&\x00-\x1f\x7f\ufdd0\ufdd1"
_WORDS = rf"[^{_MARKUP}]"
# What surely lets emphasis begin behind it, and end before it.
_AROUND = r"[ \u00a0.,;:!?()“”„«»…—–]"
_TOKEN = re.compile(
    rf"(?:(?<={_AROUND})|^)(?P<open>\*\*?)(?=[^\W_])(?P<stressed>{_WORDS}*(?<=[^\W_]))(?P=open)(?={_AROUND}|$)"
    r"|(?P<code>`[^`\x00-\x1f\x7f\ufdd0\ufdd1]+`)"
    rf"|(?<![!^])\[(?P<linked>{_WORDS}*[^\W_]{_WORDS}*)(?P<address>\]\((?:https?://|mailto:|\#)[\w./?=&%+,;@:\#-]*\))"
    r"|\[\^[A-Za-z0-9-]{1,99}\](?![(\[:])"
)
_MARK = re.compile(rf"[{_MARKUP}]")


def maybe_cut(text: str) -> list[tuple[bool, str, str]] | None:
    """The segment as (whether it is code, markup, prose behind it); None where the parser must tell.

    >>> maybe_cut("a *b* `c`, [d](#e)")[1:4]
    [(False, '*', 'b'), (False, '*', ' '), (True, '`c`', ', ')]
    """
    if text[:1].isspace() or text[-1:].isspace():
        return None
    out: list[tuple[bool, str, str]] = []
    at = 0
    markup, is_code = "", False
    while sign := _MARK.search(text, at):
        found = _TOKEN.match(text, sign.start())
        before = text[at : sign.start()]
        if found is None or (out and not before):  # markup that touches markup may be one
            return None
        out.append((is_code, markup, before))
        at = found.end()
        opening, stressed, code, linked, address = found.groups()
        if stressed is not None:
            out.append((False, opening, stressed))
            markup, is_code = opening, False
        elif linked is not None:
            out.append((False, "[", linked))
            markup, is_code = address, False
        else:
            markup, is_code = found[0], code is not None
    out.append((is_code, markup, text[at:]))
    return out
