"""Checksums of the files of the shelf, for a reader who got a copy from hand to hand: `sha256sum -c SHA256SUMS`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file by name, as GNU sha256sum writes and reads them.

    >>> print(sums({"ru/a.html": b""}).decode(), end="")
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ru/a.html
    """
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def listed(data: bytes) -> Iterator[tuple[str, str]]:
    """The name and the checksum in each line of such a file; whoever wrote it, no name leads out of its folder.

    >>> list(listed(sums({"ru/a.html": b"a"}).replace(b"ca", b"CA") + sums({"a": b"", "../a": b"", "/a": b""})))
    [('a', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')]
    """
    for found in filter(None, map(_LINE.fullmatch, data.decode("utf-8", "replace").split("\n"))):
        if not found[2].startswith("/") and ".." not in found[2].split("/"):
            yield found[2], found[1]
