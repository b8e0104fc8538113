"""Why this file exists: a model may think aloud before it answers, and no thought may reach a draft.

Thinking is switched off in the prompt, but models leak: into a block of tags, a channel of its own, one that the prompt
opened, one that never ends. Every family closes its thoughts by text that arrives in pieces, cut anywhere.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

_BLOCKS = {
    "<think>": "</think>",  # Qwen, DeepSeek, GLM, MiniMax, SmolLM3
    "<|channel>": "<channel|>",  # Gemma 4, which writes the channel's name and a line break after the first
    "<seed:think>": "</seed:think>",
    "[THINK]": "[/THINK]",  # Mistral
    "<|START_THINKING|>": "<|END_THINKING|>",  # Cohere
}

# harmony (gpt-oss): "<|start|>role<|channel|>name<|message|>text<|end|>"; only the channel "final" is the answer
_START = "<|start|>"
_CHANNEL = "<|channel|>"
_MESSAGE = "<|message|>"
_ENDS = ("<|end|>", "<|return|>", "<|call|>")
_FINAL = "final"


class _State(Enum):
    """What the text at hand is; the value is the tags that end it."""

    ANSWER = (*_BLOCKS, *_BLOCKS.values(), _START, _CHANNEL, *_ENDS)
    BLOCK = ()  # the one that closes this block
    HEAD = (_START, _CHANNEL, _MESSAGE, *_ENDS)
    ASIDE = (_START, _CHANNEL, *_ENDS)


class Stripper:
    """Takes a model's answer in chunks and tells what of it is not thought.

    What it tells is the whole answer so far, never a piece: a closing tag without an opening one means that everything
    before it was thought, as the templates of Qwen read it, so an answer may be taken back. A block that is not closed
    hides everything after its start. How the answer is cut into chunks makes no difference to what `end` tells.
    """

    def __init__(self, prompt: str = "") -> None:
        """`prompt` is the end of the prompt (`chat.Frame.after`), where some templates open the block themselves."""
        self._state = _State.ANSWER
        self._closer = ""
        self._channel: str | None = None
        self._joint = True
        self._rest = ""
        self._answer = ""
        self.feed(prompt)
        self._rest = ""
        self._clear()

    @property
    def thinking(self) -> bool:
        """Whether text that comes now would be hidden."""
        return self._state is not _State.ANSWER

    def feed(self, chunk: str) -> str:
        """The answer so far, less what may yet turn out to be the beginning of a tag."""
        self._rest += chunk
        while found := _pattern(self._tags()).search(self._rest):
            self._take(self._rest[: found.start()])
            self._rest = self._rest[found.end() :]
            self._turn(found.group())
        whole = len(self._rest) - _begun(self._rest, self._tags())
        self._take(self._rest[:whole])
        self._rest = self._rest[whole:]
        return self._answer

    def end(self) -> str:
        """The whole answer, without white space around it, now that nothing more comes."""
        self._take(self._rest)
        self._rest = ""
        return self._answer.rstrip()

    def _tags(self) -> tuple[str, ...]:
        return (self._closer,) if self._state is _State.BLOCK else self._state.value

    def _take(self, text: str) -> None:
        if self._state is _State.HEAD and self._channel is not None:
            self._channel += text
        if self._state is not _State.ANSWER:
            return
        if self._joint and not self._answer[-1:].strip():
            text = text.lstrip()  # white space on both sides of a thought parts it from the answer: one side is enough
        self._joint = self._joint and not text
        self._answer += text

    def _turn(self, tag: str) -> None:
        """Go on to what begins at `tag`."""
        if tag in _BLOCKS:
            self._state, self._closer = _State.BLOCK, _BLOCKS[tag]
        elif tag == _START:
            self._state, self._channel = _State.HEAD, None
        elif tag == _CHANNEL:
            self._state, self._channel = _State.HEAD, ""
        elif tag == _MESSAGE and self._channel is not None and self._channel.split()[:1] != [_FINAL]:
            self._state = _State.ASIDE
        else:
            if self._state is _State.ANSWER and tag not in _ENDS:
                self._clear()
            self._state, self._joint = _State.ANSWER, True

    def _clear(self) -> None:
        self._answer, self._joint = "", True


@cache
def _pattern(tags: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, tags)))


def _begun(text: str, tags: tuple[str, ...]) -> int:
    """How many characters at the end of `text` are the beginning of one of `tags`, and not yet all of it."""
    for size in range(min(len(text), max(map(len, tags)) - 1), 0, -1):
        if any(tag.startswith(text[-size:]) for tag in tags):
            return size
    return 0
