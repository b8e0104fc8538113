"""Why this file exists: a line that lost its verb is a topic and no statement; such lines are counted, always alike.

An item is a fragment where its source has a main verb and the item has lost it. The procedure, on words alone:

0. Hesitations, transcribers' marks, comments on the talking itself ("I mean", "you know", "I guess") and beginnings of
   up to three words that were marked as given up are no part of the source.
1. A word is a verb where it can be one by its form (the lists below: auxiliaries, plain and irregular forms; endings
   -s and -ed of a listed verb; -ed of any word) and where what stands before it does not make it a noun or an adjective
   (articles, possessives, numbers, prepositions, some adjectives). A plain form must open a clause, follow a pronoun or
   a plural, or have an article or a pronoun behind it; a form in -s or -ed must not open one.
2. Auxiliaries, semi-modals ("needs to", "is going to", "want to") and the verb behind them are one group, whose verb is
   the last one; a form of "be" or "have" that no participle follows is the verb itself.
3. A verb behind "if", "because", "which", "that" and the like belongs to their clause. The main verb is the first one
   that does not; where there is none, an item cannot lose it.
4. The item has kept it if it has the word, or one of the same stem.

Limits: English, and neither parser nor tags. Of 40 sentences drawn at equal distances from `labels.documents` and the
rated sentences (8 of each; most of the first document's had been seen before), 34 came out right by hand (the main
verb, or that there is none). In 6 a noun was taken for the verb ("**Export formats**: ..."); 5 of these have no verb at
all, so that can only add to the count. No verb was passed over for nothing, but unlisted ones would be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.english import lexicon
from hybridtui.core.english.stems import stem, words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BE_OR_HAVE = _set(
    "is are am was were be been being has have had having isn't aren't wasn't weren't hasn't haven't hadn't it's that's"
    " there's i'm we're you're they're he's she's what's here's who's where's i've we've they've you've"
)
_AUXILIARIES = _BE_OR_HAVE | _set(
    "do does did don't doesn't didn't can could will would shall should must may might can't couldn't won't wouldn't"
    " shouldn't mustn't cannot i'll we'll it'll they'll you'll i'd we'd they'd you'd let's gonna gotta wanna"
)
_CATENATIVE = _set("want wants need needs have has had going like love supposed able ought hoping trying used")
"""Before "to" these say how much a verb is meant, and it is the verb."""
_BASE = _set(
    """
    accept add adopt agree aim allocate allow appear apply approve ask assume attend avoid become begin believe block
    book break bring build burn buy call cancel capture care carry catch change charge check choose clean click close
    collect come compare complete complicate configure contain continue control convert copy cost count cover crash
    create cut decide default define delete depend deploy design detect discover discuss display dispute do download
    drop email enable end endorse enqueue ensure errored evolve exclude exist expand expect explain export extend
    extract fail fall feel fetch fill filter find finish fix follow forget gather generate get give go group guess
    hammer handle happen hate have hear help hide hold ignore imagine import improve include insert invite join keep
    kill know label lack land last learn leave let like limit link list listen live load lock log look lose love make
    mandate mark match mean meet merge migrate miss move need notify occur offer open own outputs page paste pay pipe
    play poll prefer prevent print process provide publish pull push put queue raise reach read record redirect reduce
    refresh reject release remember remind remove rename render replace report request require resolve respond restart
    retry return return revisit rotate round run save say scan search see seem select send separate serve set share
    ship show sign sit skip solve sort spin split start stay stop store stream submit suggest support surprise swap
    sync tag take talk tell test think throw touch track try turn type understand unlock update upgrade upload use
    usurp validate value wait want warn watch wear whistle win wonder work worry write
    """
)
_IRREGULAR = _set(
    "began broke brought built bought caught chose came did drew drove fell felt found forgot froze gave went got had"
    " heard hid held kept knew left lost made meant met paid ran said saw sold sent shook sat spoke spent stood took"
    " told thought threw understood wore won wrote"
)
_PAST = _IRREGULAR | _set("based built used called named given known driven written")
_ASKING = _set("who whom whose which what when where why how")
_SUBORDINATORS = _ASKING | _set("if because 'cause cause while since although though unless whether whereas")
_PREPOSITION_OR_NOT = _set("as before after until since than once")
"""Before a pronoun these open a clause."""
_DETERMINERS = lexicon.ARTICLES | _set("it them this these those all every each")
_COORDINATORS = _set("and or but then so")
_ADVERBS = _set(
    "not also just really already never always still probably maybe even only often usually eventually now please all"
    " both currently then too very quite so"
)
_PRONOUNS = _set("i we you they it he she this that these those who everyone nobody people users there one")
_PREPOSITIONS = _set("in of on at by for with from into onto over under per via without about between against during")
_NOT_A_VERB = _PRONOUNS | _ADVERBS | _DETERMINERS | _set("no to something anything nothing everything being during")
_NOUN_AHEAD = lexicon.ARTICLES | (lexicon.NUMBER_WORDS - {"once", "twice"}) | _PREPOSITIONS | _set(
    "his her its their these those each every no any some as new old own other same next last first small big large bad"
    " good more most many few single full main specific clean static fast raw"
)  # fmt: skip
_STEMS = frozenset(map(stem, _BASE))
_LONGEST_GROUP = 8
_STOPS = _set(". ; : ! ? — –")
_PAUSES = _STOPS | {",", "("}
_NO_WORD = re.compile(
    r"\{\w+\}|\b(?:re|auto|pre|un)-(?=\w)|\b(?:uh|um|er|erm|hmm|mm|oh)\b"
    r"|\b(?:i mean|you know|i guess|i suppose|let's see|(?:sort|kind) of)(?! (?:that|if|wh\w+|how)\b)",
    re.IGNORECASE,
)
"""Transcribers' marks, prefixes that leave a verb the verb it is, hesitations, and comments on the talking itself."""
_BEGUN = re.compile(r"(?:^|(?<=[.,;?!]))(?:\W*[\w'’]+){1,3}\s*\{disfmarker\}(?=.*\w)", re.DOTALL)
"""A beginning of up to three words that was given up, with something else after it."""
_PIECE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?()—–]")


def fragment(source: str, item: str) -> bool:
    """Whether `item`, made from the sentence `source`, has lost its main verb."""
    verb = main_verb(source)
    return bool(verb) and stem(verb) not in set(map(stem, _whole(words(item))))


def main_verb(sentence: str) -> str:
    """The main verb as it stands in the sentence, lower case; "" where none is found."""
    pieces = [
        match[0].casefold().replace("’", "'") for match in _PIECE.finditer(_NO_WORD.sub("", _BEGUN.sub("", sentence)))
    ]
    asks = "?" in pieces
    owed = at = 0
    while at < len(pieces):
        if pieces[at] in _STOPS:
            owed = 0
        elif _subordinates(pieces, at, asks):
            owed += 1
        elif _is_verb(pieces, at):
            verb, at = _group(pieces, at)
            if not owed:
                return verb
            owed -= 1
        at += 1
    return ""


def _whole(found: Sequence[str]) -> list[str]:
    """The words, and what an auxiliary says without the subject that it has run into: "it's" has an "is"."""
    return [*found, *(word.rpartition("'")[1] + word.rpartition("'")[2] for word in found)]


def _subordinates(pieces: Sequence[str], at: int, asks: bool) -> bool:
    opens = _opens(pieces, at)
    if pieces[at] == "that":  # "that broke it", "that data", "the one that broke it"
        return not opens and at + 1 < len(pieces) and pieces[at - 1] not in _PREPOSITIONS
    if pieces[at] in _PREPOSITION_OR_NOT:
        return at + 1 < len(pieces) and pieces[at + 1] in _PRONOUNS
    return pieces[at] in _SUBORDINATORS and not (asks and pieces[at] in _ASKING)


def _opens(pieces: Sequence[str], at: int) -> bool:
    return at == 0 or pieces[at - 1] in _PAUSES


def _is_verb(pieces: Sequence[str], at: int) -> bool:
    """Whether a group of verbs begins here."""
    word, before = pieces[at], pieces[at - 1] if at else ""
    if word in _AUXILIARIES:
        return True
    if before in _NOUN_AHEAD or before == "to" or not word.isalpha():
        return False
    opens = _opens(pieces, at) or before in _COORDINATORS or before in _ADVERBS
    if word in _BASE | _CATENATIVE:
        orders = opens or (at + 1 < len(pieces) and pieces[at + 1] in _DETERMINERS)
        return (orders and word != "like") or before in _PRONOUNS or before.endswith("s")
    if _opens(pieces, at) or before in _COORDINATORS:
        return False
    return word in _IRREGULAR or (word[-1] in "sd" and stem(word) in _STEMS) or (word.endswith("ed") and len(word) > 4)


def _group(pieces: Sequence[str], at: int) -> tuple[str, int]:
    """The verb of the group that begins here, and where it stands."""
    verb, place = pieces[at], at
    bare = verb in _AUXILIARIES - _BE_OR_HAVE
    full = verb not in _AUXILIARIES
    following = at + 1
    while following < min(len(pieces), at + _LONGEST_GROUP):
        word = pieces[following]
        to = pieces[following + 1 : following + 2] == ["to"]
        if word == "to" and (pieces[following - 1] in _CATENATIVE or pieces[following - 1] in _BE_OR_HAVE):
            bare, full = True, False
        elif full or not (word[0].isalnum()) or word in _SUBORDINATORS:
            break
        elif word in _AUXILIARIES or (word in _CATENATIVE and to):
            verb, place = word, following
            bare = word not in _BE_OR_HAVE
        elif word not in _NOT_A_VERB and _ends_group(word, pieces[following - 1], bare):
            return word, following
        elif not (word in _ADVERBS or word.endswith("ly") or word in _PRONOUNS or bare):
            break
        following += 1
    return verb, place


def _ends_group(word: str, before: str, bare: bool) -> bool:
    """Whether a word in a group of verbs is its last: behind a modal (`bare`) a plain form, else a participle."""
    if word.endswith("ly"):
        return False
    if bare:
        return word in _BASE or before in _AUXILIARIES | _ADVERBS | {"to"} or before.endswith("ly")
    return word.endswith(("ed", "ing")) or word in _PAST
