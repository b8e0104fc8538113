"""Why this file exists: a saved settings file takes effect, but never over what the human chose with a key since."""

from __future__ import annotations

from dataclasses import replace

from hybridtui.core.config import SETTINGS, Claude, Config, Local, Ui
from hybridtui.core.config.changes import changed, reconfigured, told
from hybridtui.core.session import Session
from hybridtui.core.steering import Compression, Wish

BEFORE = Config()
SESSION = Session(order=BEFORE.claude.order, steering=BEFORE.local.steering)


def test_the_same_settings_change_nothing() -> None:
    assert changed(BEFORE, Config()) == ()
    assert reconfigured(SESSION, BEFORE, Config()) == (SESSION, frozenset())


def test_every_setting_that_differs_is_named_and_so_is_every_key() -> None:
    after = Config(local=Local(threads=3), ui=Ui(theme="paper"), keys={"take": "x", "quit": "f10"})
    assert changed(BEFORE, after) == ("local.threads", "ui.theme", "keys.quit", "keys.take")
    assert changed(after, BEFORE) == changed(BEFORE, after)


def test_what_waits_for_the_next_start_is_told_apart() -> None:
    assert told(["local.model", "ui.theme", "claude.model", "keys.quit"], {"claude.model"}) == (
        "config.toml changed. In force now: ui.theme, keys.quit. From the next start on: local.model."
        " Kept as you chose since: claude.model."
    )
    assert told(["local.model"]) == "config.toml changed. From the next start on: local.model."
    assert SETTINGS["local.model"].restart


def test_the_session_follows_the_file() -> None:
    after = Config(
        local=Local(mode="rules", compression="light", instruction="a CLI"),
        claude=Claude(model="claude-other", effort="low"),
        ui=Ui(live=False),
    )
    session, overruled = reconfigured(SESSION, BEFORE, after)
    assert (session.order, session.steering, session.live) == (after.claude.order, after.local.steering, False)
    assert overruled == frozenset()


def test_what_the_human_chose_with_a_key_stays_and_is_told() -> None:
    wishes = (Wish("s1", attempt=2),)
    steering = SESSION.steering._replace(compression=Compression.VERBATIM, wishes=wishes)
    chosen = replace(SESSION, order=SESSION.order._replace(model="claude-mine"), steering=steering, live=False)
    after = Config(local=Local(compression="light"), claude=Claude(model="claude-other", max_tokens=99))
    session, overruled = reconfigured(chosen, BEFORE, after)
    assert overruled == {"claude.model", "local.compression"}
    assert (session.order.model, session.order.max_tokens) == ("claude-mine", 99)
    assert session.steering == steering
    assert not session.live


def test_a_file_that_says_what_the_human_chose_anyway_overrules_nothing() -> None:
    chosen = replace(SESSION, live=False)
    session, overruled = reconfigured(chosen, BEFORE, Config(ui=Ui(live=False)))
    assert (session, overruled) == (chosen, frozenset())
