"""Why this file exists: below 1B parameters code, not the model, decides of which kind a sentence is.

Two tables do: titles that name a kind, and cues in the words. A strong cue (an explicit question, "not now", "must
not") outweighs the heading, the nearest heading that names a kind outweighs the weak cues, and a sentence that
nothing tells apart is a requirement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.chunks import chunks
from hybridtui.core.fillers import fillers
from hybridtui.core.kinds import Kind
from hybridtui.core.notes import Sentence

_TITLE_WORDS = 7
_SECTION_WORDS = 3
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _rule(kind: Kind, *patterns: str) -> tuple[Kind, re.Pattern[str]]:
    return kind, _any(*patterns)


_TITLES = (
    _rule(
        Kind.OUT_OF_SCOPE,
        r"\b(?:out of|not in|beyond) scope\b", r"\bnon-?goals?\b", r"\bnot (?:now|doing|for now|needed|included|required|in v\d)",
        r"\b(?:won't|wont|will not|don't|do not) (?:do|have|need|build|want)\b", r"\b(?:someday|parking lot|icebox|skipped)\b|^(?:skip|later)\b|\blater$",
        r"\b(?:future|deferred|postponed|phase (?:2|two)|nice[- ]to[- ]haves?|could[- ]haves?|backlog|exclu(?:ded|sions))\b",
    ),
    _rule(
        Kind.QUESTION,
        r"(?<!resolved )(?<!answered )(?<!closed )\bquestions?\b", r"\bunknowns?\b", r"\b(?:to be|tbd|to) (?:decided?|clarif(?:y|ied)|determined)\b", r"^tbd\b", r"\bunclear\b",
        r"\bto figure out\b", r"\bnot sure\b", r"\bunresolved\b", r"\bopen (?:issues|points|items|question)\b",
    ),
    _rule(
        Kind.CONSTRAINT,
        r"\bconstraints?\b", r"\blimit(?:s|ations?)?\b", r"\b(?:security|privacy|compliance|legal|licen[cs]ing|budget|deadlines?|timeline)\b",
        r"\bnon-?functional\b", r"\brules\b", r"\brestrictions?\b", r"\bperformance\b", r"\b(?:tech|technology) stack\b", r"\bguardrails\b",
        r"\bassumptions?\b", r"\bdependencies\b", r"\b(?:must|do) nots?\b", r"\bdon'?ts\b",
    ),
    _rule(
        Kind.GOAL,
        r"\b(?:goals?|objectives?|vision|mission|purpose|aims?|pitch|why|motivation|outcomes?|success (?:criteria|metrics?))\b",
        r"\b(?:the|core|main|big|rough) idea\b", r"\bwhat (?:is|are) (?:this|it|we (?:building|making))\b", r"\bproblem (?:to solve|we solve)\b",
    ),
    _rule(
        Kind.BACKGROUND,
        r"\b(?:background|context|history|status quo|current(?:ly)?|today|inspiration|existing|as[- ]is|references?|resources|links)\b",
        r"\b(?:the )?(?:observation|problems?|situation|pain points?|lessons? learn(?:ed|t)|learnings|what we know|attendees|who is who)\b",
    ),
    _rule(
        Kind.REQUIREMENT,
        r"\b(?:requirements?|features?|scope|must[- ]haves?|should[- ]haves?|needs?|functionality|stories|user stories|use cases?|to-?dos?|tasks)\b",
        r"\b(?:what it (?:does|should do)|wish ?list|mvp|v1|behaviou?rs?|api|ui|ux|endpoints?|decisions?|action items|in scope|deliverables?|spec)\b",
    ),
)  # fmt: skip
"""Titles by the kind they name, the first match deciding."""

_ASKS = r"(?:who|whom|whose|what|which|where|when|why|how)"
_VERB = r"(?:is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|might|has|have|must|isn't|aren't|don't|doesn't|can't|shouldn't|won't|wouldn't)"

_LATER = _any(
    r"\bout[- ]of[- ]scope\b", r"\bnot in scope\b", r"\bnot (?:right )?now\b", r"\bnot (?:yet|today)$", r"\bnot (?:for|in|part of) (?:v\d|version \d|the (?:mvp|first|initial)|mvp|phase (?:1|one)|this (?:version|release|round|phase|iteration|sprint))",
    r"\b(?:not|isn't|aren't|no) (?:a )?(?:priority|needed|necessary|required|urgent)\b",
    r"\bno need (?:for|to)\b", r"\bnon-?goal\b", r"^(?:we |i )?(?:will |can |let's |could |should )?(?:just )?(?:skip|forget(?: about)?|ignore|defer|postpone|park|punt on|leave out)\b",
    r"\b(?:can|could|should|will) (?:wait|come later|be (?:done|added|handled) later|probably wait)\b", r"\b(?:maybe|perhaps|probably|eventually|some day|someday) (?:later|someday|some day|one day|in (?:v2|the future|a later))",
    r"\b(?:do|does|did|would|will)(?:n't| not) (?:really |actually |even |necessarily )?(?:need|want|care about|bother|support|build)\b", r"\bwon't (?:do|build|support|need|have|be doing)\b",
    r"\b(?:dont|wont|doesnt) (?:really )?(?:need|want|care about|bother|build)\b",
    r"\b(?:later|eventually|someday|in v2|for v2|in phase 2|phase two|next (?:version|release|quarter|year))$", r"\b(?:nice|cool|great|good) (?:to have|one day|someday)$",
    r"\b(?:cool|nice|great|lovely|good|neat)\b.*\bbut (?:not|later|only later|that's later|skip|can wait)",
    r"^(?:maybe )?(?:later|eventually|someday|one day|in the future|down the (?:line|road)|long term|phase 2|v2)\b",
    r"\b(?:some other|another|a later|a future|the next) (?:time|day|version|release|phase)\b",
)  # fmt: skip
"""Strong cues that something is not to be built, or not now."""

_LIMITS = _any(
    r"\b(?:must|may|shall|should|can|could|will|do|does|is|are)(?: not|n't) (?:\w+ ){0,2}(?:touch|break|leave|leak|store|send|share|expose|exceed|change|modify|use|delete|lose|overwrite|log|take|cost|require|depend|contain|show|be|access|happen|rely|hammer|couple|ship|block|talk)\b",
    r"\b(?:must not|mustn't|may not|not allowed|forbidden|prohibited|under no circumstances|no more than|no later than|not more than|not before)\b",
    r"\b(?:cannot|cant|dont) (?:touch|break|leave|leak|store|send|share|expose|change|modify|use|delete|lose|overwrite|exceed|log)\b",
    r"^never\b|\b(?:must|should|can|may|we|it) never\b",
    r"\b(?:at most|up to|max(?:imum)?|min(?:imum)?|at least|under|below|within|less than|fewer than|no more than|by|before|until|over|above)\b(?: of)?\W*(?:about |around |roughly |like |the end of )?(?:[$€£]?\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|a hundred|half|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|christmas|next (?:week|month|friday)|end of)",
    r"\b(?:deadline|due|budget|gdpr|hipaa|soc ?2|pci|compliant|comply|regulation|regulatory|licen[cs]ed|retention|encrypted|encryption)\b",
    r"\b(?:legal|security|compliance|the lawyers?|our lawyers?|management|finance) (?:said|says|asked|wants?|requires?|insists?|needs?|demands?|told)\b",
    r"^(?:\w+\W+){0,4}only\b(?! \w+ (?:remote|ones?)\b)", r"\b(?:read[- ]only|only (?:from|for|by|with|via|on|in|if|when|admins?|members|one)|offline only|internal only)\b",
    r"\bno (?:external|third[- ]party|new|extra|additional|cloud|tracking|cookies|downtime|internet|network|vendor|database|backend|javascript|server|more than)\b",
    r"\b(?:has|have|needs?|must|should) (?:to )?(?:run|work|stay|be|fit|live)\b.*\b(?:offline|on-prem(?:ise)?s?|on premises?|locally|in the eu|inside|accessible|backwards?[- ]compatible|idempotent|compatible with)\b",
)  # fmt: skip
"""Strong cues of a constraint: prohibitions, limits, deadlines, what law and security demand."""

_FIRM_QUESTION = re.compile(
    rf"\b{_ASKS}\b[^?]*\?|(?:^|[,;:—–-]\s*|\b(?:so|and|but|or|also|then)\s+){_VERB}\s+\w[^?]*\?|\b(?:or (?:not|what|is it)|right|correct|ok)\?"
    rf"|^(?:not sure|unsure|unclear|unknown|undecided|no idea|need to (?:decide|find out|figure out|clarify|check|ask)|(?:still )?to be decided|tbd|open question|"
    rf"question|i wonder|wondering|i don't know|i dunno|dunno|don't know|no clue)\b|\b(?:should we|do we|can we|could we|does it|is it|shall we)\b[^?]*\?|\b(?:tbd|to be decided)\b",
    re.IGNORECASE,
)
_HEDGED_ANSWER = re.compile(r"\b(?:i guess|i suppose|i think|maybe|probably|or so|or something|ish|right|yeah|ok)\W*\?+\W*$", re.IGNORECASE)

_WEAK = (
    _rule(
        Kind.GOAL,
        r"^(?:(?:the|our|my|main|overall|whole|big|rough|basic|core|general|key) ){1,3}(?:goal|idea|point|aim|purpose|vision|objective|plan)\b", r"\b(?:goal|aim|purpose|vision|objective) (?:is|here|of|would be)\b",
        r"^(?:so |and |ok |basically )*(?:i|we) (?:want|wanna|would like|'d like|'d love|would love) (?!to (?:be able|also)\b)(?:to (?:build|make|create|write|have|start)|a|an|some|something|this|people|users|the)\b",
        r"^(?:i'd|we'd) (?:like|love) (?:to (?:build|make|create|write|have)|a|an|some|something)\b", r"^(?:i'm|we're|we are|i am) (?:building|making|planning|creating)\b",
        r"\bso that (?:we|i|people|users|everyone|customers|they|the team)\b", r"\bthe (?:idea|point|goal|whole point|dream) is\b", r"^(?:rough |new |another )?idea\b", r"^imagine\b",
    ),
    _rule(
        Kind.REQUIREMENT,
        r"\b(?:must|shall|should|needs? to|has to|have to|need|needs|gotta|ought to|required?|supports?|make sure|ensure)\b",
        r"^(?:please |then |also |and |so |just |maybe |probably |let's |don't forget to |remember to )*(?:add|allow|ask|build|cache|call|change|check|clean|convert|copy|count|create|default|define|delete|detect|display|email|enable|export|fetch|filter|fix|generate|give|group|handle|hide|highlight|import|include|keep|let|limit|link|list|load|log|make|mark|merge|move|notify|offer|parse|pick|print|provide|put|read|record|redirect|remember|remove|rename|replace|retry|return|run|save|scan|search|send|set|show|sort|split|start|stop|store|support|sync|tell|test|track|update|upload|use|validate|warn|write)\b",
        r"\b(?:users?|admins?|people|customers?|everyone|members?|it|they|you|we|teams?) (?:can|could|will|get to)\b",
    ),
)  # fmt: skip

_PAST = _any(
    r"\b(?:currently|right now|today|these days|at the moment|nowadays|yesterday|last (?:time|week|month|year|night|quarter|sprint|summer|spring|winter|fall)|previously|historically|used to|years? ago|months? ago|weeks? ago|recently|so far|in the past)\b",
    r"\b(?:we|they|i|people|everyone|users|customers|support|the team|team) (?:already|always|usually|often|keep|keeps|still|constantly|mostly)\b", r"\bkeeps? \w+ing\b", r"\bkeep (?:getting|having|losing|asking|forgetting|complaining|running|seeing)\b",
    r"\b(?:was|were|had|did|didn't|wasn't|weren't|took|broke|went|came|got|said|told|tried|used|made|lost|spent|asked|complained|happened|failed|crashed|built|wrote|started|decided|saw|found|thought|kept|gave|ran|pasted|sent|met|called)\b",
    r"\b(?:i|we|they|he|she|it|who|that|which|[A-Z]\w+) (?:\w+ly )?\w{3,}ed\b", r"\b(?:is|it's|are|they're|that's) (?:\w+ )?(?:a mess|annoying|painful|terrible|slow|broken|horrible|a pain|messy|awful|confusing|tedious|a nightmare)\b",
)  # fmt: skip
_SUBORDINATE = re.compile(r",? (?:because|since|'?cause|which|that|who|where|when|if|so that)\b.*", re.IGNORECASE)


def kind_of(sentence: Sentence) -> Kind:
    """The kind of the item that `sentence` gives."""
    titled = _titled(sentence.headings)
    if sentence.verbatim:
        return titled or Kind.REQUIREMENT
    text = _spoken(sentence.text)
    bare = text.rstrip(".!… ")
    if _LATER.search(bare):
        return Kind.OUT_OF_SCOPE
    if _asks(text):
        return Kind.QUESTION
    if titled not in (Kind.OUT_OF_SCOPE, Kind.BACKGROUND) and _LIMITS.search(bare):
        return Kind.CONSTRAINT
    return titled or _first(_WEAK, bare) or (Kind.BACKGROUND if _tells(bare) else Kind.REQUIREMENT)


def title_kind(title: str) -> Kind | None:
    """The kind that a heading names, if it names one. A long heading is a sentence and names none."""
    return _first(_TITLES, title) if len(title.split()) <= _TITLE_WORDS else None


def _titled(headings: Sequence[str]) -> Kind | None:
    """The nearest heading decides; those above it only where they are nothing but the name of a section."""
    for depth, title in enumerate(reversed(headings)):
        if (kind := title_kind(title)) and (depth == 0 or len(title.split()) <= _SECTION_WORDS):
            return kind
    return None


def _spoken(text: str) -> str:
    """The sentence without noise and emphasis: what the cues are looked for in."""
    parts = chunks(text.replace("’", "'"))
    noise = fillers(parts)
    words = " ".join(part.text for index, part in enumerate(parts) if index not in noise)
    return _EMPHASIS.sub("", words).lstrip(" ,;:").strip()


def _first(rules: Sequence[tuple[Kind, re.Pattern[str]]], text: str) -> Kind | None:
    return next((kind for kind, pattern in rules if pattern.search(text)), None)


def _asks(text: str) -> bool:
    """Whether the sentence is a question: asked as one, or marked as one and not merely a hedged statement."""
    if _FIRM_QUESTION.search(text):
        return True
    return text.rstrip("\"')” ").endswith("?") and not _HEDGED_ANSWER.search(text)


def _tells(text: str) -> bool:
    """Whether the main clause tells what was or is; what follows "because" or "that" says nothing about it."""
    return _PAST.search(_SUBORDINATE.sub("", text)) is not None
