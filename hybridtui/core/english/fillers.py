"""Why this file exists: people dictate noise; this finds the words that code removes without asking a model.

Each pass marks chunks by index. A word is noise only where its surroundings show it: "like" in "looks like" is not.
Nothing in quotes, brackets or code is ever noise, and nothing but sheer hesitation within a negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hybridtui.core.english import lexicon
from hybridtui.core.english.chunks import Chunk, chunks, negated
from hybridtui.core.english.stutters import abandoned, broken_off, stutters
from hybridtui.core.remembering import remembered

_MARK = re.compile(rf"[{{\[(<](?:{'|'.join(sorted(lexicon.NON_SPEECH))})[}}\])>][.,;:!?]*$", re.IGNORECASE)
_SO_STAYS_AFTER = frozenset({"or", "if", "think", "hope", "not", "do", "did", "does", "even", "say", "believe"})
_TAGS = frozenset({"right", "yeah", "ok", "okay"})
_PHRASES = {first: tuple(p for p in lexicon.PHRASES if p[0] == first) for first in {p[0] for p in lexicon.PHRASES}}
_HEDGES = (("kind", "of"), ("sort", "of"))
_CLOSING = (("or", "whatever"), ("or", "whatnot"), ("and", "whatnot"))
_REASONS = ("because", "cause", "'cause")
_LOOSE = lexicon.SUBJECTS | lexicon.INTENSIFIERS | {"maybe", "if", "when", "just"}
_ALWAYS = (("i", "guess"), ("i", "suppose"))


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as it was said: its chunks, and the indexes of those that are noise."""

    parts: tuple[Chunk, ...]
    noise: frozenset[int]

    @property
    def live(self) -> tuple[int, ...]:
        """The indexes of the words that are no noise, without free-standing punctuation."""
        return tuple(i for i, part in enumerate(self.parts) if i not in self.noise and not part.punctuation)


@remembered(4096)  # notes are planned anew at every pause in the typing; most sentences are what they were
def heard(sentence: str) -> Heard:
    """Tell the noise in `sentence` from the words."""
    parts = chunks(sentence)
    return Heard(parts, _Finder(parts).find())


class _Finder:
    def __init__(self, parts: tuple[Chunk, ...]) -> None:
        self.parts = parts
        self.negated = negated(parts)
        self.noise: set[int] = set()
        self.live: list[int] = []

    def find(self) -> frozenset[int]:
        self.noise.update(index for index in range(len(self.parts)) if self._hesitates(index))
        self._forget_live()
        rules = (
            self._abandoned,
            self._stutters,
            self._phrases,
            self._openers,
            self._adverbs,
            self._likes,
            self._tags,
            self._tails,
        )
        for rule in (*rules, self._stutters, self._loose_connectives):
            if found := frozenset(rule()) - self.noise:
                self.noise |= found
                self._forget_live()
        return frozenset(self.noise)

    # -- what stands around a chunk -------------------------------------------------------------------------------

    def _forget_live(self) -> None:
        self.live = [i for i, part in enumerate(self.parts) if i not in self.noise and not part.punctuation]

    def _core(self, index: int) -> str:
        return self.parts[index].core if 0 <= index < len(self.parts) else ""

    def _before(self, index: int) -> int:
        """The nearest word before `index` that is not noise, or -1."""
        return next((i for i in range(index - 1, -1, -1) if i not in self.noise and not self.parts[i].punctuation), -1)

    def _after(self, index: int) -> int:
        """The nearest word after `index`, or the number of chunks."""
        return next((i for i in range(index + 1, len(self.parts)) if not self.parts[i].punctuation), len(self.parts))

    def _opens(self, index: int) -> bool:
        """Whether a pause or nothing stands before `index`."""
        before = self._before(index)
        if before < 0 or any(part.pauses for part in self.parts[before:index]):
            return True
        return _MARK.match(self.parts[index - 1].text) is not None

    def _closes(self, index: int) -> bool:
        """Whether a pause or nothing follows `index`."""
        last = index + 1 >= len(self.parts)
        return last or self.parts[index].pauses or (self.parts[index + 1].punctuation and self.parts[index + 1].pauses)

    def _free(self, index: int) -> bool:
        """Whether the chunk may be judged at all: an ordinary word, not quoted, not a name or an abbreviation."""
        part = self.parts[index]
        if part.locked or not part.plain or part.shouted:
            return False
        return part.text[0].islower() or part.text[0] in "'’" or part.core[:1] == "i" or self._opens(index)

    # -- the rules ------------------------------------------------------------------------------------------------

    def _hesitates(self, index: int) -> bool:
        part = self.parts[index]
        if part.locked and not part.text.startswith("{"):
            return False
        if _MARK.match(part.text):
            if self._parts_figures(index):
                return False
            return part.text[0] == "{" or self._core(index - 1) not in lexicon.ARTICLES  # "a [pause] button"
        return part.plain and part.core in lexicon.HESITATIONS and (not part.shouted or part.core in ("um", "uh", "oh"))

    def _parts_figures(self, index: int) -> bool:
        """Whether without the mark two figures would be read as one: "three fifty {disfmarker} three hundred"."""
        before, after = self.parts[max(0, index - 1) : index], self.parts[index + 1 : index + 2]
        return all(part and part[0].counts for part in (before, after)) and before[0].core != after[0].core

    def _phrases(self) -> Iterator[int]:
        live = self.live
        cores = [self._core(index) for index in live]
        for at in range(len(live)):
            for phrase in _PHRASES.get(cores[at], ()):
                indexes = live[at : at + len(phrase)]
                if tuple(cores[at : at + len(phrase)]) == phrase and self._says_nothing(phrase, indexes):
                    yield from indexes
                    break

    def _says_nothing(self, phrase: tuple[str, ...], indexes: list[int]) -> bool:
        if not all(self._free(index) for index in indexes) or any(self.parts[index].pauses for index in indexes[:-1]):
            return False
        if phrase in _ALWAYS:
            return True
        if any(self.negated[index] for index in indexes):
            return False
        before, after = self._core(self._before(indexes[0])), self._core(self._after(indexes[-1]))
        apart = self._opens(indexes[0]) and self._closes(indexes[-1])
        if phrase in _HEDGES:
            hedging = before in lexicon.SUBJECTS | lexicon.AUXILIARIES | lexicon.CONNECTIVES and before != "that"
            if self._closes(indexes[-1]):
                return apart or before not in lexicon.NOT_BEFORE_HEDGE
            return (hedging or self._opens(indexes[0])) and after not in ("thing", "a", "an", "the", "")
        if phrase == ("you", "know"):
            return apart or not (before in lexicon.NOT_BEFORE_YOU_KNOW or after in lexicon.NOT_AFTER_YOU_KNOW)
        if phrase == ("i", "mean"):
            return apart or before not in ("what", "as", "if", "that", "do", "whatever")
        if phrase == ("you", "see"):
            return apart
        if phrase in _CLOSING:
            return self._closes(indexes[-1])
        if phrase == ("i", "dunno"):
            return self._closes(indexes[-1]) or after not in lexicon.NOT_AFTER_DUNNO
        return apart or self._opens(indexes[0]) or self._closes(indexes[-1])

    def _openers(self) -> Iterator[int]:
        starting = True
        for index in self.live:
            core, after = self._core(index), self._core(self._after(index))
            apart = self._opens(index) and self._closes(index)
            shouted_ok = starting and self.parts[index].text.rstrip(",") == "OK" and not self.parts[index].locked
            if not self._free(index) and not shouted_ok:
                starting = False
            elif core in lexicon.OPENERS and (apart or (starting and self._trails_off(core, after, index))):
                if not (apart and len(self.live) == 1):
                    yield index
            elif core not in lexicon.CONNECTIVES:
                starting = False

    def _trails_off(self, core: str, after: str, index: int) -> bool:
        """Whether an opener without a comma after it is one all the same."""
        next_noise = self._after(index) in self.noise or after in lexicon.HESITATIONS | lexicon.FILLERS
        match core:
            case "well" | "look" | "listen":
                return next_noise or (core == "well" and after in lexicon.STOP)
            case "right":
                return next_noise or after in ("so", "and", "but", "ok", "okay", "well")
            case "like":
                return next_noise or after in ("i", "if")
            case "wait":
                return next_noise or after in ("one", "no", "also", "so", "what", "i")
            case "ok":
                return not self.parts[index].shouted or after in lexicon.STOP
            case _:
                return True

    def _adverbs(self) -> Iterator[int]:
        for index in self.live:
            if self._core(index) in lexicon.FILLERS and self._free(index) and not self.negated[index]:
                yield index

    def _likes(self) -> Iterator[int]:
        for index in self.live:
            if self._core(index) != "like" or not self._free(index):
                continue
            before, after = self._core(self._before(index)), self._after(index)
            if (self._opens(index) and self._closes(index)) or self._approximates(before, after):
                yield index
            elif before in lexicon.NOT_BEFORE_LIKE or (self.parts[index].pauses and after < len(self.parts)):
                continue
            elif after >= len(self.parts):
                if self.parts[index].text.endswith(",") or (self._closes(index) and before in lexicon.CONNECTIVES):
                    yield index
            elif after in self.noise or (before in lexicon.CONNECTIVES and self._core(after) in _LOOSE):
                yield index

    def _approximates(self, before: str, after: int) -> bool:
        """Whether a "like" between these says no more than "about": a number follows and nothing is compared."""
        if before in lexicon.NOT_BEFORE_LIKE - {"just", "it's", "that's", "really", "to"}:
            return False
        following = self.parts[after : after + 2]
        if len(following) == 2 and following[0].core == "a":
            following = following[1:]
        return bool(following) and following[0].counts and not following[0].locked

    def _stutters(self) -> Iterator[int]:
        return stutters(self.parts, self.noise)

    def _abandoned(self) -> Iterator[int]:
        return abandoned(self.parts, self.live)

    def _tags(self) -> Iterator[int]:
        live = self.live
        if len(live) < 4 or not self._free(live[-1]):
            return
        last, before = live[-1], self._core(live[-2])
        asked = "?" in "".join(part.text for part in self.parts[last:])
        turns = lexicon.AUXILIARIES | lexicon.SUBJECTS | {"or", "and", "the", "to", "from", "on", "left", "turn"}
        if self._core(last) in _TAGS and asked and (self.parts[live[-2]].pauses or before not in turns):
            yield last

    def _tails(self) -> Iterator[int]:
        live = list(self.live)
        if broken_off(self.parts):
            while len(live) > 1 and self._leads_on(live[-1]):
                yield live.pop()
        while len(live) > 1 and self._core(live[-1]) in lexicon.CONNECTIVES - {"then"} and self._free(live[-1]):
            if self._core(live[-1]) == "so" and self._core(live[-2]) in _SO_STAYS_AFTER:
                return
            if self._core(live[-1]) == "cause" and self._core(live[-2]) not in lexicon.STOP:
                return
            yield live.pop()

    def _leads_on(self, index: int) -> bool:
        return self._core(index) in lexicon.LEADS_ON and self._free(index) and not self.negated[index]

    def _loose_connectives(self) -> Iterator[int]:
        """What opens the sentence and connects to nothing, or to nothing but noise: "so", "and, as you say,"."""
        first = next(iter(self.live), len(self.parts))
        following = first + 1
        while following < len(self.parts) and self.parts[following].punctuation:
            following += 1
        if first >= len(self.parts) or not self._free(first):
            return
        opener = self._core(first)
        alone = opener == "so" and self._core(following) not in lexicon.SO_COMPARES
        noise = self.parts[following : next(iter(self.live[1:]), following)]
        aside = opener in _REASONS and any(part.pauses for part in noise)
        linked = following in self.noise and (aside or opener in ("and", "so", "but", "plus"))
        if alone or linked:
            yield first
