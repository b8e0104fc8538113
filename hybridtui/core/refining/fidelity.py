"""Why this file exists: a model that writes freely invents, and its line is shown only if it can stand for the note.

There is no judge but rules, so they are strict where they are sure (figures, names, identifiers, negations) and lenient
where they are not (words). A line that is turned down costs nothing but its wording: the same sentence is then cut
down instead. Negations and words of grammar are English; in other languages only the rest of the check works.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hybridtui.core.english.counts import counted
from hybridtui.core.english.cues import kind_of
from hybridtui.core.english.negations import Negation, negations, unanswered
from hybridtui.core.english.opposites import opposites
from hybridtui.core.english.stems import stem, words
from hybridtui.core.facts import Fact, FactKind, absent, facts, shown
from hybridtui.core.glyphs import visible
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import Sentence
from hybridtui.core.refining import wording

LONGER, SLACK = 1.2, 3
"""A result has at most 1.2 times the words of its source and three more: "The system must" may be put before a note
in telegram style. What is longer says something else, or has begun to loop."""


def problems(source: str, result: str) -> tuple[str, ...]:
    """What speaks against letting `result` stand for `source`, each in words a person can check; empty: it may.

    `source` is the text of the sentences that the result was made from, `result` one line. The rules:

    - Form: one line, not empty, no control characters, not longer than `LONGER` and `SLACK` allow.
    - Facts (see `core.facts`): each of the result's is in the source, and each of the source's in the result; no thing
      that one number counts in the source is counted by another in the result.
    - Negations: each is said of the same words in both, and is of the same sort ("only" is not "not").
    - Sense: no word has become its opposite (`english.opposites`), no "maybe" or question a decision, nor the reverse.
    - Words: see `core.refining.wording`.

    The notes and the result appear in the problems as they are written: plain text, not to be read as markup.
    """
    if form := _form(source, result):
        return (form,)
    said, says_now = facts(source), facts(result)
    return (
        *_facts(source, result, said, says_now),
        *_counts(source, result),
        *_negations(source, result),
        *_turned(source, result),
        *_certainty(source, result),
        *_asking(source, result),
        *wording.problems(source, result, said, says_now),
    )


def _form(source: str, result: str) -> str:
    if not result.strip():
        return "is empty"
    if visible(result) != result:
        return "has control characters"
    if len(result.strip().splitlines()) > 1:
        return "takes more than one line"
    count, most = len(result.split()), int(LONGER * len(source.split())) + SLACK
    return f"has {count} words, the note has {len(source.split())}" if count > most else ""


def _facts(source: str, result: str, said: Sequence[Fact], says_now: Sequence[Fact]) -> Iterator[str]:
    lost, new = _told(absent(said, result, says_now)), _told(absent(says_now, source, said))
    for kind, value in new:
        was = next((each for each in lost if each[0] is kind and _alike(kind, each[1], value)), None)
        if was:
            lost.remove(was)
            yield f"says {shown(kind, value)}, the note says {shown(*was)}"
        else:
            yield f"says {shown(kind, value)}, which the note does not"
    for kind, value in lost:
        yield f"leaves out {shown(kind, value)}"


def _told(found: Sequence[Fact]) -> list[tuple[FactKind, str]]:
    """Each fact once; a limit goes without saying where its figure is told of."""
    figures = {each.value for each in found if each.kind is FactKind.NUMBER}
    told = [each for each in found if each.kind is not FactKind.LIMIT or each.value.split(" ", 2)[2] not in figures]
    return list(dict.fromkeys((each.kind, each.value) for each in told))


def _alike(kind: FactKind, one: str, other: str) -> bool:
    """Whether one of two facts of a kind may be the other gone wrong: figures share the number or the unit."""
    if kind is not FactKind.NUMBER:
        return True
    return one.split()[0] == other.split()[0] or one.split()[1:] == other.split()[1:]


def _counts(source: str, result: str) -> Iterator[str]:
    """Numbers that have changed places: "3 admins and 7 users" for "7 admins and 3 users"."""
    there = counted(source)
    for thing, numbers in counted(result).items():
        if thing in there and not numbers & there[thing]:
            yield f"counts {min(numbers)} where the note counts {min(there[thing])} ({thing})"


def _negations(source: str, result: str) -> Iterator[str]:
    said, says_now = negations(source), negations(result)
    for sort in sorted({each.sort for each in says_now}):
        now, then = (sum(each.sort == sort for each in found) for found in (says_now, said))
        if now > then:
            yield f'says "{sort}" in {now} places, the note in {then}'
    for each in unanswered(says_now, said, source):
        yield f'says "{_words_of(result, each)}", which the note does not'
    for each in unanswered(said, says_now, result):
        yield f'does not say "{_words_of(source, each)}", as the note does'


def _turned(source: str, result: str) -> Iterator[str]:
    """Words whose opposite the source has in their place: "keep" for "delete"."""
    known, shown = (set(map(stem, words(text))) for text in (source, result))
    for word in dict.fromkeys(words(result)):
        if stem(word) not in known and (turned := [each for each in opposites(stem(word), known) if each not in shown]):
            was = next(each for each in words(source) if stem(each) == turned[0])
            yield f'says "{word}", the note says "{was}"'


def _certainty(source: str, result: str) -> Iterator[str]:
    said, says_now = set(words(source)), set(words(result))
    if (unsure := said & _UNSURE) and not says_now & _OPEN_TO_DOUBT and "?" not in result:
        yield f'is sure, the note says "{min(unsure)}"'
    if (unsure := says_now & _UNSURE) and not said & _OPEN_TO_DOUBT and "?" not in source:
        yield f'says "{min(unsure)}", the note is sure'


def _asking(source: str, result: str) -> Iterator[str]:
    asked = "?" in source and kind_of(Sentence("", 0, len(source), source)) is Kind.QUESTION
    if asked and "?" not in result and not _UNDECIDED.intersection(words(result)):
        yield "answers what the note asks"
    if "?" in result and "?" not in source:
        yield "asks what the note says"


_UNDECIDED = frozenset({"whether", "decide", "undecided", "unclear", "unknown", "question", "ask", "clarify", "tbd"})
_UNSURE = frozenset({"maybe", "perhaps", "probably", "possibly", "might"})
_OPEN_TO_DOUBT = _UNSURE | {
    "could",
    "may",
    "likely",
    "optional",
    "optionally",
    "consider",
    "guess",
    "think",
    "tentative",
}


def _words_of(text: str, negation: Negation) -> str:
    return " ".join(text[negation.start : negation.end].split()).rstrip(".,;:!?")
