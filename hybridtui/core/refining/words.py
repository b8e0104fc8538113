"""Why this file exists: a faithful draft may only leave words out, and this says which ones it may.

A tiny model asked to shorten a sentence drops what matters. So code removes the noise, and of the rest only a closed
list of words is ever put to the model; everything else, known or not, is mandatory. The roles:

FILLER always goes. It is what is said by the way: hesitations, transcribers' marks, words said twice or begun and given
up, set phrases of speech ("you know", "to be honest"), discourse adverbs ("basically"), openers ("ok so"), "like" as a
pause or before a figure, and a connective that connects nothing. The lists are in `english.lexicon`, the surroundings
that each needs in `english.fillers`: "looks like" and "what kind of" stay.

    >>> roles("um so the import is, you know, basically slow beyond like 50 rows and")
    filler: um / so / you / know, / basically / like / and
    article: the
    mandatory: import / is, / slow / beyond / 50 / rows

OPTIONAL words add tone or repeat what a list of requirements says by being one. A lead-in ("it should also", "we want
to be able to") is one word; it may go only where a verb follows that can stand alone. The others are a connective that
opens the sentence, "also", "please", intensifiers, "just" and "already" behind a subject, and "yesterday", "recently".

    >>> roles("and it should really also print the labels, please check the very old printer")
    optional: and it should really also / please / very
    article: the / the
    mandatory: print / labels, / check / old / printer

ARTICLE: "a", "an", "the", "my", "our", "your". Everything else is MANDATORY.

What a deletion may never do, whichever of those words go:

- Leave a dangling fragment. The last word stays; so does a lead-in before fewer than two words, or none of content.

    >>> shortest("maybe we want it now")
    'Maybe we want it now'

- Take the main verb or its object. "I want", "there should be" and "it would be nice to have" are the verb of what they
  wish for; before "be" a lead-in has the subject. Pronouns as objects, and whatever no list knows, are MANDATORY.

    >>> shortest("so I want a small page, and we should also log the errors")
    'I want small page, and we should log errors'
    >>> shortest("it should be really fast")
    'It should be fast'
    >>> shortest("we need to delete it")
    'Delete it'

- Part a number from its unit or its measure, nor anything that counts from its article.

    >>> shortest("it should sync the 50 MB file twice a day for a month")
    'Sync the 50 MB file twice a day for a month'

- Flip a negation or change what it is said of: nothing in its scope, up to the end of the clause, goes but hesitation.

    >>> shortest("we should not really store the um passwords, please store the hashes")
    'We should not really store the passwords, store hashes'

- Open what is quoted, bracketed, linked or written as code, or touch a name, an abbreviation or an identifier.

    >>> shortest('it should say "the file is basically too big" (or the code, really)')
    'Say "the file is basically too big" (or the code, really)'

"I don't know" is decided by what follows. What is not known is an open question, and stays; nothing follows: it is
filler, as a sentence (`english.chatter`) or, as "I dunno", between pauses.

    >>> shortest("I don't know if the API allows that")
    "I don't know if the API allows that"
    >>> shortest("that is about, I dunno, ten euros")
    'That is about, ten euros'
    >>> says_nothing("hm, I don't know.")
    True
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
    in telegram style: plain English needs it. Which is which is told at the top of this file.
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
    if not found:
        return range(0)
    stop = start + found[0].count(" ") + 1
    rest = [part for i, part in enumerate(parts[stop:], start=stop) if i not in noise and not part.punctuation]
    content = [part for part in rest if part.core not in lexicon.STOP]
    if any(part.pauses for part in parts[start:stop]) or any(scope[start:stop]) or len(rest) < 2 or not content:
        return range(0)
    if rest[0].negates or rest[0].core in lexicon.STATES | _OBJECT_PRONOUNS:
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
