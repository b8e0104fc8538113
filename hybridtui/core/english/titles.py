"""Why this file exists: the heading that a note stands under is the best cue of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.english.patterns import cues
from hybridtui.core.kinds import Kind

_TITLE_WORDS = 7  # a longer heading is a sentence and names no section
_SECTION_WORDS = 3

_TITLES = (
    (
        Kind.OUT_OF_SCOPE,
        cues(
            r"\b(?:out of|not in|beyond) scope\b",
            r"\bnon-?goals?\b",
            r"\bnot (?:<now doing for_now needed included required>|in v\d)",
            r"\b<won't wont will_not don't do_not> <do have need build want>\b",
            r"^not (?:this|for this|before) <week month quarter year release version sprint>\b|\bwon'?t[- ]haves?\b",
            r"\b<someday parking_lot icebox skipped backlog excluded exclusions future deferred postponed>\b",
            r"^(?:skip|later)\b|\blater$|\bphase (?:2|two)\b|\b(?:nice[- ]to|could)[- ]haves?\b",
        ),
    ),
    (
        Kind.QUESTION,
        cues(
            r"(?<!resolved )(?<!answered )(?<!closed )\bquestions?\b",
            r"\b<unknowns? unclear unresolved not_sure to_figure_out tbd>\b",
            r"\b(?:to be|to) <decided? clarif(?:y|ied) determined>\b",
            r"\bopen <issues points items question stuff things>\b",
        ),
    ),
    (
        Kind.CONSTRAINT,
        cues(
            r"\b<constraints? limits? limitations? restrictions? rules guardrails assumptions? dependencies>\b",
            r"\b<security privacy compliance legal licen[cs]ing budget deadlines? timeline performance>\b",
            r"\bnon-?functional\b|\b(?:tech|technology) stack\b|\b(?:must|do) nots?\b|\bdon'?ts\b",
        ),
    ),
    (
        Kind.GOAL,
        cues(
            r"\b<goals? objectives? vision mission purpose aims? pitch why motivation outcomes?>\b",
            r"\bsuccess <criteria metrics?>\b|\b<the core main big rough> idea\b",
            r"\bwhat (?:is|are) (?:this|it|we (?:building|making))\b",
        ),
    ),
    (
        Kind.BACKGROUND,
        cues(
            r"\b<background context history status_quo current(?:ly)? today inspiration existing as[-_]is>\b",
            r"\b<references? resources links observations? problems? situation pain_points? attendees>\b",
            r"\b<lessons?_learn(?:ed|t) learnings what_we_know>\b",
        ),
    ),
    (
        Kind.REQUIREMENT,
        cues(
            r"\b<requirements? features? scope needs? functionality stories use_cases? to-?dos? tasks spec mvp>\b",
            r"\b<must should>[- ]haves?\b|\b<wish_?list v1 behaviou?rs? api ui ux endpoints? decisions?>\b",
            r"\bwhat it (?:does|should do)\b|\b<action_items deliverables?>\b",
        ),
    ),
)


def title_kind(title: str) -> Kind | None:
    """The kind that a heading names, if it names one; where it names several, the first in the table."""
    if len(title.split()) > _TITLE_WORDS:
        return None
    return next((kind for kind, cue in _TITLES if cue.search(title)), None)


def section_kind(headings: Sequence[str]) -> Kind | None:
    """The kind that `headings` (outermost first) give to what stands under them.

    The nearest heading decides; those above it only where they are nothing but the name of a section.
    """
    for depth, title in enumerate(reversed(headings)):
        if (kind := title_kind(title)) and (depth == 0 or len(title.split()) <= _SECTION_WORDS):
            return kind
    return None
