"""Why this file exists: what a spec says nothing about is what its executor has to ask, so code knows what to look for.

The areas are those that a spec of any program may have to decide; each counts only where the spec speaks of things
that make it matter. Blind to areas that are decided in words of no list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from hybridtui.core.english.patterns import cues
from hybridtui.core.kinds import Kind


class Topic(IntEnum):
    """What a question is about; the value is how much hangs on the answer."""

    SCOPE = 5
    SECURITY = 4
    DATA = 3
    SCREEN = 2
    TECHNICAL = 1


@dataclass(frozen=True, slots=True)
class Area:
    """A field that a spec may have to decide: its `name` in rule ids, the `label` before an answer, and its question.

    It matters where an item `matters`, and is spoken of where one `decides`; where that is None, only an item of
    its `kind` does, which is also the kind of an answer.
    """

    name: str
    label: str
    topic: Topic
    kind: Kind
    question: str
    matters: re.Pattern[str]
    decides: re.Pattern[str] | None


_ACCESS = cues(
    r"\b<log(?:s|ged|ging)? sign(?:s|ed|ing)?>[- ]?<in on>\b|\blog[io]ns?\b",
    r"\b(?:auth|oauth|password|passphrase|credential|permission|oidc|saml)\w*|\b<roles? sso sessions? pins?>\b",
    r"\b<anonymous(?:ly)? publicly_available access>\b|\bwithout an? account\b|\bapi[- ](?:key|token)s?\b",
    r"\bonly\b[^.;]{0,60}\b<can may sees? change edit open accounts?>\b|\b<can may> only be\b",
)
_KEEPING = cues(
    r"\b(?:retain|retention|delet|eras|purg|archiv|expir|anonymi|encrypt|persist)\w*|\bback(?:ed|s)?[- ]?ups?\b",
    r"\b<keep keeps kept held>\b|\b(?:stor|sav)(?:e|es|ed|ing)\b[^.;]{0,40}\b<in into on to for at>\b|\bgdpr\b",
    r"\b<writes? written writing>\b[^.;]{0,30}\b<to into in>\b",
)

AREAS = (
    Area(
        "scope",
        "Out of scope",
        Topic.SCOPE,
        Kind.OUT_OF_SCOPE,
        "What is left out on purpose, so that nobody builds it?",
        cues(r"\w"),
        None,
    ),
    Area(
        "auth",
        "Access",
        Topic.SECURITY,
        Kind.REQUIREMENT,
        "Who may use it, and how does it know who they are?",
        cues(
            r"\b<members? customers? clients? accounts? admins? administrators? visitors? tenants? users teams?>\b",
            r"\b<websites? web browsers? endpoints? apis? servers? dashboards? portals? online shared uploads?>\b",
        ),
        _ACCESS,
    ),
    Area(
        "data",
        "Data kept",
        Topic.DATA,
        Kind.REQUIREMENT,
        "What data is kept, where, and for how long?",
        cues(
            r"\b(?:stor|sav|databas|upload|histor|customer|personal|e-?mail|record)\w*",
            r"\b<files? data logs? accounts? address(?:es)? photos? tables?>\b",
        ),
        _KEEPING,
    ),
    Area(
        "errors",
        "On errors",
        Topic.SCREEN,
        Kind.REQUIREMENT,
        "What happens when a step fails, and who is told?",
        cues(
            r"\b(?:upload|download|import|export|send|sent|fetch|sav|load|read|writ|pars|request|connect|pay|sync)\w*",
            r"\b(?:convert|receiv|deliver|submit|print|scan|measur|quer|call|install|updat)\w*",
        ),
        cues(
            r"\b(?:error|fail|invalid|reject|refus|retr(?:y|ie)|crash|offline|timeout|corrupt|bounc|malformed|alarm)\w*",
            r"\b<wrong missing broken unavailable unreachable fallback>\b|\b<is are goes> <down gone lost>\b",
            r"\b<times timed> out\b|\b<not never cannot can't couldn't without>\b[^.;]{0,30}\b<found network read>\b",
            r"\btried again\b|\bwithout (?:an? |the )?<servers? networks? connections? internet power>\b",
        ),
    ),
    Area(
        "limits",
        "Limits",
        Topic.TECHNICAL,
        Kind.CONSTRAINT,
        "How much must it bear: sizes, counts, times?",
        cues(
            r"\b(?:upload|import|export|request|quer|search|attach)\w*",
            r"\b<files? rows? records? photos? images? messages? results? jobs? queues? lists? users>\b",
        ),
        cues(r"\b(?:un)?limit(?:s|ed|less)?\b"),
    ),
)

_TOPICS = (
    (Topic.SCOPE, cues(r"\b(?:do|should|will|shall) we\b|\b<scope version phase support include audience which>\b")),
    (Topic.SECURITY, _ACCESS),
    (Topic.SECURITY, cues(r"\b(?:secur|privacy|private|encrypt|legal|licen[cs]|insur)\w*")),
    (Topic.DATA, _KEEPING),
    (Topic.DATA, cues(r"\b(?:databas|migrat|import|export)\w*|\b<data tables? columns? fields? records?>\b")),
    (
        Topic.SCREEN,
        cues(r"\b<screens? pages? buttons? colou?rs? messages? labels? fonts? layout shows? click keys? wording>\b"),
    ),
)


def topic(text: str) -> Topic:
    """What `text` is about, as its words tell; the gravest where it is about several."""
    return next((found for found, cue in _TOPICS if cue.search(text)), Topic.TECHNICAL)
