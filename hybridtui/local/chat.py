"""Why this file exists: a model answers best in the turns it was trained on, and only its own chat template knows them.

A GGUF carries that template as a Jinja program. It is run once, on two placeholders, and what comes out around them is
kept as a frame. So the frame is a prefix that can be evaluated once for every note, and the words of notes are never
mixed with markup: each piece of a prompt says whether control tokens in it count.

The program comes from a stranger: it runs in Jinja's sandbox, and for so many steps and characters only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from hybridtui.core.errors import Exit, HybridError

if TYPE_CHECKING:
    from jinja2 import Template, nodes
    from jinja2.parser import Parser
    from jinja2.runtime import Context

_SYSTEM = "\ue000system\ue000"
_USER = "\ue000user\ue000"
_APART = "\n\n"
"""Between the system text and the user's where no markup stands between them."""
_THINKING_OFF = {"enable_thinking": False, "thinking": False, "reasoning_effort": "low"}
"""The switches of Qwen and Gemma, of DeepSeek and Granite, and of gpt-oss, which cannot be kept from thinking."""
_MOST_CHARACTERS = 1 << 16
_MOST_STEPS = 100_000
"""Lines of Python run for one prompt; the longest templates in use take about 5,000 for two messages."""
_MOST_CAUSE = 300


class Piece(NamedTuple):
    """A part of a prompt. Where `markup` is set, control tokens in it count; else they are plain text."""

    text: str
    markup: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The turns of a model around a system text and a user's: `before` system `between` user `after`.

    `starts` tells whether `before` holds the token that opens a document; if not, tokenizing has to add it. `after`
    ends where the model's answer begins; it may have opened a think block, see `thinking.Stripper`.
    """

    before: str
    between: str
    after: str
    starts: bool = False

    def pieces(self, system: str, user: str) -> tuple[Piece, ...]:
        """The prompt in five pieces: markup, system, markup, user, markup. All but the last two are a shared prefix.

        White space around the two texts is left out, as most templates do.
        """
        texts = (self.before, system.strip(), self.between, user.strip(), self.after)
        return tuple(Piece(text, markup=at % 2 == 0) for at, text in enumerate(texts))

    def render(self, system: str, user: str) -> str:
        """The prompt as one text, as the model's template would give it."""
        return "".join(piece.text for piece in self.pieces(system, user))


PLAIN = Frame("", _APART, _APART)
"""No turns at all: what a base model, which has no template, goes on writing after."""


def frame(template: str | None, bos: str = "", eos: str = "") -> Frame:
    """The frame that a GGUF's own template gives with thinking off; `bos` and `eos` are its tokens as text.

    A model without a template is a base model: it gets `PLAIN`, since any turns made up for it would be noise to it.
    Where the template refuses a system role (Gemma 2) or leaves its text out, the system text opens the user's turn.
    Raises `HybridError` (exit 4) when the template is broken, exceeds its limits or does not show each text once.
    """
    if not (template and template.strip()):
        return PLAIN
    program = _compiled(template)
    user = {"role": "user", "content": _USER}
    folded = [{"role": "user", "content": _SYSTEM + _APART + _USER}]
    try:
        parts = _parts(_run(program, [{"role": "system", "content": _SYSTEM}, user], bos, eos))
    except HybridError:
        parts = None
    parts = parts or _parts(_run(program, folded, bos, eos))
    if parts is None:
        raise _broken("It does not put each text into the prompt once.")
    before, between, after = parts
    return Frame(before, between, after, starts=bool(bos) and bos in before)


def _parts(rendered: str) -> tuple[str, str, str] | None:
    """What stands around the placeholders, if each is there once, the system's first."""
    before, system, rest = rendered.partition(_SYSTEM)
    between, user, after = rest.partition(_USER)
    whole = system and user and not any(mark in before + between + after for mark in (_SYSTEM, _USER))
    return (before, between, after) if whole else None


def _compiled(template: str) -> Template:
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError
    from jinja2.ext import Extension, loopcontrols
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class GenerationTags(Extension):
        """`{% generation %}` marks what to train on; it means nothing in a prompt."""

        tags = {"generation"}  # noqa: RUF012 - Jinja reads it from the class

        def parse(self, parser: Parser) -> list[nodes.Node]:
            next(parser.stream)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    class Sandbox(ImmutableSandboxedEnvironment):
        """No single step may be a long one: neither powers nor long repetitions."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            sizes = [len(side) if hasattr(side, "__len__") else abs(side) for side in (left, right)]
            if operator == "**" or sizes[0] * sizes[1] > _MOST_CHARACTERS:
                raise SecurityError(f"the operands of {operator} are too large")
            return super().call_binop(context, operator, left, right)

    def raise_exception(message: str) -> NoReturn:
        raise TemplateError(message)

    # no optimizer: it would compute constant expressions while compiling
    environment = Sandbox(
        trim_blocks=True, lstrip_blocks=True, optimized=False, extensions=[GenerationTags, loopcontrols]
    )
    environment.filters["tojson"] = _tojson
    environment.globals |= {"raise_exception": raise_exception, "strftime_now": _strftime_now}
    try:
        return environment.from_string(template)
    except Exception as error:  # noqa: BLE001 - what a stranger's program ends in can be anything
        raise _broken(str(error)) from None


def _run(program: Template, messages: list[dict[str, str]], bos: str, eos: str) -> str:
    given = {"messages": messages, "bos_token": bos, "eos_token": eos, "tools": None, "documents": None}
    rendered = ""
    try:
        with _steps_limited():
            for part in program.generate(given, add_generation_prompt=True, **_THINKING_OFF):
                rendered += part
                if len(rendered) > _MOST_CHARACTERS:
                    raise _TooMuch(f"It writes more than {_MOST_CHARACTERS} characters.")
    except Exception as error:  # noqa: BLE001 - what a stranger's program ends in can be anything
        raise _broken(str(error)) from None
    return rendered


class _TooMuch(Exception):
    """A template goes on for longer than any prompt needs."""


@contextmanager
def _steps_limited() -> Iterator[None]:
    """End whatever runs inside after a fixed number of lines: unlike a time limit, the same on every machine.

    A single operation that takes long or fills the memory is not ended: what that costs is the worker process.
    """
    steps = 0

    def trace(at: FrameType, event: str, argument: object) -> Any:
        nonlocal steps
        steps += 1
        if steps > _MOST_STEPS:
            raise _TooMuch(f"It takes more than {_MOST_STEPS} steps.")
        return trace

    outer = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(outer)


def _tojson(
    value: object,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """JSON as Transformers writes it for templates: Jinja's own filter escapes for HTML."""
    import json

    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _strftime_now(form: str) -> str:
    return datetime.now().strftime(form)


def _broken(cause: str) -> HybridError:
    return HybridError(
        "The model's chat template cannot be used",
        " ".join(cause.split())[:_MOST_CAUSE],
        "Use another file of this model, or another model.",
        Exit.NO_MODEL,
    )
