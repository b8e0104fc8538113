"""Why this file exists: one sentence to refine, who is to decide about it, and what to do when that one must not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hybridtui.core.draft.item import Item
from hybridtui.core.errors import HybridError
from hybridtui.core.refining.cut import cut, judged
from hybridtui.core.refining.fidelity import problems
from hybridtui.core.refining.plan import Window
from hybridtui.core.refining.words import line
from hybridtui.core.steering import Compression, Mode, Steering
from hybridtui.local import faithful, prompts, rewrite
from hybridtui.local.engine import Order
from hybridtui.local.rewrite import Wording
from hybridtui.local.tier import Tier
from hybridtui.local.window_cache import JSON, Key, key


@dataclass(frozen=True, slots=True)
class Task:
    """A window on its way to an item. `remark` tells why `mode` is not the one that was asked for."""

    window: Window
    mode: Mode
    compression: Compression
    instruction: str = ""
    attempt: int = 0
    remark: str = ""

    @classmethod
    def of(cls, window: Window, mode: Mode, steering: Steering) -> Task:
        """What `steering` wants of a window, whatever it wants of others."""
        wish = steering.wish(window.sentence.key)
        return cls(window, mode, wish.compression or steering.compression, steering.instruction, wish.attempt)

    def key(self, model: str) -> Key | None:
        """The key of what the model says about it; None where it is not asked.

        The dial and another attempt make no difference to what a faithful model says.
        """
        sentence, words = self.window.sentence, self.window.words
        if sentence.verbatim or self.compression is Compression.VERBATIM:
            return None
        match self.mode:
            case Mode.REWRITE:
                task = prompts.task(self.compression, self.instruction)
                note = prompts.note(sentence.text, sentence.headings)
                return key("rewrite", model, rewrite.METHOD, task, note, str(self.attempt))
            case Mode.FAITHFUL if judged(words):
                roles = "".join(word.role.value[0] for word in words)
                return key("faithful", model, faithful.METHOD, roles, *(word.text for word in words))
        return None

    def order(self, name: str, tier: Tier) -> Order | HybridError:
        """What the model, which is loaded, has to do; or why it cannot be asked: it has no usable chat template."""
        sentence = self.window.sentence
        if self.mode is Mode.FAITHFUL:
            return tier.faithful.order(name, self.window.words)
        try:
            writer = tier.rewrite(self.compression, self.instruction)
        except HybridError as error:
            return error
        return writer.order(name, sentence.text, sentence.headings, self.attempt)

    def unasked(self) -> Item:
        """The item where no model is asked: as it was written, or cut down by code."""
        sentence = self.window.sentence
        if sentence.verbatim or self.compression is Compression.VERBATIM:
            return self._item(sentence.text, None)
        return self._item(self._cut(()), Mode.RULES)

    def answered(self, value: JSON) -> Item | Task | None:
        """The item that the model's answer gives, or the task that is left where that must not stand.

        None where `value` is no answer at all: what is kept on a disk may be anything.
        """
        match self.mode, value:
            case Mode.FAITHFUL, [*margins] if len(margins) == len(judged(self.window.words)):
                numbers = [float(each) for each in margins if isinstance(each, int | float)]
                return self._item(self._cut(numbers), Mode.FAITHFUL) if len(numbers) == len(margins) else None
            case Mode.REWRITE, [str(text), str(problem)]:
                found = (problem, *problems(self.window.sentence.text, text))
                why = next(filter(None, found), "")
                return self.tighter(f"the model's wording {why}") if why else self._item(text, Mode.REWRITE)
        return None

    def tighter(self, why: str) -> Task:
        """The same with less freedom for the model, because of `why`."""
        modes = list(Mode)
        return replace(self, mode=modes[max(modes.index(self.mode) - 1, 0)], remark=self.remark or why)

    def grown(self, text: str) -> Item:
        """The item while it is being written."""
        return self._item(text, self.mode)

    def _cut(self, margins: Sequence[float]) -> str:
        return line(cut(self.window.words, margins, self.compression, self.attempt))

    def _item(self, text: str, mode: Mode | None) -> Item:
        window = self.window
        return Item(window.item_id, window.kind, text, (window.sentence.key,), mode, self.remark)


def to_json(result: tuple[float, ...] | Wording) -> JSON:
    """A line's result as `Task.answered` takes it, and as the cache keeps it."""
    return [result.text, result.problem] if isinstance(result, Wording) else list(result)
