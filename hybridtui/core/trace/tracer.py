"""Why this file exists: every item of a spec can be followed back to the notes, and what cannot be is told apart.

This is the creep report: what the spec adds, drops and alters, and where it is behind. An item that was taken from the
draft as it is has its sentences on record. Any other is traced by its words: to the sentences that cover them
(`core.trace.grounds`), whose facts it must then share (`core.trace.alterations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hybridtui.core.english.deferrals import rules_out
from hybridtui.core.facts import Fact, FactKind, shown
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import Sentence
from hybridtui.core.spec import Spec, SpecItem, text_hash
from hybridtui.core.trace.alterations import Comparison, compared, told
from hybridtui.core.trace.grounds import LONGEST, Footing, Grounds
from hybridtui.core.trace.index import ENOUGH
from hybridtui.core.trace.inventory import inventory
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.verdicts import ItemVerdict, SentenceVerdict, Trace, TracedItem, TracedSentence

WHOLE = 0.9
"""The coverage from which on an item stands on those of its sentences that are left: the others said the same."""

SURE = 0.75
"""From this coverage on, an item with a fact that no note has is one of theirs that was altered; below, an addition."""

FORMER = 0.25
"""The least coverage by the sentences that an item on record came from, if that item is gone from the spec: then
this one is likely to be it, edited, and half of what would otherwise be asked is enough."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that an item's verdict depends on besides the notes.

    `excluded` says that it stands where things are ruled out, `wanted` that it asks for something. `within` is the text
    of the entry that it is nested in, `taken` the sentences on record.
    """

    text: str
    excluded: bool
    wanted: bool
    verbatim: bool
    within: str
    taken: tuple[str, ...]


class Tracer:
    """Makes traces. It remembers what it found out, for time only: each trace is as if it were the first.

    After an edit of the spec only the edited items are looked at; after one of the notes all are, since what a word
    weighs depends on all notes.
    """

    def __init__(self) -> None:
        self._grounds = Grounds(())
        self._found: dict[_Asked, TracedItem] = {}
        self._edited: dict[tuple[_Asked, tuple[str, ...]], TracedItem] = {}

    def trace(self, spec: Spec, sentences: Sequence[Sentence], record: Record) -> Trace:
        """The trace of `spec` to the `sentences` of its notes. Without notes there is none: verdicts would be void.

        An item in which there is no word is left out, because there is nothing to trace.
        """
        if tuple(sentences) != self._grounds.sentences:
            self._grounds, self._found, self._edited = Grounds(sentences), {}, {}
        if not self._grounds.sentences:
            return Trace()
        hashes = [text_hash(item.text) for item in spec.items]
        links = {link.hash: link.sources for link in record.links}
        there = frozenset(hashes)
        gone = [link.sources for link in record.links if link.hash not in there]
        former = {key: sources for sources in reversed(gone) for key in sources}
        texts = {item.id: _without_id(item) for item in spec.items}
        items: list[TracedItem] = []
        used: dict[_Asked, TracedItem] = {}
        edited: dict[tuple[_Asked, tuple[str, ...]], TracedItem] = {}
        for item, hashed in zip(spec.items, hashes, strict=True):
            text = texts[item.id]
            if not any(map(str.isalnum, text)):
                continue
            section = spec.section(item)
            excluded = item.kind is Kind.OUT_OF_SCOPE or (section is not None and rules_out(section.title))
            wanted = item.kind in _WANTED and not excluded
            within = texts.get(item.parent, "")
            verbatim = item.verbatim or len(text) > LONGEST
            asked = _Asked(text, excluded, wanted, verbatim, within, links.get(hashed, ()))
            found = used[asked] = used.get(asked) or self._found.get(asked) or self._verdict(asked)
            if found.verdict is ItemVerdict.ADDED and former and (was := self._former(text, former)):
                found = edited[asked, was] = self._edited.get((asked, was)) or self._verdict(asked, was)
            items.append(replace(found, id=item.id))
        self._found, self._edited = used, edited
        return Trace(tuple(items), self._sentences(items, record))

    def _verdict(self, asked: _Asked, former: tuple[str, ...] = ()) -> TracedItem:
        """What becomes of an item, which may be what the sentences `former` gave, edited. Its id is left empty."""
        found = self._taken(asked) if asked.taken or asked.verbatim else None
        found = found or self._by_words(asked, former)
        at = self._grounds.refusing(asked.text) if asked.wanted and not asked.verbatim else None
        return found if at is None else replace(found, against=self._grounds.sentences[at].key)

    def _taken(self, asked: _Asked) -> TracedItem | None:
        """The verdict on an item that is on record, or that is one sentence as it is."""
        grounds = self._grounds
        there = [grounds.at[key] for key in asked.taken if key in grounds.at]
        if asked.taken and len(there) == len(asked.taken):
            return self._item(ItemVerdict.CARRIED, there, 1.0)
        same = grounds.same(asked.text) if asked.verbatim else grounds.saying(asked.text)
        if same is not None:
            return self._item(ItemVerdict.CARRIED, {*there, same}, 1.0)
        if not asked.taken:
            return None
        if there and grounds.coverage(asked.text, there) >= WHOLE and not self._compared(asked, there).changed:
            return self._item(ItemVerdict.CARRIED, there, 1.0)
        footing = grounds.footing(asked.text, asked.within)
        now = footing.sentences if footing.score >= ENOUGH else ()
        changed = self._compared(asked, now).changed if now else ()
        return self._item(ItemVerdict.STALE, {*there, *now}, footing.score, changed)

    def _by_words(self, asked: _Asked, former: tuple[str, ...]) -> TracedItem:
        grounds = self._grounds
        footing = grounds.footing(asked.text, asked.within)
        if former:
            there = [grounds.at[key] for key in former if key in grounds.at]
            footing = Footing(max(footing.score, grounds.coverage(asked.text, there)), tuple(sorted(there)))
        elif footing.score < ENOUGH:
            return self._item(
                ItemVerdict.ADDED, (), footing.score, () if asked.verbatim else self._foreign(asked, told(asked.text))
            )
        if asked.verbatim:
            return self._item(ItemVerdict.ALTERED, footing.sentences, footing.score, (_REWRITTEN,))
        group = grounds.joined(asked.text, footing.sentences)
        comparison = self._compared(asked, group)
        foreign = self._foreign(asked, comparison.new)
        differences = (*comparison.changed, *foreign)
        if comparison.changed or (foreign and (former or footing.score >= SURE)):
            return self._item(ItemVerdict.ALTERED, group, footing.score, differences)
        if foreign:
            return self._item(ItemVerdict.ADDED, (), footing.score, differences)
        return self._item(ItemVerdict.CARRIED, group, footing.score)

    def _former(self, text: str, former: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The sentences of the item gone from the spec that `text` most likely is, edited; empty if it is none."""
        grounds = self._grounds
        near = (former.get(grounds.sentences[at].key, ()) for at in grounds.likeliest(text))
        there = (sources for sources in near if any(key in grounds.at for key in sources))
        was = next(there, ())
        covered = grounds.coverage(text, [grounds.at[key] for key in was if key in grounds.at]) if was else 0.0
        return was if covered >= FORMER else ()

    def _compared(self, asked: _Asked, at: Iterable[int]) -> Comparison:
        return compared([self._grounds.texts[each] for each in at], asked.text, excluded=asked.excluded)

    def _foreign(self, asked: _Asked, facts: Iterable[Fact]) -> tuple[str, ...]:
        """Those of the facts that no note has, in words; a lone 0 or 1 is as good as a word."""
        return tuple(
            f"says {shown(fact.kind, fact.value)}, which the notes do not"
            for fact in facts
            if not (fact.kind is FactKind.NUMBER and fact.value in ("0", "1"))
            and not (inventory(asked.within).has(fact) or self._grounds.inventory.has(fact))
        )

    def _item(
        self, verdict: ItemVerdict, at: Iterable[int], score: float, differences: tuple[str, ...] = ()
    ) -> TracedItem:
        keys = tuple(self._grounds.sentences[each].key for each in sorted(at))
        return TracedItem("", verdict, keys, round(score, 2), differences)

    def _sentences(self, items: Iterable[TracedItem], record: Record) -> tuple[TracedSentence, ...]:
        carrying: dict[str, list[str]] = {}
        for item in items:
            for key in item.sources:
                carrying.setdefault(key, []).append(item.id)
        found = []
        for at, sentence in enumerate(self._grounds.sentences):
            ids = tuple(carrying.get(sentence.key, ()))
            if ids:
                verdict = SentenceVerdict.CARRIED
            elif sentence.key in record.aside:
                verdict = SentenceVerdict.SET_ASIDE
            else:
                verdict = SentenceVerdict.FILLER if self._grounds.is_filler(at) else SentenceVerdict.DROPPED
            found.append(TracedSentence(sentence.key, verdict, ids))
        return tuple(found)


def _without_id(item: SpecItem) -> str:
    """What the item says, without the id that it states itself."""
    if not item.written or item.verbatim:
        return item.text
    return re.sub(rf"^\W*{re.escape(item.written)}\b\W*", "", item.text, count=1) or item.text


_WANTED = frozenset({Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT, None})
_REWRITTEN = "is not the block that stands in the notes"
