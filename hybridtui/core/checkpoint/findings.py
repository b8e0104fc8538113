"""Why this file exists: everything the checkpoint and `lint` have to say is one kind of value, whoever found it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hybridtui.core.spec import text_hash
from hybridtui.core.trace.record import Waiver

if TYPE_CHECKING:
    from hybridtui.core.notes.blocks import Span


class Severity(StrEnum):
    """How much a finding weighs. Errors end `lint` with exit code 1; warnings do under `--strict`."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"
    QUESTION = "question"


class Group(StrEnum):
    """What a finding is about; the order is that of the checkpoint."""

    CONFLICT = "conflict"
    SECRET = "secret"
    CREEP = "creep"
    LINT = "lint"
    QUESTION = "question"


class Document(StrEnum):
    """The text in which a finding stands."""

    SPEC = "spec"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the spec that would answer a finding: `text` in the place of the characters of `span`."""

    label: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that deserves the human's judgement.

    `rule` is the id of what found it ("L1", "S4", "added", "secret", "conflict"). `message` says what is wrong and
    `fix` what to do about it, both in plain text that may quote the notes. `span` is where it stands in `document`, in
    characters, end exclusive, and `words` are the text there. `item` is the id of the spec item, `sentence` the key of
    the sentence of the notes it is about; either may be empty. `edits` are what code can do about it.
    """

    rule: str
    group: Group
    severity: Severity
    message: str
    span: Span
    words: str
    item: str = ""
    sentence: str = ""
    fix: str = ""
    edits: tuple[Edit, ...] = ()
    document: Document = Document.SPEC

    def waiver(self, reason: str) -> Waiver:
        """What keeps this finding away for as long as its item has its words."""
        return Waiver(self.rule, self.item, text_hash(self.words), reason)


def unwaived(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """The findings that no waiver answers."""
    answered = {(each.rule, each.item, each.hash) for each in waivers}
    return tuple(each for each in findings if (each.rule, each.item, text_hash(each.words)) not in answered)
