"""Why this file exists: how far a line is made of its note's words is a matter of degree, settled here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from hybridtui.core.english import lexicon
from hybridtui.core.english.fillers import heard
from hybridtui.core.english.stems import content, says, stem
from hybridtui.core.facts import Fact, FactKind


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUPPORTED = 0.75
"""The least share of the result's content and facts, by weight, that the source must have. New words may stand only
where a verb does (see `_OPEN`) and weigh half: to say "validate" for "check that it is right" is what rewriting is for,
and a line of a verb and a name must be free to have its own. A new noun is an invention ("4000 rows" has become "4000
rows of cotton") and turned down however long the line is."""

CARRIED = 0.4
"""The least share of the source's content and facts, by weight, that the result must have. Below it the line is a topic
and no longer what was said of it; dense rewrites of rambling speech keep half or more."""

_LIGHT, _HEAVY = 2, 8
"""A word weighs the letters of its stem within these bounds: short words are common ones, and say less. A weight by
rarity would need a corpus, and a note of a few sentences is none."""

_SHORTENED = 4
"""Letters: a word that begins with a whole word of the other text as long as this is that word ("auth")."""

_OPEN = _set("and or then to must shall should can may will would is are be been was were not cannot")
"""After these, and where a line or a clause begins, stands a verb more often than not."""

SCAFFOLD = _set(
    "across after against among as before between both case during each once per so through until upon via when whether"
    " while within add allow app applic enabl ensur featur have implement includ make must need offer present provid"
    " requir support system use user want"
)
"""Stems of the words that a spec is written in, whatever it says: they neither invent anything nor carry it.
(A "before" for an "after" is found among the opposites.)"""

_LIMITING = _set(
    "above below beyond bigger cap exceed fewer greater higher larger least less limit longer lower max maximum min"
    " minimum more most older over shorter smaller than top under up younger"
)
"""Stems of the words that limit a figure; whether they still say the same is looked at with the facts."""
_EMPTY = SCAFFOLD | _LIMITING


def problems(source: str, result: str, said: Sequence[Fact], says_now: Sequence[Fact]) -> Iterator[str]:
    """What speaks against `result` for its words, in words a person can check.

    No new word stands but where a verb may; `SUPPORTED` of the result's content is in the source, and `CARRIED` of
    the source's, noise of speech left out, in the result. Words are compared by Snowball stems and weighted by
    length. `said` and `says_now` are the facts of both: whether they are shared is looked at elsewhere, and here they
    count as if they were.
    """
    known, shown = set(content(source)), set(content(result))
    new = _Weights(_prose(result, says_now), known)
    shared = new.shared + _weight(says_now)
    if new.other or shared < SUPPORTED * (shared + new.open):
        yield f"has words that the note has not: {', '.join(new.missing)}"
    old = _Weights(_without_noise(_prose(source, said)), shown)
    shared = old.shared + _weight(said)
    if shared < CARRIED * (shared + 2 * old.open + old.other):
        yield f"leaves out too much: {', '.join(old.missing)}"


def _weight(found: Sequence[Fact]) -> int:
    return _HEAVY * len({each.value for each in found if each.kind in _WORDLESS})


class _Weights:
    """The content of `text`, weighed: what is `shared` with the stems `there`, and what is not.

    What is not is told apart by where it stands: `open` (halved) where a verb may be, or `other`.
    """

    def __init__(self, text: str, there: Collection[str]) -> None:
        self.shared, self.open, self.other = 0.0, 0.0, 0.0
        self.missing: list[str] = []
        seen: set[str] = set()
        opens = True
        for match in _WORD_OR_PAUSE.finditer(text):
            word = match[0].casefold()
            each = stem(word) if word[0].isalnum() and says(word) else ""
            if each and each not in seen and each not in _EMPTY:
                seen.add(each)
                weight = min(max(len(each), _LIGHT), _HEAVY)
                if _is_in(each, there):
                    self.shared += weight
                else:
                    self.missing.append(word)
                    self.open += weight / 2 * opens
                    self.other += weight * (not opens)
            opens = word in _OPEN or not word[0].isalnum()


def _is_in(word: str, there: Collection[str]) -> bool:
    """Whether the stem, or one that shortens it or that it shortens, is there: "auth" for "authentication"."""
    if word in there:
        return True
    pairs = (sorted((word, each), key=len) for each in there)
    return any(len(short) >= _SHORTENED and long.startswith(short) for short, long in pairs)


_WORDLESS = frozenset(FactKind) - {FactKind.QUOTE, FactKind.NEGATION, FactKind.LIMIT}
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD_OR_PAUSE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:()—–]")


def _prose(text: str, found: Sequence[Fact]) -> str:
    """`text` with 0 for its facts of one word or figure; what is quoted, limited or negated is prose too."""
    kept, at = [], 0
    for fact in found:
        if fact.kind in _WORDLESS and fact.start >= at:
            kept.append(text[at : fact.start])
            ending = _POSSESSIVE.match(text, fact.end)
            at = ending.end() if ending else fact.end
    return " 0 ".join((*kept, text[at:]))


def _without_noise(text: str) -> str:
    parts = heard(text)
    return " ".join(parts.parts[at].text for at in parts.live if parts.parts[at].core not in lexicon.TALK)
