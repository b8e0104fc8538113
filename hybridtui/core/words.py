"""Why this file exists: a faithful draft may only leave words out, and this says which ones it may.

A tiny model asked to shorten a sentence drops what matters. So code removes the noise, and of the rest only a closed
list of words is ever put to the model; everything else, known or not, is mandatory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from hybridtui.core.english import lexicon
from hybridtui.core.english.chunks import Chunk, negated
from hybridtui.core.english.fillers import Heard, heard


class Role(Enum):
    """What may happen to a word.

    FILLER always goes and MANDATORY always stays. OPTIONAL is up for judgement. So is an ARTICLE, but only in a line
    in telegram style: plain English needs it.
    """

    FILLER = "filler"
    OPTIONAL = "optional"
    ARTICLE = "article"
    MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class Word:
    """A unit of a sentence that stays or goes as a whole.

    `text` is one whitespace-delimited chunk with its punctuation, or several joined by single spaces where only the
    whole can go ("so I want") or nothing inside may change (a code span). The words' texts, joined by spaces, are
    the sentence; only a comma behind noise stands apart, because it may be the only one between two clauses.
    """

    text: str
    role: Role


def classify(sentence: str) -> tuple[Word, ...]:
    """Every word of `sentence`, in order, with its role.

    Any subset of the OPTIONAL words and ARTICLEs may be left out without cutting a phrase in two: numbers keep their
    units, negations their scope, and quotes, brackets, code, names and identifiers stay as they are.
    """
    said = heard(sentence)
    parts, noise = said.parts, said.noise
    lead, optional = _lead_in(parts, noise), _optional(parts, noise)
    words: list[Word] = []
    if lead:
        optional -= set(lead)
    for index, part in enumerate(parts):
        if index in lead:
            if index == lead[-1]:
                words.append(Word(" ".join(parts[i].text for i in lead), Role.OPTIONAL))
            continue
        if index in noise and part.text.endswith(",") and len(part.text) > 1 and _joins(said, index):
            words += (Word(part.text[:-1], Role.FILLER), Word(",", Role.MANDATORY))
            continue
        article = Role.ARTICLE if part.core in lexicon.ARTICLES else Role.OPTIONAL
        role = Role.FILLER if index in noise else article if index in optional else Role.MANDATORY
        words.append(Word(part.text, role))
    return tuple(words)


def _joins(said: Heard, index: int) -> bool:
    """Whether the comma behind the noise at `index` parts what is said before it from what is said after it."""
    before = [at for at in said.live if at < index]
    return bool(before) and said.parts[before[-1]].core not in lexicon.STOP and index < said.live[-1]


_LEAD_IN = re.compile(rf"(?:(?:and|so|but|also|plus|then) )*(?:{'|'.join(lexicon.LEAD_INS)})(?= )")
_WISH = re.compile(rf"(?:(?:and|so|but|also|plus|then) )*(?:{'|'.join(lexicon.WISHES)})(?= )")
_LONGEST_LEAD_IN = 14
_DETERMINERS = lexicon.ARTICLES | {"this", "that", "these", "those", "one", "it", "them", "him", "her", "us", "me"}
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "it's", "that's", "there's", "this"})
_OBJECT_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those"})


def _lead_in(parts: Sequence[Chunk], noise: frozenset[int]) -> range:
    """The chunks of the phrase that merely leads into a requirement; empty where there is none or it must stay."""
    start = next((i for i in range(len(parts)) if i not in noise and not parts[i].punctuation), len(parts))
    end = start
    while end < min(len(parts), start + _LONGEST_LEAD_IN) and parts[end].plain and end not in noise:
        end += 1
        if parts[end - 1].pauses or parts[end - 1].locked:
            break
    cores = [part.core for part in parts[start:end]] + ["", ""]
    scope = negated(tuple(parts))
    found = _LEAD_IN.match(" ".join(cores))
    if not found and any(scope):
        found = _WISH.match(" ".join(cores))
    if not found:
        return range(0)
    stop = start + found[0].count(" ") + 1
    rest = [part for i, part in enumerate(parts[stop:], start=stop) if i not in noise and not part.punctuation]
    content = [part for part in rest if part.core not in lexicon.STOP]
    if any(part.pauses for part in parts[start:stop]) or any(scope[start:stop]) or len(rest) < 2 or not content:
        return range(0)
    if found[0].endswith(("want", "need", "would like", "love")) and "to" in [part.core for part in rest[:6]]:
        return range(0)  # "we need the app to queue": what would be left is no sentence
    if rest[0].negates or rest[0].core in _OBJECT_PRONOUNS or rest[0].core == "to":
        return range(0)
    return range(start, stop)


def _optional(parts: Sequence[Chunk], noise: frozenset[int]) -> set[int]:
    """The chunks that can each go alone."""
    live = [index for index in range(len(parts)) if index not in noise and not parts[index].punctuation]
    scope = negated(tuple(parts))
    found: set[int] = set()
    leading = True
    for at, index in enumerate(live[:-1]):
        part = parts[index]
        opens = at == 0 or all(i in found for i in live[:at])
        named = part.text[0].isupper() and not opens
        if part.plain and not part.locked and not scope[index] and not named and not part.shouted:
            around = [parts[i] for i in live[max(0, at - 3) : at]]
            if (leading and _leads(part, parts[live[at + 1]])) or _spare(part, around, parts[live[at + 1]]):
                found.add(index)
        leading = leading and index in found
    return found


def _leads(part: Chunk, following: Chunk) -> bool:
    """Whether a connective that opens the sentence says nothing."""
    if part.core == "so":
        return following.core not in lexicon.SO_COMPARES
    return part.core in ("and", "but", "also", "plus")


def _spare(part: Chunk, around: Sequence[Chunk], following: Chunk) -> bool:
    """Whether the sentence says the same without `part`; `around` are up to three words before it."""
    core, before = part.core, around[-1].core if around else ""
    if core in lexicon.ARTICLES:
        counted = any(word.counts or word.core in ("times", "per") for word in around)
        kept = lexicon.QUANTIFIED | {"own", "more", "less", "fewer", "other", "only", "right", "way", "most", "least"}
        if core in ("a", "an") and before in _BE:
            return False
        return not part.pauses and not counted and not following.counts and following.core not in kept
    if core in lexicon.INTENSIFIERS:
        fixed = lexicon.ARTICLES | {"first", "last", "same", "best", "well", "much", "few", "little", "many"}
        return not part.pauses and following.core not in fixed and not following.negates
    if core == "pretty":
        return before in lexicon.AUXILIARIES and not part.pauses
    if core == "just":
        open_before = before in (lexicon.SUBJECTS | lexicon.AUXILIARIES | {"to"}) - _BE
        limits = following.counts or following.core in _DETERMINERS | lexicon.STOP
        return open_before and not limits and not part.pauses
    if core == "already":
        return before in lexicon.SUBJECTS
    return core in lexicon.PAST_ADVERBS or core in ("also", "please")


# -- how kept words read ---------------------------------------------------------------------------------------------

# Read from the end backwards: that is linear, and a stop or "!" sees what stands before it. The stop of "e.g." and
# "etc." stays, as do "?!" and "!!".
_LOOSE_END = re.compile(r"(?:[\s,;:—–…-]|\.{2,}+|!(?![?!])|\.(?![.\s]|\w\.\w\b|cte\b))*+", re.IGNORECASE)
_ONLY_PAUSE = re.compile(r"[.,;:!?…]+$")
_DASH = re.compile(r"[—–-]+$")
_WORDLIKE = re.compile(r"[a-z][a-z'’-]*[,.;:!?…]*$|[a-z][.,;:!?…]*$")


def line(kept: Sequence[str]) -> str:
    """The draft line that the kept words make: loose punctuation tidied, a capital first, no full stop at the end.

    A first word that could be an identifier (digits, inner capitals, dots, code) keeps its case.
    """
    shown: list[str] = []
    for word in kept:
        if _ONLY_PAUSE.match(word) or _DASH.match(word):
            if not shown or shown[-1][-1:] in ",;:—–":
                continue
            if _ONLY_PAUSE.match(word):
                if shown[-1][-1] not in ".!?…":
                    shown[-1] += word
                continue
        shown.append(word)
    text = " ".join(shown).lstrip(" ,;:")
    text = _LOOSE_END.sub("", text[::-1], count=1)[::-1]
    first = text.split(maxsplit=1)[0] if text else ""
    return text[:1].upper() + text[1:] if _WORDLIKE.match(first) else text
