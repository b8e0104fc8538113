"""Why this file exists: the spec is plain Markdown, so what is known about it lives beside it, in `<stem>.trace.json`.

That is where its items came from, what they are called, and what the human decided about findings and sentences. An
item is found by its text: where that has changed, its sources are found by their words instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.spec import Known, text_hash

if TYPE_CHECKING:
    from hybridtui.core.draft.item import Item

_VERSION = 2


@dataclass(frozen=True, slots=True)
class Link:
    """One item that was taken: its id and kind, the hash of its text then, and the sentences it came from."""

    item: str
    kind: Kind
    hash: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the human has answered with a reason: its rule, its spec item, and the hash of the words found.

    It holds as long as that item has those words.
    """

    rule: str
    item: str
    hash: str
    reason: str


class Leave(StrEnum):
    """How a secret may leave this machine."""

    ALLOWED = "allowed"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the human decided about one secret: the hash of its text, and why it may leave or what stands for it.

    `word` is the reason where it is allowed, the placeholder where it is masked.
    """

    hash: str
    leave: Leave
    word: str


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Record:
    """Everything that is known about a spec besides its text.

    `links` are in the order in which the items were taken; `known` are the spec's items when it was last read, and
    those gone from it; `aside` maps the keys of sentences that were set aside to the reason, which may be empty.
    """

    links: tuple[Link, ...] = ()
    known: tuple[Known, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    aside: Mapping[str, str] = field(default_factory=_nothing)

    @property
    def items(self) -> frozenset[str]:
        """Ids of the draft items that were taken once, even if the human removed or changed them in the spec."""
        return frozenset(link.item for link in self.links)

    def take(self, items: Sequence[Item]) -> Record:
        """The record after `items` were taken. Taking one again replaces its link, and its sentences are wanted."""
        fresh = {item.id: Link(item.id, item.kind, text_hash(item.text), item.sources) for item in items}
        links = (*(link for link in self.links if link.item not in fresh), *fresh.values())
        return replace(self, links=links).want(*(source for item in items for source in item.sources))

    def sources(self, text: str) -> tuple[str, ...]:
        """The sentence keys that the spec item `text` was taken from; empty when it is not as it was taken."""
        wanted = text_hash(text)
        return next((link.sources for link in reversed(self.links) if link.hash == wanted), ())

    def set_aside(self, *keys: str, reason: str = "") -> Record:
        """The record after the human decided that the sentences `keys` are not to be in the spec."""
        return replace(self, aside={**self.aside, **dict.fromkeys(keys, reason)})

    def want(self, *keys: str) -> Record:
        """The record without the decision that the sentences `keys` are not to be in the spec."""
        return replace(self, aside={key: reason for key, reason in self.aside.items() if key not in keys})

    def waive(self, waiver: Waiver) -> Record:
        """The record with a finding waived; a reason given again replaces the old one."""
        same = (waiver.rule, waiver.item, waiver.hash)
        kept = (each for each in self.waivers if (each.rule, each.item, each.hash) != same)
        return replace(self, waivers=(*kept, waiver))

    def decide(self, decision: Decision) -> Record:
        """The record with a decision about a secret, which replaces an earlier one."""
        return replace(self, decisions=(*(each for each in self.decisions if each.hash != decision.hash), decision))

    def to_json(self) -> str:
        """The text of `<stem>.trace.json`."""
        table = {
            "version": _VERSION,
            "links": [
                {"item": link.item, "kind": link.kind.value, "hash": link.hash, "sources": list(link.sources)}
                for link in self.links
            ],
            "items": [
                {"id": each.id, "hash": each.hash} | ({"gone": True} if each.gone else {}) for each in self.known
            ],
            "waivers": [
                {"rule": each.rule, "item": each.item, "hash": each.hash, "reason": each.reason}
                for each in self.waivers
            ],
            "secrets": [{"hash": each.hash, "leave": each.leave.value, "word": each.word} for each in self.decisions],
            "set_aside": dict(self.aside),
        }
        return json.dumps(table, indent=1) + "\n"


def from_json(text: str) -> Record:
    """Read what `Record.to_json` wrote, or the links alone that version 1 had; an empty text is an empty record.

    Raises `HybridError` when the text is something else: links can be rebuilt, so the caller may go on without.
    """
    if not text.strip():
        return Record()
    try:
        data = json.loads(text)
        if data["version"] not in (1, _VERSION):
            raise ValueError(f"version {data['version']!r}, not {_VERSION}")
        links = tuple(
            Link(str(each["item"]), Kind(each["kind"]), str(each["hash"]), tuple(map(str, each["sources"])))
            for each in data["links"]
        )
        return Record(
            links,
            tuple(Known(str(each["id"]), str(each["hash"]), bool(each.get("gone"))) for each in data.get("items", ())),
            tuple(
                Waiver(str(each["rule"]), str(each["item"]), str(each["hash"]), str(each["reason"]))
                for each in data.get("waivers", ())
            ),
            tuple(
                Decision(str(each["hash"]), Leave(each["leave"]), str(each["word"])) for each in data.get("secrets", ())
            ),
            {str(key): str(reason) for key, reason in dict(data.get("set_aside", {})).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise HybridError(
            "The trace file cannot be read",
            str(problem),
            "The workbench goes on without it and finds sources by their words. Delete the file to end this note.",
        ) from None
