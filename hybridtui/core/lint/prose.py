"""Why this file exists: rules read prose; code, quotations and links in it are somebody else's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from hybridtui.core.english.quantities import Quantity, quantities
from hybridtui.core.remembering import remembered
from hybridtui.core.spec.references import stated_id

BLANK = "\ufffc"
"""What stands for a character that is not prose. It is no word and no space, so no phrase is found across it."""

REMEMBERED = 32_768
"""Texts of items of which it is kept what was found in them; a spec of 1 MB has fewer."""

_REACH = 60
"""Characters."""

_CONTINUED = re.compile(r"(?:\r\n?|\n)[ \t]*(?:>[ \t]?)*")
_FOREIGN = re.compile(
    r"(?P<tick>`+)(?!`).{1,400}?(?<!`)(?P=tick)(?!`)"
    r"|<!--.{0,2000}?-->"
    r"|(?:https?://|ftp://|www\.)[^\s<>\"“”`]+"
    r"|(?<=\])\([^()\s]{1,400}\)"
    r"|\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|(?<!\w)'[^'\n]{1,400}'(?!\w)|(?<!\w)‘[^’\n]{1,400}’(?!\w)"
    r"|(?<![\w/.])(?:~|\.{1,2})?/\w[^\s,;]*"  # a path
    r"|(?<!\w)(?:[^\W_]\w*_\w+|_+[^\W_]\w*)|(?<!\w)[a-z]+[A-Z]\w*|(?<!\w)--?[a-z][\w-]*=\S+"  # an identifier, an option
    r"|</?[a-z][^<>\n]{0,200}=[^<>\n]{0,200}>",  # an element with attributes: one without may be a gap to fill
    re.DOTALL,
)
_SIGN = re.compile(r"[`<(\"“'‘/_=]|www|[a-z][A-Z]")
"""Something of this is in all that `_FOREIGN` finds."""
_BOUND = re.compile(
    r"(?<![\w-])(?:at (?:least|most)|no (?:more|less|fewer|later|longer) than"
    r"|(?:within|every|once|after|for) (?:an?|half an?) (?:second|minute|hour|day|night|week|month|quarter|year)"
    r"|hourly|daily|nightly|weekly|monthly|yearly)(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Prose:
    """What an item says as it stands in the spec, markup included, without the id that it may begin with.

    In `words` line breaks are blanks; in `plain` all that is not prose is blanked too. Both have the length of what
    they were made from, so a place in one is a place in the other.
    """

    words: str
    plain: str

    @cached_property
    def folded(self) -> str:
        """The same in lower case; a letter whose small form is longer stays as it is."""
        lower = self.plain.lower()
        if len(lower) == len(self.plain):
            return lower
        return "".join(char.lower() if len(char.lower()) == 1 else char for char in self.plain)

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures in `plain`."""
        return quantities(self.plain)

    @cached_property
    def measured(self) -> bool:
        """Whether it gives a figure or a bound, so that words of quality beside it can be checked after all."""
        return bool(_BOUND.search(self.plain) or self.figures)


@remembered(REMEMBERED)
def prose(raw: str) -> Prose:
    """Read the text of an item as it stands in the spec, line breaks included."""
    joined = _CONTINUED.sub(lambda match: " " * len(match[0]), raw)
    if name := stated_id(raw):
        joined = joined.replace(name, " " * len(name), 1)
    foreign = _SIGN.search(joined) is not None
    return Prose(joined, _FOREIGN.sub(lambda match: BLANK * len(match[0]), joined) if foreign else joined)


def before(text: str, at: int) -> str:
    """What stands right before a place; what is further away is not looked at."""
    return text[max(0, at - _REACH) : at]
