"""Why this file exists: below 1B parameters code, not the model, decides of which kind a sentence is.

Strong cues (deferral, an explicit question, a prohibition or a limit) outweigh the heading, the heading outweighs the
weak cues, and a sentence that nothing tells apart is a requirement. The cues are words that carry mood, time and
negation, not topics; they are looked for in what was said once the noise is gone.
"""

from __future__ import annotations

import re

from hybridtui.core.english.fillers import heard
from hybridtui.core.english.patterns import cues
from hybridtui.core.english.titles import section_kind
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import Sentence

_TAG = re.compile(r"\b(?:right|yeah|ok|okay|you know)\s*\?\W*$", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|(?<!_)_++(?!\w)")
_SUBORDINATE = re.compile(
    r",? (?:because|since|'?cause|which|that|who|where|when|if|so that)\b.*", re.IGNORECASE | re.DOTALL
)

_WANTED = "<need want care_about bother support build>"
_NOT = "<don't dont do_not doesn't doesnt does_not didn't did_not won't wont will_not wouldn't would_not>"
_MODAL_NOT = r"(?:<must may shall should can could will do does is are>(?: not|n't)|can't|won't|cannot|cant|dont|wont)"
_HARM = (
    "<touch break leave leak store send share expose exceed change modify use keep delete lose overwrite log take cost"
    " require depend contain include show be access happen rely couple ship block talk rename>"
)
_ROUND = "<version release round phase iteration sprint mvp>"
_LATER_WORDS = "<later eventually someday some_day one_day in_v2 for_v2 in_phase_2 in_phase_two>"

DEFERS = cues(
    r"\bout[- ]of[- ]scope\b|\bnot in scope\b|\bnon-?goal\b",
    r"\bnot (?:right )?now\b|\bnot (?:yet|today)$",
    rf"\bnot (?:for|in|part of) (?:v\d|mvp|(?:the|this) (?:(?:first|initial) )?{_ROUND})",
    r"\b(?:not|isn't|aren't|no) (?:a )?<priority needed necessary required urgent>\b",
    r"\bno need (?:for|to)\b|\bnever <gonna going_to> happen\b",
    r"^(?:we |i )?(?:<will can let's could should> )?(?:just )?"
    r"<skip forget ignore defer postpone park punt_on leave_out>\b",
    r"\b<can could should will> (?:probably )?(?:wait|come later|be <done added handled> later)\b",
    rf"\b<maybe perhaps probably eventually> (?:{_LATER_WORDS}|in the future|in a later)\b",
    rf"\b{_NOT} (?:<really actually even necessarily> )?{_WANTED}\b",
    rf"\b{_NOT} think (?:that )?<we it they i you> (?:really )?<need want should have_to>\b",
    rf"\b(?:first|initial) {_ROUND}\b.*\bno\b|\bno\b.*\b(?:first|initial) {_ROUND}\b",
    rf"\bno \w+(?: \w+)? in (?:v1|version 1|{_ROUND})\b|\bfor later\b|\bnot\b.*\byet$|\b<parked shelved>\b",
    rf"\b{_LATER_WORDS}$|\bnext <version release quarter year>$|\b<nice cool great good> to have$",
    r"\b<cool nice great lovely good neat>\b.*\bbut (?:not|only later|later|that's later|skip|can wait)",
    r"^(?:maybe )?(?:later|eventually|someday|one day|in the future|down the (?:line|road)|long term|phase 2|v2)\b",
    r"\b<some_other another a_later a_future the_next> <time day version release phase>\b",
)
"""Not to be built, or not now."""

_AMOUNT = (
    r"(?:[$€£]?\d|(?:the )?end of|a hundred|half"
    r"|<one two three four five six seven eight nine ten twelve twenty thirty fifty>"
    r"|<monday tuesday wednesday thursday friday saturday sunday christmas next_week next_month next_friday>"
    r"|<january february march april june july august september october november december>)"
)
_LIMITS = cues(
    rf"\b{_MODAL_NOT} (?:\w+ ){{0,2}}{_HARM}\b",
    r"(?:^|[,;:] |\b<so and please> )<don't dont do_not>"
    r" (?!<think know have see care mind want need really get like forget>)",
    r"^<nothing nobody no_one none> <may must can should shall>\b|, <ever never>\b|^no \w+ .*\bever$",
    r"\bonly <have got has>\b|\b<must has_to have_to needs_to> fit\b",
    r"\b<must_not mustnt not_allowed forbidden prohibited under_no_circumstances no_more_than no_later_than>\b",
    r"^never\b|\b<must should can may we it> never\b",
    r"(?<!one )\b<at_most up_to max maximum min minimum at_least under below within less_than fewer_than by before>\b"
    rf"(?: of)?\W*(?:<about around roughly the> )?{_AMOUNT}",
    rf"\b<until over above>\W+{_AMOUNT}",
    r"\b<deadline due_by due_on budget gdpr hipaa soc_?2 pci compliant comply regulation regulatory>\b",
    r"\b<retention encrypted encryption licen[cs]ed>\b",
    r"\b<legal security compliance lawyers? management finance it_department>"
    r" <said says asked wants? requires? insists? needs? demands? told>\b",
    r"^(?:\w+\W+){0,4}only\b(?! \w+ (?:remote|ones?)\b)",
    r"\bread[- ]only\b|\bonly <from for by with via on in if when admins? members one>\b|\b(?:offline|internal) only\b",
    r"\bno <external third[-_]party new extra additional cloud tracking cookies downtime internet network vendor>\b",
    r"\bno <database backend javascript server more_than>\b",
    r"^no (?!idea|problem|need|matter|worries|one|longer|wonder)\w+(?: <or and> \w+| \w+){0,2}(?:,? please)?$",
    r"\b<has have needs? must should> (?:to )?<run work stay be fit live>\b.*"
    r"\b<offline on-prem(?:ise)?s? locally in_the_eu accessible backwards?[-_]compatible idempotent compatible_with>\b",
)
"""Prohibitions, limits, deadlines, and what law and security demand."""

_ASKING = "<who whom whose what which where when why how>"
_VERB = (
    "<is are am was were do does did can could should would will shall may might has have must isn't aren't don't"
    " doesn't can't shouldn't won't wouldn't>"
)
_ASKS = cues(
    rf"\b{_ASKING}\b[^?]*\?",
    rf"(?:^|[,;:—–-]\s*|\b<so and but or also then>\s+){_VERB}\s+\w[^?]*\?",
    r"\bor (?:not|what|is it)\?|\b(?:right|correct|ok)\?",
    r"\b<should_we do_we can_we could_we shall_we does_it is_it>\b[^?]*\?",
    r"^<not_sure unsure unclear unknown undecided no_idea no_clue tbd open_question question>\b",
    r"\b<haven't hasn't havent not> <decided settled agreed figured_out>\b",
    r"^(?:and |but )?<who whose how_many how_much how_often>\b",
    r"^(?:i wonder|wondering|(?:i )?(?:don't know|dunno))\b|\bneed to <decide find_out figure_out clarify>\b",
    r"\b(?:tbd|to be decided|to decide|<decide check ask find_out figure_out> (?:if|whether)|whether (?:we|to))\b",
)
"""A question, with or without its mark; a mark alone may stand behind a hedged statement."""

_HEDGED = re.compile(r"\b(?:i think|maybe|probably|or so|or something|ish)\W*\?+\W*$", re.IGNORECASE)

_AIMS = cues(
    r"^(?:<the our my main overall whole big rough basic core general key> ){1,3}"
    r"<goal idea point aim purpose vision objective plan>\b",
    r"\b<goal aim purpose vision objective idea point dream> (?:is|here is|of this|would be)\b",
    r"^(?:so |and )*(?:i|we) (?:want|wanna|would like|would love) (?!to (?:be able|also)\b)"
    r"(?:to <build make create write have start>|<a an some something this people users the>)\b",
    r"^(?:so |and )*(?:i'd|we'd) (?:like|love) (?:to <build make create write have>|<a an some something>)\b",
    r"^<i'm we're we_are i_am> <building making planning creating aiming hoping trying>\b|^ideally\b",
    r"\bso that <we i people users everyone customers they the_team>\b",
    r"^(?:rough |new |another )?idea\b|^imagine\b",
)

_ACTS = (
    "<add allow ask build cache call change check clean convert copy count create default define delete detect"
    " display email enable export fetch filter fix generate give group handle hide highlight import include keep"
    " let limit link list load log make mark merge move notify offer parse pick print provide put read record"
    " redirect remember remove rename replace retry return run save scan search send set show sort split start"
    " stop store support sync tell test track update upload use validate warn write>"
)
_DEMANDS = cues(
    r"\b<must shall should needs?_to has_to have_to needs? gotta ought_to required? supports? make_sure ensure>\b",
    rf"^(?:<please then also and so just maybe probably let's don't_forget_to remember_to> )*{_ACTS}\b",
    r"\b<users? admins? people customers? everyone members? it they you we teams?> <can could will get_to>\b",
)

_TELLS = cues(
    r"\b<currently right_now today these_days at_the_moment nowadays yesterday previously historically used_to>\b",
    r"\blast <time week month year night quarter sprint summer spring winter fall>\b",
    r"\b(?:<years? months? weeks? days?> ago|recently|so far|in the past)\b",
    r"\b<we they i people everyone users customers team> <already always usually often keep keeps still>\b",
    r"\bkeeps? \w+ing\b",
    r"\b<current existing old legacy present> <tool system process app setup way version solution one>\b",
    r"\b<was were had did took broke went came got said told tried used made lost spent asked happened failed>\b",
    r"\b<crashed built wrote started decided saw found thought kept gave ran sent met called>\b",
    r"\b(?:i|we|they|he|she|it|who) (?:\w+ly )?\w{3,}ed\b",
    r"\b<is it's are they're that's> (?:\w+ )?"
    r"<a_mess annoying painful terrible slow broken horrible a_pain messy awful confusing tedious a_nightmare>\b",
)
"""What was or is."""


def kind_of(sentence: Sentence) -> Kind:
    """The kind of the item that `sentence` gives."""
    titled = section_kind(sentence.headings)
    if sentence.verbatim:
        return titled or Kind.REQUIREMENT
    text = _spoken(sentence.text)
    bare = text.rstrip(".!… ")
    if DEFERS.search(bare):
        return Kind.OUT_OF_SCOPE
    if _asks(text):
        return Kind.QUESTION
    if titled not in (Kind.OUT_OF_SCOPE, Kind.BACKGROUND) and _LIMITS.search(bare):
        return Kind.CONSTRAINT
    return titled or _mood(bare)


def _spoken(text: str) -> str:
    """The sentence without noise and emphasis; a tag ("right?") still makes it a question."""
    said = heard(text)
    kept = " ".join(part.text for index, part in enumerate(said.parts) if index not in said.noise)
    spoken = _EMPHASIS.sub("", kept.replace("’", "'")).strip(" ,;:")
    return f"{spoken}?" if _TAG.search(text) and not spoken.endswith("?") else spoken


def _asks(text: str) -> bool:
    if _ASKS.search(text):
        return True
    return text.rstrip("\"')” ").endswith("?") and not _HEDGED.search(text)


def _mood(text: str) -> Kind:
    """The kind by the weak cues. What follows "because" or "that" tells nothing about the main clause."""
    if _AIMS.search(text):
        return Kind.GOAL
    if not _DEMANDS.search(text) and _TELLS.search(_SUBORDINATE.sub("", text)):
        return Kind.BACKGROUND
    return Kind.REQUIREMENT
