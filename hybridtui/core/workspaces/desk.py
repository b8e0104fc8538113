"""Why this file exists: what the workbench opens with is there before anything that works on it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from hybridtui.core.config import Config

if TYPE_CHECKING:
    from hybridtui.core.errors import HybridError
    from hybridtui.core.ports import Claim, Documents, Journal


class Document(NamedTuple):
    """A text file as the editor sees it: lines joined by "\\n", and how to write it back.

    `lines` are the file's lines with their own endings, as last read or written, so that an edit changes the endings
    of no other line. `bom` tells whether it began with a byte order mark. Bytes that are not UTF-8 stand in `text` as
    lone surrogates (surrogateescape) and are written back as they were. `conflicts` counts those that the latest save
    put into the text, because another program had changed the same words.
    """

    path: str
    text: str
    lines: tuple[str, ...] = ()
    bom: bool = False
    exists: bool = False
    conflicts: int = 0


class Desk(NamedTuple):
    """What the workbench opens with: the documents as loaded, the settings and their faults.

    `files` saves them. `journal` gives the journal of the document at a path; who has no `claim` only reads. `enlist`
    puts the workspace on the list of those that were opened: it takes a while, and raises `HybridError`. `unkept` says
    why nothing can be kept between two runs, None where it can.
    """

    notes: Document
    spec: Document
    trace: Document
    files: Documents
    journal: Callable[[str], Journal]
    claim: Claim
    config: Config = Config()
    notices: tuple[HybridError, ...] = ()
    enlist: Callable[[], object] = lambda: None
    unkept: Callable[[], HybridError | None] = lambda: None
