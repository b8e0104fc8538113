"""Why this file exists: every item of a spec can be followed back to the sentences of the notes it came from.

The spec is plain Markdown, so the links live beside it and are found by the item's text. Where an item has none (the
human typed it, or changed it), the nearest sentences are found lexically: the share of the item's terms, weighted by
how rare each is in the notes (inverse document frequency), that a sentence covers.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.refine import Item

_VERSION = 1
_TERM = re.compile(r"\w+")

ENOUGH = 0.5
"""A sentence that covers less than this share of an item's weighted terms is no source of it."""


def text_hash(text: str) -> str:
    """The identity of an item's text: 16 hexadecimal digits, blind to spacing and a final full stop."""
    return hashlib.sha256(" ".join(text.split()).removesuffix(".").encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Link:
    """One item that was taken: its id and kind, the hash of its text then, and the sentences it came from."""

    item: str
    kind: Kind
    hash: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Every link of a spec, in the order in which the items were taken."""

    links: tuple[Link, ...] = ()

    @property
    def items(self) -> frozenset[str]:
        """Ids of the items that were taken into the spec once, even if the human removed or changed them there."""
        return frozenset(link.item for link in self.links)

    def take(self, items: Sequence[Item]) -> Trace:
        """The trace after `items` were taken. Taking an item again replaces its link."""
        fresh = {item.id: Link(item.id, item.kind, text_hash(item.text), item.sources) for item in items}
        return Trace(tuple(link for link in self.links if link.item not in fresh) + tuple(fresh.values()))

    def sources(self, text: str) -> tuple[str, ...]:
        """The sentence keys that the spec item `text` was taken from; empty when it is not as it was taken."""
        wanted = text_hash(text)
        return next((link.sources for link in reversed(self.links) if link.hash == wanted), ())

    def to_json(self) -> str:
        """The text of `<stem>.trace.json`."""
        links = [
            {"item": link.item, "kind": link.kind.value, "hash": link.hash, "sources": list(link.sources)}
            for link in self.links
        ]
        return json.dumps({"version": _VERSION, "links": links}, indent=1) + "\n"


def from_json(text: str) -> Trace:
    """Read what `Trace.to_json` wrote; an empty text is an empty trace.

    Raises `HybridError` when the text is something else: links can be rebuilt, so the caller may go on without.
    """
    if not text.strip():
        return Trace()
    try:
        data = json.loads(text)
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']!r}, not {_VERSION}")
        return Trace(
            tuple(
                Link(str(link["item"]), Kind(link["kind"]), str(link["hash"]), tuple(map(str, link["sources"])))
                for link in data["links"]
            )
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise HybridError(
            "The trace file cannot be read",
            str(problem),
            "The workbench goes on without it and finds sources by their words. Delete the file to end this note.",
        ) from None


class Index:
    """Sentences to be searched for the one that a text came from, however often."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._size = len(sentences)
        self._having: dict[str, list[int]] = {}
        for at, sentence in enumerate(sentences):
            for term in set(_terms(sentence)):
                self._having.setdefault(term, []).append(at)

    def nearest(self, text: str) -> int | None:
        """Index of the sentence that most likely gave rise to `text`: the best, if it covers at least `ENOUGH`."""
        # Sorted, because the order of a set differs between runs and so would the last bit of a sum of floats.
        wanted = sorted(set(_terms(text)))
        scores: dict[int, float] = {}
        whole = 0.0
        for term in wanted:
            having = self._having.get(term, ())
            weight = math.log(1 + self._size / (1 + len(having)))
            whole += weight
            for at in having:
                scores[at] = scores.get(at, 0.0) + weight
        best = max(sorted(scores), key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= ENOUGH * whole else None


def nearest(text: str, sentences: Sequence[str]) -> tuple[int, ...]:
    """Indices of the sentences that most likely gave rise to `text`: the best, if it covers at least `ENOUGH`."""
    found = Index(sentences).nearest(text)
    return () if found is None else (found,)


def _terms(text: str) -> list[str]:
    return [match.group().casefold() for match in _TERM.finditer(text)]
