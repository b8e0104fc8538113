"""Why this file exists: much of what is dictated is about the dictating; such a sentence gives no item.

Closed classes decide, never topics: a sentence is dropped only if no word of it is unknown here. One number, name,
identifier or content word is enough to keep it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.chunks import Chunk, chunks
from hybridtui.core.fillers import fillers
from hybridtui.core.lexicon import ACKNOWLEDGEMENTS, FILLERS, HESITATIONS, OPENERS, STOP, TALK

_EMPTY = STOP | ACKNOWLEDGEMENTS | HESITATIONS | OPENERS | FILLERS
_LONGEST_TALK = 14
_QUESTION_WORDS = frozenset("who whom whose which what when where why how".split())
_DECIDES = frozenset("must should shall need want only never not".split())

_A_MOMENT = r"(?:(?:for )?(?:a|one|just a) (?:sec|second|moment|minute|bit))"
_TALKING = tuple(
    re.compile(pattern + "$")
    for pattern in (
        rf"(?:hang|hold) on(?: {_A_MOMENT})?(?: (?:let me|i need to|need to) think)?",
        rf"(?:just )?(?:give me )?{_A_MOMENT}",
        rf"(?:let me|i need to|need to|gotta) (?:think|see|check my notes)(?: (?:about|through) (?:it|this|that))?(?: {_A_MOMENT})?",
        r"(?:let me |i'll |i will )?(?:start|begin)(?: again| over)(?: again)?",
        r"(?:ok |so )*(?:where|what) (?:was|were) (?:i|we)(?: (?:at|saying|thinking|talking|going|doing|again|with|about|this|that|going to say))*",
        r"(?:what|anything|something|who|where) (?:else|next)(?: (?:do|did|is|was|are|have|can|should|could) .{1,24})?",
        r"(?:let's |let me |i'm |we're |we are |i am )?(?:moving|move) (?:on|along)(?: (?:then|now|to the next (?:one|thing|point|topic|item)))?",
        r"(?:the )?next(?: (?:thing|topic|one|up|point|item|bit|part))?",
        r"(?:i )?(?:got |was |am )?(?:distracted|sidetracked|interrupted|carried away|lost)(?: (?:there|again|for a (?:sec|second|moment|minute)))*(?: (?:so )?back to (?:it|this|that|the (?:point|topic|list|notes)))?",
        r"(?:getting |get |going |go |ok |so )*back(?: (?:to (?:it|this|that|the (?:point|topic|list|notes|thing))|on track))",
        r"(?:i'm|i am|ok i'm|and we're) back(?: now)?",
        r"(?:i think |i guess |i believe )?(?:that's|that is|that was|that should be|that'll be|this is) (?:pretty much |about |basically |probably )*(?:all|it|everything|enough)(?: (?:for (?:now|today|me)|i (?:have|had|got|can think of|wanted to say)|i've got|from me|so far|really|right now|folks|then|i think|i guess|about it))*",
        r"(?:i'll |i will |will |we'll )?(?:(?:write|add|think of|send|say|tell you|have|post|do|come up with) )?more(?: (?:on|about|of) (?:this|that|it))? (?:later|tomorrow|soon|another time)",
        r"(?:i'll |will |let's )?(?:come back|get back|circle back|return) to (?:this|that|it)(?: later| in a (?:sec|second|minute|moment|bit)| tomorrow)?",
        r"to be continued",
        r"(?:(?:i|i've|and i|i just) )?(?:lost|losing) my (?:train of thought|thread|place)",
        r"(?:i'm |i am |this is |sorry for |sorry about |excuse )?(?:just |all |a bit |the |my |me )*(?:rambling|thinking out loud|brain ?dump(?:ing)?|stream of consciousness|babbling|waffling|thinking aloud|rant(?:ing)?)(?: (?:here|now|again|a bit|but whatever))*",
        r"(?:please )?(?:bear|stay) with me(?: here)?",
        r"(?:ok |so |alright )*here (?:goes|we go|it goes|it is)(?: nothing)?",
        r"(?:first of all|for starters|in no particular order|off the top of my head|random thoughts?|quick note|note to self|side note|food for thought|just a thought|just thinking|brain dump)",
        r"is this (?:thing )?(?:on|recording|working)",
        r"(?:testing ?)+(?:one two(?: three)?)?",
        r"(?:(?:hi|hey|hello|dear|good (?:morning|afternoon|evening|day)) ?)+(?:(?:all|team|everyone|everybody|folks|there|guys|again|both|future me|self|me)\b ?)*",
        r"(?:many |ok |and )*(?:thanks|thank you|thx|cheers|ta)(?: (?:again|all|everyone|team|guys|so much|very much|a lot|a bunch|in advance|for (?:listening|reading|your (?:time|help|patience)|bearing with me|coming|joining|everything)))*",
        r"(?:best|kind regards|best regards|warm regards|regards|all the best|best wishes|sincerely|talk soon|talk later|speak soon|see you(?: (?:later|soon|tomorrow|then))?|bye(?: bye)?|goodbye|good night|ttyl|take care|over and out)(?: (?:all|everyone|for now))?",
        r"(?:have|enjoy) (?:a|your) (?:(?:good|great|nice|lovely) )?(?:day|one|weekend|evening|week)(?: (?:all|everyone))?",
        r"(?:i )?hope (?:that |this |it |you |you're |everyone |everyone's |everybody |all |is |are |'s |well |doing |good |makes sense|helps|this finds you well)+",
        r"(?:i )?(?:hope|guess|think) (?:that|this|it) (?:makes|made) (?:any )?sense(?: (?:so far|to you|at all|now))?",
        r"(?:(?:does|do) (?:that|this|it)|(?:that|this|it)) (?:make|makes) sense(?: (?:so far|to you|at all|to everyone))?",
        r"(?:i )?(?:keep|kept) (?:forgetting|losing my thread)",
        r"(?:i'm |i am )?(?:done|finished)(?: (?:for (?:now|today)|here|talking|rambling))?",
        r"(?:ok |so )*(?:what|how) (?:do|should|can) (?:i|we) (?:say|put|call) (?:it|this|that)",
        r"end of (?:notes|note|rant|ramble|brain ?dump|recording|message|transcript)",
    )
)


def says_nothing(sentence: str) -> bool:
    """Whether `sentence` has no content: only noise, acknowledgement, greeting or talk about the talking itself."""
    parts = chunks(sentence)
    noise = fillers(parts)
    live = [part for i, part in enumerate(parts) if i not in noise and not part.punctuation]
    cores = [part.core for part in live]
    if not cores:
        return True
    if any(part.locked or not part.plain for part in live):
        return False
    spoken = " ".join(cores)
    if any(pattern.match(tail) for pattern in _TALKING for tail in _tails(cores)):
        return True
    if any(_is_name(part, at) for at, part in enumerate(live)) or any(part.counts for part in live if part.core != "one"):
        return False
    if "?" in sentence and len(cores) > 3 and _QUESTION_WORDS & set(cores) and not TALK & set(cores):
        return False
    if set(cores) <= {"no", "nope", *ACKNOWLEDGEMENTS, *OPENERS} or not (_DECIDES & set(cores) or _negates(live)):
        return set(cores) <= _EMPTY or (len(cores) <= _LONGEST_TALK and set(cores) <= _EMPTY | TALK and bool(spoken))
    return False


def _tails(cores: Sequence[str]) -> list[str]:
    """The sentence, and what is left of it behind its opening words."""
    at = 0
    tails = [" ".join(cores)]
    while at < len(cores) - 1 and cores[at] in ACKNOWLEDGEMENTS | OPENERS | {"so", "and", "but", "now", "just", "oh", "then"}:
        at += 1
        tails.append(" ".join(cores[at:]))
    return tails


def _is_name(part: Chunk, at: int) -> bool:
    return at > 0 and part.text[0].isupper() and part.core not in _EMPTY


def _negates(live: Sequence[Chunk]) -> bool:
    return any(part.negates and part.core not in ("no", "nope") for part in live)
