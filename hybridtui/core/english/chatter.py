"""Why this file exists: much of what is dictated is about the dictating; such a sentence gives no item.

Closed classes decide, never topics: a sentence is dropped only if no word of it is unknown here, or if all of it is one
of the set phrases below. One number, name, identifier or content word is enough to keep it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.english.chunks import Chunk
from hybridtui.core.english.fillers import heard
from hybridtui.core.english.lexicon import ACKNOWLEDGEMENTS, FILLERS, HESITATIONS, OPENERS, STOP, TALK
from hybridtui.core.english.patterns import cues
from hybridtui.core.english.stutters import broken_off

_EMPTY = STOP | ACKNOWLEDGEMENTS | HESITATIONS | OPENERS | FILLERS
_LONGEST_TALK = 20  # words; nobody talks longer than that about nothing at all without naming something
_QUESTION_WORDS = frozenset({"who", "whom", "whose", "which", "what", "when", "where", "why", "how"})
_DECIDES = frozenset({"must", "should", "shall", "need", "want", "only", "never", "not"})
_BARE_NO = frozenset({"no", "nope"}) | ACKNOWLEDGEMENTS | OPENERS
_INTRODUCES = ACKNOWLEDGEMENTS | OPENERS | {"so", "and", "but", "now", "just", "oh", "then"}
_LONGEST_NAME = 3

_CLAUSE_END = re.compile(r"(?:[,;]|\s[–—-]|\.{3}|…)\s+")

_A_MOMENT = r"(?:for )?(?:a|one|just a) <sec second moment minute bit>"
_ASIDES = cues(
    rf"<hang hold> on(?: {_A_MOMENT})?(?: <let_me i_need_to need_to> think)?",
    rf"(?:just )?(?:give me )?{_A_MOMENT}",
    rf"<let_me i_need_to need_to gotta> <think see check_my_notes>(?: <about through> <it this that>)?"
    rf"(?: {_A_MOMENT})?",
    r"(?:<let_me i'll i_will> )?<start begin>(?: again| over)+",
    r"<where what> <was were> <i we>(?: <at saying thinking talking going doing again with about this that to say>)*",
    r"<what anything something who where> <else next>(?: <do did is was are have can should could> .{1,24})?",
    r"(?:<let's let_me i'm we're we_are i_am> )?<moving move> <on along>"
    r"(?: <then now to_the_next>(?: <one thing point topic item>)?)?",
    r"(?:the )?next(?: <thing topic one up point item bit part>)?",
    r"(?:i )?(?:<got was am> )?(?:distracted|sidetracked|interrupted|carried away|lost)"
    rf"(?: there| again| {_A_MOMENT})*(?: (?:so )?back to <it this that>)?",
    r"(?:<getting get going go> )*back (?:on track|to (?:it|this|that|the <point topic list notes thing>))",
    r"<i'm i_am we're> back(?: now)?",
    r"(?:<i_think i_guess i_believe> )?<that's that_is that_was that_should_be that'll_be this_is>"
    r" (?:<pretty_much about basically probably> )*<all it everything enough>"
    r"(?: <for_now for_today for_me i_have i_had i_got i_can_think_of i_wanted_to_say i've_got from_me so_far really"
    r" right_now folks then i_think i_guess about_it>)*",
    r"(?:<i'll i_will will we'll> )?(?:<write add say tell_you have post do come_up_with> )?more"
    r"(?: <on about of> <this that it>)? <later tomorrow soon another_time>",
    r"(?:<i'll i_will will let's> )?<come get circle go> back to <this that it>"
    r"(?: <later tomorrow in_a_sec in_a_minute in_a_bit>)?",
    r"to be continued|(?:<i i've i_just> )?<lost losing> my <train_of_thought thread place>",
    r"(?:<i'm i_am this_is sorry_for sorry_about excuse> )?(?:<just all a_bit the my me> )*"
    r"<rambling thinking_out_loud thinking_aloud brain_?dump(?:ing)? stream_of_consciousness babbling waffling ranting>"
    r"(?: <here now again a_bit>)*",
    r"sorry <for about> (?:<the my this all_the> )?(?:<long messy quick late> )?"
    r"<wall_of_text rambling ramble e-?mail message note mess noise typos interruption rant brain_?dump>(?: .{0,80})?",
    r"(?:please )?<bear stay> with me(?: here)?",
    r"here (?:goes|we go|it goes)(?: nothing)?",
    r"<first_of_all for_starters in_no_particular_order off_the_top_of_my_head random_thoughts? quick_note>",
    r"<note_to_self side_note food_for_thought just_a_thought just_thinking brain_?dump>",
    r"is this (?:thing )?<on recording working>|testing(?: testing)*(?: one two(?: three)?)?",
    r"(?:i )?<hope guess think> <that this it> <makes made> (?:any )?sense(?: <so_far to_you at_all now>)?",
    r"(?:(?:does|do) )?<that this it> makes? sense(?: <so_far to_you at_all to_everyone>)?",
    r"(?:i )?hope"
    r"(?: <that this it you you're everyone everyone's all is are well doing good okay makes sense helps>)+",
    r"(?:i )?<keep kept> <forgetting losing_my_thread>",
    r"(?:<i'm i_am> )?<done finished>(?: <for_now for_today here talking>)?",
    r"<what how> <do should can> <i we> <say put call> <it this that>",
    r"(?:i )?(?:<really just still honestly> )?(?:<don't_know do_not_know dunno>)(?: <yet really exactly either>)?",
    r"(?:i )?got it|makes sense|(?:i )?<gotta got_to have_to need_to> <go run>",
    r"end of <notes note rant ramble brain_?dump recording message transcript>",
)
"""Whole sentences about the talking, behind any opening words."""

_COURTESIES = cues(
    r"(?:<hi hey hello dear good_morning good_afternoon good_evening good_day>\b ?)+"
    r"(?:<all team everyone everybody folks there guys again both future_me self me>\b ?)*",
    r"(?:many )?<thanks thank_you thx cheers ta>"
    r"(?: <again all everyone team guys so_much very_much a_lot a_bunch in_advance>"
    r"|(?: for (?:<listening reading coming joining everything bearing_with_me>|your <time help patience>)))*",
    r"<best kind_regards best_regards warm_regards regards all_the_best best_wishes sincerely over_and_out take_care>",
    r"<talk speak see_you> <soon later>|see you(?: <tomorrow then>)?",
    r"<bye bye_bye goodbye good_night ttyl>(?: <all for_now>)?",
    r"<have enjoy> <a your> (?:<good great nice lovely> )?<day one weekend evening week>(?: <all everyone>)?",
)
"""Greetings, thanks and signatures, without the name that may follow."""


def says_nothing(sentence: str, listed: bool = False) -> bool:
    """Whether `sentence` has no content: only noise, acknowledgement, courtesy or talk about the talking itself.

    Nobody writes a list to say nothing: plain small words are content in a `listed` sentence ("what did you do").
    """
    clauses = [clause for clause in _CLAUSE_END.split(sentence) if clause.strip()]
    if len(clauses) > 1 and all(_says_nothing(clause, listed) for clause in clauses):
        return True
    return _says_nothing(sentence, listed)


def _says_nothing(sentence: str, listed: bool) -> bool:
    said = heard(sentence)
    live = [said.parts[index] for index in said.live]
    cores = [part.core for part in live]
    if not cores or len(cores) > _LONGEST_TALK:
        return not cores
    if _is_courtesy(live):
        return True
    if any(part.locked or not part.plain for part in live):
        return False
    if any(_ASIDES.fullmatch(rest) for rest in _behind_openers(cores)):
        return True
    if listed and not set(cores) <= ACKNOWLEDGEMENTS | HESITATIONS | OPENERS:
        return False
    if broken_off(said.parts) and {part.core for part in live if not part.negates} <= _EMPTY | TALK:
        return True
    return set(cores) <= _EMPTY | TALK and not _has_content(sentence, live)


def _has_content(sentence: str, live: Sequence[Chunk]) -> bool:
    """Whether something beside the plain meaning of the words asks to be kept: a name, number, question, decision."""
    said = {part.core for part in live}
    if any(at > 0 and part.text[0].isupper() and part.core not in _EMPTY for at, part in enumerate(live)):
        return True
    if any(part.counts and part.core != "one" for part in live):
        return True
    if "?" in sentence and len(live) > 3 and said & _QUESTION_WORDS and not said & TALK:
        return True
    return not said <= _BARE_NO and bool(said & _DECIDES or any(part.negates for part in live))


def _is_courtesy(live: Sequence[Chunk]) -> bool:
    """Whether it is a greeting, thanks or a signature, with the name of whom it is for or from."""
    for length in range(min(_LONGEST_NAME, len(live) - 1) + 1):
        head, name = live[: len(live) - length], live[len(live) - length :]
        named = all(part.text[0].isupper() and part.plain for part in name)
        if named and _COURTESIES.fullmatch(" ".join(part.core for part in head)):
            return True
    return False


def _behind_openers(cores: Sequence[str]) -> list[str]:
    """The sentence, and what is left of it behind each of its opening words."""
    start = 0
    while start < len(cores) - 1 and cores[start] in _INTRODUCES:
        start += 1
    return [" ".join(cores[at:]) for at in range(start + 1)]
