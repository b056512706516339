"""What the tables of all languages are made of: a rule with its source, and sources that many share."""

from __future__ import annotations

from typing import NamedTuple

from .quotes import Quotes, setter
from .rules import Apply


class Rule(NamedTuple):
    """One habit of a language, and the source that says so."""

    apply: Apply
    source: str


CLDR = "CLDR 48, delimiters: quotationStart, quotationEnd, alternateQuotationStart, alternateQuotationEnd"
SI = "SI Brochure, 5.4.3: a space that does not break between number and unit"
CLDR_ELLIPSIS = "CLDR 48, characters: ellipsis"


def marks(quotes: Quotes, source: str = CLDR) -> Rule:
    """The rule that sets quotation marks."""
    return Rule(setter(quotes), source)
