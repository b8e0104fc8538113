"""Why this file exists: "dark mode, but not now" must not come back as a requirement for dark mode.

People rule things out in a clause of its own ("parked", "skip it", "maybe in v2") which names nothing: then what was
said before it is meant, be it in the same sentence or in the one before. A clause that names something ("PDF later")
rules out that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.english.cues import DEFERS
from hybridtui.core.english.patterns import cues
from hybridtui.core.english.stems import content, stem, words
from hybridtui.core.remembering import remembered

_LATER = re.compile(r" later$", re.IGNORECASE)
_SHORT = 5
_HAPPENS = re.compile(
    r"\b(?:is|are|was|be|can|could|will|would|must|should|may|has|have|if|when|it|them|us) (?:\w+ ){0,12}later$",
    re.IGNORECASE,
)
"""In a longer clause "later" may say when something happens ("if it is gone, it keeps them and sends them later")."""

_NOT_THAT = re.compile(r"\s*(?:and |but )?not (?:the|a|an|any|those|these|that|this)\b", re.IGNORECASE)
"""How a whole sentence, or what follows another no, says no to what it names: "No. Not the names, not the rooms." """

_CLAUSE = re.compile(
    r"[,;:()]+|\s[–—-]+\s|(?<=[.!?…])\s+|\b(?:but|because|since|otherwise|so that|although|though)\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:(?:and|so|or|oh|ok|okay|well|hmm|um|uh|yeah|then|also|just|please|honestly|actually|maybe|let's|lets|i'd say"
    r"|i would say|i think|we|i|can|could|should|would|will|we'll|i'll|we'd|i'd|rather)\s+)+",
    re.IGNORECASE,
)
_THAT = "(?: <it that this them those these the_whole_thing the_idea>)?"
_THEN = (
    r"(?: <for_now for_the_moment for_later for_today right_now at_the_moment this_time this_round this_year"
    r" until_later entirely completely altogether for_this_one for_v1>)?"
)
_PERIOD = (
    "<start beginning pilot launch moment trial project version release phase round year month quarter season spring"
    " summer autumn winter term budget future>"
)
_REFUSES = cues(
    r"^<no nope nah never later someday eventually not_now not_yet not_today not_anymore no_way no_thanks>"
    rf"{_THEN}$",
    r"^<skip forget drop leave park kill cut scrap ditch shelve ignore table postpone defer omit>(?: about)?"
    rf"{_THAT}(?: out| off| alone| be| aside)?{_THEN}$",
    r"^<skip park forget shelve scrap postpone defer> <it that this them those these>\b",
    r"^<leave keep save> <it that this them those these> (?:\w+ )?<for until> (?:\w+ )?"
    r"<later next another v2 v3 phase year version release future>\b",
    r"^(?:<definitely certainly absolutely probably really surely> )?not"
    r"(?: <really for_now for_us for_me yet now today this_time at_all this_one here again>)*$",
    r"^(?:<i we> )?<don't_think_so let's_not don't_bother no_need no_thanks rather_not better_not>$",
    r"^no (?!<more less fewer later longer matter one problem idea doubt wonder worries>)\w+$",
    r"^no (?:\w+ ){1,3}<for_now yet this_time at_first for_the_moment>$",
    rf"\bnot <for in at during before until> (?:<the this our my a> )?(?:<first initial current> )?{_PERIOD}\b",
    rf"\bnext {_PERIOD}$|\b<at_some_point one_day later_maybe off_the_table>$|^(?:\w+ )?comes? later$",
    r"\bfor (?:a |the )?<another_day another_time next_year next_season v2 version_two version_2 future>\b",
    r"\bfor <phase_two phase_2>\b",
    r"\b(?:a|an) <phase version>[ -]<two 2 three 3> <thing topic matter story feature>\b",
    r"\btoo <much early soon big complicated complex expensive> for\b|^<that's that_is it's that_would_be it_would_be>"
    r" (?:<way far much> )?too <much early soon big complicated complex expensive>$",
    r"^<let's lets> not\b|^nobody <needs wants asked_for uses>\b|\bdecided against\b|^against <it that this>$",
    r"\bstays? <out away>$|\bleave (?:\w+ ){1,4}<out aside off alone>$|\bnot <planned part_of_it part_of_this>\b",
    r"^(?:<and but so> )?<we i> <won't will_not> <have do>\b",
    r"^<parked shelved postponed deferred dropped scrapped rejected skipped cut excluded>\b",
    r"\b<is are was were stays stay been gets be> <parked shelved postponed deferred dropped scrapped excluded>\b",
    r"\bnot in (?:this|my|our) \w+$|\bnot in (?:the|a) (?:\w+ )?<version release phase round scope cut plan>\b",
    r"\bnot (?:this|for this) <time round year quarter release version month>\b",
    r"\b<not aren't isn't won't never>(?: \w+){0,2} <building doing planning including supporting adding offering"
    r" implementing bothering tackling>\b",
    r"\b<won't will_not not_going_to don't_plan_to no_plans_to> (?:\w+ )?"
    r"<build do add include support offer implement>\b",
    r"\b<maybe perhaps possibly probably> (?:(?:for|in|after|at|as|with) )?(?:the |a |an |some )?(?:\w+ ){0,2}"
    r"<later next someday eventually v2 v3 version phase launch future year>\b",
    r"\b<another some_other a_different> <day time year>\b|\bdown the <road line>\b",
    r"\bback ?burner\b|\bon (?:ice|hold)\b",
    r"\b<in for after until> (?:a |the )?<v2 v3 phase_2 phase_two version_2 version_two second_version later>\b",
    r"\b<said say says saying> no\b|\b<rather would_rather> not\b|\bnot worth\b|\bno to (?:that|this)\b",
    r"\bnice[- ]to[- ]have\b|\bwish ?list\b|\bcan wait\b|\bout for now\b|\bno <need point> <for to in>\b",
)
"""A clause that rules something out, beside the cues by which a whole sentence is one that does."""


def _stems(listed: str) -> frozenset[str]:
    return frozenset(map(stem, listed.split()))


_PRAISE = _stems(
    "idea nice cool good great lovely fun love interesting someone somebody nah nope said say says tell told ask asked"
    " thanks always think"
)
"""Stems of the words that bring an idea up; they do not name it."""

_REFUSALS = _PRAISE | _stems(
    "skip forget drop leave park kill cut scrap ditch shelve ignore table postpone defer omit parked later now scope"
    " version v1 v2 v3 phase release round launch plan planning year month quarter next future day time today yet need"
    " want build building do doing maybe perhaps eventually someday wait first initial priority hold road line way"
    " point moment start beginning pilot trial project season term budget come another let keep put please thing much"
    " early soon planned part lifetime life worth rather include including support supporting add adding offer offering"
    " bother exclude reject out"
)
"""Stems of the words by which things are ruled out; in a clause that does so, they do not name what."""

_BACK = 3
"""Sentences: "Gift cards? No. Skip it." means what was named that far back at most."""


_Clauses = tuple[tuple[frozenset[str], bool], ...]


def put_off(sentences: Sequence[str]) -> tuple[frozenset[str], ...]:
    """For each of the sentences, which follow one another, the stems of what in it is ruled out or deferred."""
    found = [_clauses(sentence) for sentence in sentences]
    scopes: list[set[str]] = [set() for _ in found]
    for at, clauses in enumerate(found):
        named: set[str] = set()
        for own, refused in clauses:
            if not refused:
                named |= own
            else:
                scopes[at] |= own if own - named else named
        if any(refused for _, refused in clauses):
            meant = _meant(found, at)
            if meant and _named(clauses) <= frozenset().union(*(_named(found[back]) for back in meant)):
                for back in meant:
                    scopes[back] |= _named(found[back])
    return tuple(map(frozenset, scopes))


def _meant(found: Sequence[_Clauses], at: int) -> list[int]:
    """The sentences that a bare no in sentence `at` may be said to: the last one that names something.

    Where that names one thing only ("They always ask for it"), also the one before it.
    """
    meant: list[int] = []
    for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
        if named := _named(found[back]):
            meant.append(back)
            if len(named) > 1:
                break
    return meant


def only_refuses(sentence: str) -> bool:
    """Whether the sentence rules something out and does not name it: "Not now." """
    clauses = _clauses(sentence)
    return any(refused for _, refused in clauses) and not _named(clauses)


def _named(clauses: _Clauses) -> frozenset[str]:
    return frozenset().union(*(own for own, _ in clauses))


@remembered(16_384)  # notes are looked through anew after each edit, and most sentences are what they were
def _clauses(sentence: str) -> _Clauses:
    """The clauses: what each names, and whether it rules something out."""
    found: list[tuple[frozenset[str], bool]] = []
    denying = True
    for clause in _CLAUSE.split(sentence.replace("’", "'")):
        if words(clause):
            refused = rules_out(clause) or (denying and _NOT_THAT.match(clause) is not None)
            found.append((frozenset(content(clause)) - (_REFUSALS if refused else _PRAISE), refused))
            denying = refused
    return tuple(found)


@remembered(4096)
def rules_out(clause: str) -> bool:
    """Whether the clause says that something is not to be built, or not now."""
    bare = clause.replace("’", "'").strip(" \t\r\n.!?…*_\"'“”-–—>")
    if len(bare.split()) > _SHORT and _HAPPENS.search(bare):
        bare = _LATER.sub("", bare)
    return any(_REFUSES.search(each) or DEFERS.search(each) for each in {bare, _OPENING.sub("", bare)})
