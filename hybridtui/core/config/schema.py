"""Why this file exists: every setting is declared once, with its type, its bounds and the sentence that explains it.

The manual (`render`), the checks and the names of the environment variables all follow from these declarations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from hybridtui.core.hand_off.models import DEFAULT_MAX_TOKENS, DEFAULT_MODEL, EFFORTS
from hybridtui.core.hand_off.order import THINKING, Order, Target
from hybridtui.core.steering import Compression, Mode, Steering

PREFIX = "HYBRIDTUI_"

T = TypeVar("T", str, int, bool)
Bounds = tuple[int, int]


def _setting(
    default: T,
    manual: str,
    *,
    bounds: Bounds | None = None,
    choices: tuple[str, ...] = (),
    money: bool = False,
    restart: bool = False,
) -> T:
    """Declare a setting: its default, its sentence in the manual, and what it may be.

    `bounds` are inclusive; `money` is an amount in USD, or nothing. A change of a `restart` setting waits for the next
    start; any other takes effect as soon as the file is saved, so it must be looked up where it is used.
    """
    value: T = field(
        default=default,
        metadata={"manual": manual, "bounds": bounds, "choices": choices, "money": money, "restart": restart},
    )
    return value


@dataclass(frozen=True, slots=True)
class Local:
    """The local model."""

    model: str = _setting("", "Path of a GGUF file; empty: the starter model.", restart=True)
    context: int = _setting(4096, "Context to reserve, in tokens.", bounds=(512, 1_048_576), restart=True)
    threads: int = _setting(
        0, "Threads to decode with; 0: one for each core, at most 8.", bounds=(0, 1024), restart=True
    )
    pause_ms: int = _setting(300, "Milliseconds without a key before typing is refined.", bounds=(1, 60_000))
    mode: str = _setting(
        "auto", "Who decides how a line reads; auto: what suits the model's size.", choices=("auto", *Mode)
    )
    compression: str = _setting("dense", "Where the dial stands at the start.", choices=tuple(Compression))
    instruction: str = _setting("", "What a model that rewrites should know, such as: we are building a CLI.")
    sequences: int = _setting(0, "Most sentences to decode at once; 0: 16.", bounds=(0, 64), restart=True)
    idle_minutes: int = _setting(
        30, "Minutes without work before the model is unloaded; 0: never.", bounds=(0, 10_080), restart=True
    )
    cache_mb: int = _setting(
        64, "Most megabytes of refined lines to keep on disk; 0: none.", bounds=(0, 4096), restart=True
    )

    @property
    def steering(self) -> Steering:
        """How to refine as long as nobody asks for anything else."""
        mode = None if self.mode == "auto" else Mode(self.mode)
        return Steering(mode, Compression(self.compression), self.instruction)


@dataclass(frozen=True, slots=True)
class Claude:
    """The model that executes the signed spec."""

    model: str = _setting(DEFAULT_MODEL, "Model id for the hand-off.")
    max_tokens: int = _setting(
        DEFAULT_MAX_TOKENS, "Most tokens an answer may have, thinking included.", bounds=(1, 1_000_000)
    )
    effort: str = _setting("medium", "How hard the model thinks, where it can.", choices=EFFORTS)
    thinking: str = _setting("summarized", "What to show of its thinking, which is billed anyway.", choices=THINKING)
    patience_s: int = _setting(
        60,
        "Most seconds to wait, in all, where Claude is busy and nothing was billed; 0: none.",
        bounds=(0, 3600),
        restart=True,
    )

    @property
    def order(self) -> Order:
        """How a spec is executed as long as nobody chooses anything else."""
        return Order(Target.API, self.model, self.max_tokens, self.effort, self.thinking)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The stop before a hand-off."""

    sign_off: str = _setting("code", "How to sign: type the code shown, or press a key.", choices=("code", "key"))
    terms: str = _setting("", "Words that must not leave this machine, separated by commas: clients, code names.")
    profile: str = _setting(
        "plain", "Whose structure a spec should have; openspec also wants scenarios.", choices=("plain", "openspec")
    )
    strict: str = _setting(
        "secrets",
        "What must be answered before you can sign, besides conflicts: secrets alone, errors too, or also warnings.",
        choices=("secrets", "errors", "warnings"),
    )

    @property
    def listed(self) -> tuple[str, ...]:
        """The words that must not leave."""
        return tuple(word for each in self.terms.split(",") if (word := each.strip()))


@dataclass(frozen=True, slots=True)
class Budget:
    """What hand-offs may cost, in USD. Past it nothing is sent unless you say so each time."""

    day: str = _setting("", 'Most for a day, such as "5.00"; empty: no limit.', money=True)
    month: str = _setting("", "Most for a month; empty: no limit.", money=True)
    warn_percent: int = _setting(80, "From which share on to warn, in percent.", bounds=(1, 100))

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None]:
        """Most for a day and for a month, in USD; None where there is no limit."""
        return (Decimal(self.day) if self.day else None), (Decimal(self.month) if self.month else None)


@dataclass(frozen=True, slots=True)
class History:
    """The versions of notes, drafts and specs, the sign-offs and the replies that are kept."""

    limit_mb: int = _setting(
        256, "Most megabytes that they take, all workspaces together; 0: no limit.", bounds=(0, 1_048_576), restart=True
    )


@dataclass(frozen=True, slots=True)
class Ui:
    """The screen."""

    theme: str = _setting("dusk", "Name of a theme, one of yours or one that came along.")
    live: bool = _setting(True, "Refine while you type.")
    economy: bool = _setting(True, "Send the terminal only what changed on the screen, not whole regions.")
    blink: str = _setting("auto", "Whether cursors blink; auto: not over SSH.", choices=("auto", "on", "off"))
    notify: str = _setting(
        "off",
        "How to tell you that something long has ended; osc: a notice, where the terminal shows any.",
        choices=("off", "bell", "osc"),
    )
    notify_after_s: int = _setting(10, "Seconds from which on a refinement or a reply is long.", bounds=(0, 86_400))

    def blinks(self, *, over_ssh: bool) -> bool:
        """Whether cursors blink where the terminal is, or is not, at the other end of a line."""
        return not over_ssh if self.blink == "auto" else self.blink == "on"


def _no_keys() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting. `keys` maps the id of a binding to the key that replaces its default."""

    local: Local = Local()
    claude: Claude = Claude()
    checkpoint: Checkpoint = Checkpoint()
    budget: Budget = Budget()
    history: History = History()
    ui: Ui = Ui()
    keys: Mapping[str, str] = field(default_factory=_no_keys)


GROUPS: Mapping[str, type[Local] | type[Claude] | type[Checkpoint] | type[Budget] | type[History] | type[Ui]] = {
    "local": Local,
    "claude": Claude,
    "checkpoint": Checkpoint,
    "budget": Budget,
    "history": History,
    "ui": Ui,
}
"""The groups by the names of their tables in the file."""

SETTINGS: Mapping[str, Field[Any]] = {
    f"{group}.{entry.name}": entry for group, kind in GROUPS.items() for entry in fields(kind)
}
"""Every setting by its dotted name, "local.model"."""

VARIABLES: Mapping[str, str] = {PREFIX + name.replace(".", "_").upper(): name for name in SETTINGS}
"""The dotted name of the setting that each environment variable gives."""


def render() -> str:
    """A documented config.toml in which every setting has its default."""
    first = next(iter(VARIABLES))
    lines = [f"# Settings of hybridtui. Each is also an environment variable, such as {first}.", ""]
    for group, kind in GROUPS.items():
        lines += [f"# {kind.__doc__}", f"[{group}]"]
        for entry in fields(kind):
            lines += [f"# {_manual(entry)}", f"{entry.name} = {in_toml(entry.default)}"]
        lines.append("")
    lines += [
        '# Keys of your own: the id of a binding = "key". The README lists the ids.',
        "[keys]",
        "",
    ]
    return "\n".join(lines)


def in_toml(value: object) -> str:
    """`value` as a person would write it in TOML; what no setting can be, roughly so."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{_ESCAPED.sub(_escape, value)}"' if isinstance(value, str) else str(value)


_ESCAPED = re.compile(r"[\x00-\x1f\x7f\"\\]")


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] in '"\\' else f"\\u{ord(found[0]):04x}"


def _manual(entry: Field[Any]) -> str:
    bounds, choices = entry.metadata["bounds"], entry.metadata["choices"]
    allowed = f" From {bounds[0]} to {bounds[1]}." if bounds else f" One of {', '.join(choices)}." if choices else ""
    restart = " Waits for the next start." if entry.metadata["restart"] else ""
    return f"{entry.metadata['manual']}{allowed}{restart}"
