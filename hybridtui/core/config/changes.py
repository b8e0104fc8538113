"""Why this file exists: settings are edited while the workbench runs; what changes is told, and what has to wait too.

What the human chose on the way, with a key, is theirs: a changed file moves only what still stands as it had set it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hybridtui.core.config import SETTINGS, Config

if TYPE_CHECKING:
    from hybridtui.core.session import Session

_ORDER = ("model", "max_tokens", "effort", "thinking")
"""The settings of [claude] that a hand-off is ordered with."""
_STEERING = ("mode", "compression", "instruction")
"""The settings of [local] that the human steers with."""


def changed(before: Config, after: Config) -> tuple[str, ...]:
    """The dotted names of the settings and keys that differ, in the order of the manual."""
    settings = (name for name in SETTINGS if _value(before, name) != _value(after, name))
    keys = sorted(key for key in {*before.keys, *after.keys} if before.keys.get(key) != after.keys.get(key))
    return (*settings, *(f"keys.{key}" for key in keys))


def told(names: Iterable[str], kept: Collection[str] = ()) -> str:
    """What became of the changed settings `names`, in a line; `kept` are those that the human had chosen otherwise."""
    done: list[str] = []
    waiting: list[str] = []
    overruled: list[str] = []
    for name in names:
        setting = SETTINGS.get(name)
        if setting is not None and setting.restart:
            waiting.append(name)
        else:
            (overruled if name in kept else done).append(name)
    parts = (("In force now", done), ("From the next start on", waiting), ("Kept as you chose since", overruled))
    return " ".join(("config.toml changed.", *(f"{words}: {', '.join(which)}." for words, which in parts if which)))


def reconfigured(session: Session, before: Config, after: Config) -> tuple[Session, frozenset[str]]:
    """The session under other settings, and the names of those changed ones that the human has overruled with a key."""
    live = after.ui.live if session.live == before.ui.live else session.live
    order = session.order._replace(**_moves(session.order, before.claude.order, after.claude.order, _ORDER))
    steering = session.steering._replace(
        **_moves(session.steering, before.local.steering, after.local.steering, _STEERING)
    )
    stands = {
        "ui.live": live == after.ui.live,
        **{f"claude.{name}": getattr(order, name) == getattr(after.claude.order, name) for name in _ORDER},
        **{f"local.{name}": getattr(steering, name) == getattr(after.local.steering, name) for name in _STEERING},
    }
    overruled = frozenset(name for name in changed(before, after) if not stands.get(name, True))
    return replace(session, live=live, order=order, steering=steering), overruled


def _value(config: Config, name: str) -> object:
    group, _, short = name.partition(".")
    return getattr(getattr(config, group), short)


def _moves(chosen: object, before: object, after: object, names: Iterable[str]) -> dict[str, Any]:
    """What `after` says under `names`, wherever what was chosen is still what `before` said."""
    return {name: getattr(after, name) for name in names if getattr(chosen, name) == getattr(before, name)}
