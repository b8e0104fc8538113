"""Why this file exists: every setting is declared once, with its type, its bounds and the sentence that explains it.

The manual (`render`), the checks and the names of the environment variables all follow from these declarations: they
stand in the annotations, so those of this file are values, not text.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, NamedTuple

from hybridtui.core.hand_off.models import DEFAULT_MAX_TOKENS, DEFAULT_MODEL, EFFORTS
from hybridtui.core.hand_off.order import THINKING, Order, Target
from hybridtui.core.steering import Compression, Mode, Steering

PREFIX = "HYBRIDTUI_"


class Setting(NamedTuple):
    """A setting: its sentence in the manual, what it may be, and, once it is declared, its default.

    `bounds` are inclusive; `money` is an amount in USD, or nothing. A change of a `restart` setting waits for the next
    start; any other takes effect as soon as the file is saved, so it must be looked up where it is used.
    """

    manual: str
    bounds: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    money: bool = False
    restart: bool = False
    default: str | int | bool = ""


class Local(NamedTuple):
    """The local model."""

    model: Annotated[str, Setting("Path of a GGUF file; empty: the starter model.", restart=True)] = ""
    context: Annotated[int, Setting("Context to reserve, in tokens.", bounds=(512, 1_048_576), restart=True)] = 4096
    threads: Annotated[
        int, Setting("Threads to decode with; 0: one for each core, at most 8.", bounds=(0, 1024), restart=True)
    ] = 0
    pause_ms: Annotated[int, Setting("Milliseconds without a key before typing is refined.", bounds=(1, 60_000))] = 300
    mode: Annotated[
        str, Setting("Who decides how a line reads; auto: what suits the model's size.", choices=("auto", *Mode))
    ] = "auto"
    compression: Annotated[str, Setting("Where the dial stands at the start.", choices=tuple(Compression))] = "dense"
    instruction: Annotated[str, Setting("What a model that rewrites should know, such as: we are building a CLI.")] = ""
    sequences: Annotated[int, Setting("Most sentences to decode at once; 0: 16.", bounds=(0, 64), restart=True)] = 0
    idle_minutes: Annotated[
        int, Setting("Minutes without work before the model is unloaded; 0: never.", bounds=(0, 10_080), restart=True)
    ] = 30
    cache_mb: Annotated[
        int, Setting("Most megabytes of refined lines to keep on disk; 0: none.", bounds=(0, 4096), restart=True)
    ] = 64

    @property
    def steering(self) -> Steering:
        """How to refine as long as nobody asks for anything else."""
        mode = None if self.mode == "auto" else Mode(self.mode)
        return Steering(mode, Compression(self.compression), self.instruction)


class Claude(NamedTuple):
    """The model that executes the signed spec."""

    model: Annotated[str, Setting("Model id for the hand-off.")] = DEFAULT_MODEL
    max_tokens: Annotated[int, Setting("Most tokens an answer may have, thinking included.", bounds=(1, 1_000_000))] = (
        DEFAULT_MAX_TOKENS
    )
    effort: Annotated[str, Setting("How hard the model thinks, where it can.", choices=EFFORTS)] = "medium"
    thinking: Annotated[str, Setting("What to show of its thinking, which is billed anyway.", choices=THINKING)] = (
        "summarized"
    )
    patience_s: Annotated[
        int,
        Setting(
            "Most seconds to wait, in all, where Claude is busy and nothing was billed; 0: none.",
            bounds=(0, 3600),
            restart=True,
        ),
    ] = 60

    @property
    def order(self) -> Order:
        """How a spec is executed as long as nobody chooses anything else."""
        return Order(Target.API, self.model, self.max_tokens, self.effort, self.thinking)


class Checkpoint(NamedTuple):
    """The stop before a hand-off."""

    sign_off: Annotated[str, Setting("How to sign: type the code shown, or press a key.", choices=("code", "key"))] = (
        "code"
    )
    terms: Annotated[
        str, Setting("Words that must not leave this machine, separated by commas: clients, code names.")
    ] = ""
    profile: Annotated[
        str,
        Setting("Whose structure a spec should have; openspec also wants scenarios.", choices=("plain", "openspec")),
    ] = "plain"
    strict: Annotated[
        str,
        Setting(
            "What must be answered before you can sign, besides conflicts: only secrets, errors too, or also warnings.",
            choices=("secrets", "errors", "warnings"),
        ),
    ] = "secrets"

    @property
    def listed(self) -> tuple[str, ...]:
        """The words that must not leave."""
        return tuple(word for each in self.terms.split(",") if (word := each.strip()))


class Budget(NamedTuple):
    """What hand-offs may cost, in USD. Past it nothing is sent unless you say so each time."""

    day: Annotated[str, Setting('Most for a day, such as "5.00"; empty: no limit.', money=True)] = ""
    month: Annotated[str, Setting("Most for a month; empty: no limit.", money=True)] = ""
    warn_percent: Annotated[int, Setting("From which share on to warn, in percent.", bounds=(1, 100))] = 80

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None]:
        """Most for a day and for a month, in USD; None where there is no limit."""
        return (Decimal(self.day) if self.day else None), (Decimal(self.month) if self.month else None)


class History(NamedTuple):
    """The versions of notes, drafts and specs, the sign-offs and the replies that are kept."""

    limit_mb: Annotated[
        int,
        Setting(
            "Most megabytes that they take, all workspaces together; 0: no limit.", bounds=(0, 1_048_576), restart=True
        ),
    ] = 256


class Ui(NamedTuple):
    """The screen."""

    theme: Annotated[str, Setting("Name of a theme, one of yours or one that came along.")] = "dusk"
    live: Annotated[bool, Setting("Refine while you type.")] = True
    economy: Annotated[bool, Setting("Send the terminal only what changed on the screen, not whole regions.")] = True
    blink: Annotated[str, Setting("Whether cursors blink; auto: not over SSH.", choices=("auto", "on", "off"))] = "auto"
    notify: Annotated[
        str,
        Setting(
            "How to tell you that something long has ended; osc: a notice, where the terminal shows any.",
            choices=("off", "bell", "osc"),
        ),
    ] = "off"
    notify_after_s: Annotated[
        int, Setting("Seconds from which on a refinement or a reply is long.", bounds=(0, 86_400))
    ] = 10

    def blinks(self, *, over_ssh: bool) -> bool:
        """Whether cursors blink where the terminal is, or is not, at the other end of a line."""
        return not over_ssh if self.blink == "auto" else self.blink == "on"


class Config(NamedTuple):
    """Every setting. `keys` maps the id of a binding to the key that replaces its default."""

    local: Local = Local()
    claude: Claude = Claude()
    checkpoint: Checkpoint = Checkpoint()
    budget: Budget = Budget()
    history: History = History()
    ui: Ui = Ui()
    keys: Mapping[str, str] = MappingProxyType({})


GROUPS: Mapping[str, type[Local] | type[Claude] | type[Checkpoint] | type[Budget] | type[History] | type[Ui]] = {
    "local": Local,
    "claude": Claude,
    "checkpoint": Checkpoint,
    "budget": Budget,
    "history": History,
    "ui": Ui,
}
"""The groups by the names of their tables in the file."""

SETTINGS: Mapping[str, Setting] = {
    f"{group}.{name}": declared.__metadata__[0]._replace(default=kind._field_defaults[name])
    for group, kind in GROUPS.items()
    for name, declared in kind.__annotations__.items()
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
        for name in kind._fields:
            setting = SETTINGS[f"{group}.{name}"]
            lines += [f"# {_manual(setting)}", f"{name} = {in_toml(setting.default)}"]
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


def _manual(setting: Setting) -> str:
    bounds, choices = setting.bounds, setting.choices
    allowed = f" From {bounds[0]} to {bounds[1]}." if bounds else f" One of {', '.join(choices)}." if choices else ""
    restart = " Waits for the next start." if setting.restart else ""
    return f"{setting.manual}{allowed}{restart}"
