"""Checksums of the files of the shelf, for a reader who got a copy from hand to hand: `sha256sum -c SHA256SUMS`."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

NAME = "SHA256SUMS"


def sums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file by name, as GNU sha256sum writes and reads them.

    >>> print(sums({"ru/a.html": b""}).decode(), end="")
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ru/a.html
    """
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()
