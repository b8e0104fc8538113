"""Why this file exists: settings are all checked at once, and the manual cannot say what the code does not do."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.config import SETTINGS, VARIABLES, Config, render
from hybridtui.core.config.parser import complaint, parse
from hybridtui.core.hand_off.models import DEFAULT_MAX_TOKENS, DEFAULT_MODEL, EFFORTS

anything: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(["local", "claude", "ui", "keys", "model", "threads", "live", "theme", "effort"]) | st.text(
    max_size=5
)


def test_arguments_win_over_the_environment_over_the_file_over_the_defaults() -> None:
    table = {"local": {"model": "file", "context": 1024, "threads": 2}}
    environment = {"HYBRIDTUI_LOCAL_MODEL": "environment", "HYBRIDTUI_LOCAL_CONTEXT": "2048"}
    found = parse(table, environment, {"local.model": "argument"})
    assert found.problems == ()
    config = found.config
    assert (config.local.model, config.local.context, config.local.threads) == ("argument", 2048, 2)
    assert config.local.pause_ms == Config().local.pause_ms


def test_every_problem_is_told_at_once_and_what_is_right_is_used() -> None:
    found = parse(
        {
            "local": {"modell": "x", "context": "many", "threads": 4, "pause_ms": True},
            "claude": {"effort": "huge", "max_tokens": 0},
            "iu": {"theme": "paper"},
            "ui": 3,
            "keys": {"quit": "f10", "refine": 5},
        },
        {"HYBRIDTUI_UI_LIVE": "perhaps", "HYBRIDTUI_CLAUDE_MODLE": "x", "HYBRIDTUI_ELSEWHERE": "ignored", "HOME": "/"},
    )
    config, problems = found.config, found.problems
    assert {problem.place: problem.message for problem in problems} == {
        "local.modell": "is unknown; did you mean local.model?",
        "local.context": 'must be a whole number, not "many"',
        "local.pause_ms": "must be a whole number, not true",
        "claude.effort": 'must be one of low, medium, high, xhigh, max, not "huge"',
        "claude.max_tokens": "must be from 1 to 1000000, not 0",
        "iu": "is unknown; did you mean ui?",
        "ui": "must be a table, [ui]",
        "keys.refine": 'must be a key such as "f5", "ctrl+r" or "x", not 5',
        "HYBRIDTUI_UI_LIVE": "must be true or false, not 'perhaps'",
        "HYBRIDTUI_CLAUDE_MODLE": "is unknown; did you mean HYBRIDTUI_CLAUDE_MODEL?",
    }
    assert config.local.threads == 4
    assert dict(config.keys) == {"quit": "f10"}
    error = complaint(problems)
    assert error.title == "10 settings are not usable"
    assert len(error.cause.splitlines()) == 10


def test_a_key_for_an_unknown_binding_is_a_problem_when_the_bindings_are_known() -> None:
    found = parse({"keys": {"refien": "f5", "quit": "f10"}}, {}, bindings={"refine": "r", "quit": "q"})
    assert [str(problem) for problem in found.problems] == ["keys.refien: is unknown; did you mean refine?"]
    assert dict(found.config.keys) == {"quit": "f10"}


def test_a_setting_outside_its_group_is_led_there_and_long_lists_are_only_named() -> None:
    bindings = {f"binding-{number}": "" for number in range(30)}
    found = parse({"theme": "paper", "xyz": {}, "keys": {"foo": "x"}}, {}, bindings=bindings)
    assert [str(problem) for problem in found.problems] == [
        "theme: is unknown; did you mean ui.theme?",
        "xyz: is unknown; there are local, claude, checkpoint, budget, history, ui, keys",
        "keys.foo: is unknown; “hybridtui config” lists all there are",
    ]


BINDINGS = {"take": "t", "refine": "r", "stop": "s", "next": "down,j"}


@pytest.mark.parametrize("key", ["", "nokey", "ctrl+", "super+x", "f13", "shift+a", "\x07", 5, ["x"]])
def test_what_no_terminal_sends_is_no_key(key: object) -> None:
    found = parse({"keys": {"take": key}}, {}, bindings=BINDINGS)
    assert [problem.place for problem in found.problems] == ["keys.take"]
    assert not found.config.keys


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"take": "r"}, ["keys.take"]),
        ({"take": "j"}, ["keys.take"]),
        ({"take": "x", "stop": "x"}, ["keys.stop"]),
        ({"take": "?", "stop": "question_mark"}, ["keys.stop"]),
        ({"take": "r", "refine": "x"}, []),
        ({"take": "r", "refine": "t"}, []),
        ({"take": "r", "refine": "s"}, ["keys.refine", "keys.take"]),
        ({"take": "t"}, []),
    ],
)
def test_two_bindings_on_one_key_are_a_problem_and_the_later_gives_way(keys: dict[str, str], told: list[str]) -> None:
    found = parse({"keys": keys}, {}, bindings=BINDINGS)
    assert [problem.place for problem in found.problems] == told
    assert all("must be a key of its own" in problem.message for problem in found.problems)
    assert set(found.config.keys) == set(keys) - {place.removeprefix("keys.") for place in told}


@given(st.dictionaries(st.sampled_from(sorted(BINDINGS)), st.sampled_from("trsjxy")))
def test_whatever_is_asked_for_no_two_bindings_share_a_key(keys: dict[str, str]) -> None:
    found = parse({"keys": keys}, {}, bindings=BINDINGS)
    bound = ",".join({**BINDINGS, **found.config.keys}.values()).split(",")
    assert len(bound) == len(set(bound))


@pytest.mark.parametrize(("setting", "least"), [("pause_ms", 1), ("threads", 0), ("context", 512)])
def test_a_number_has_a_least_value(setting: str, least: int) -> None:
    assert parse({"local": {setting: least}}, {}).problems == ()
    found = parse({"local": {setting: least - 1}}, {})
    assert found.config == Config()
    assert [problem.place for problem in found.problems] == [f"local.{setting}"]


def test_what_claude_takes_is_said_in_one_place() -> None:
    assert (Config().claude.model, Config().claude.max_tokens) == (DEFAULT_MODEL, DEFAULT_MAX_TOKENS)
    assert Config().claude.effort in EFFORTS
    assert all(parse({"claude": {"effort": effort}}, {}).problems == () for effort in EFFORTS)


@pytest.mark.parametrize("word", ["1", "true", "YES", " on "])
def test_the_environment_says_yes_in_several_ways(word: str) -> None:
    assert parse({"ui": {"live": False}}, {"HYBRIDTUI_UI_LIVE": word}).config.ui.live


@pytest.mark.parametrize("text", ["", "4.5", "-1", "9" * 30, "²"])
def test_a_number_in_the_environment_must_be_one(text: str) -> None:
    found = parse({}, {"HYBRIDTUI_LOCAL_THREADS": text})
    assert found.config == Config()
    assert [problem.place for problem in found.problems] == ["HYBRIDTUI_LOCAL_THREADS"]


def test_the_rendered_file_is_the_defaults_and_explains_every_setting() -> None:
    text = render()
    table = tomllib.loads(text)
    found = parse(table, {})
    assert (found.config, found.problems) == (Config(), ())
    assert {f"{group}.{name}" for group, content in table.items() for name in content} == set(SETTINGS)
    for entry in SETTINGS.values():
        assert entry.manual in text
        assert entry.manual.endswith(".")
    assert len(VARIABLES) == len(SETTINGS)


@given(st.dictionaries(names, st.dictionaries(names, anything, max_size=4) | anything, max_size=4))
def test_nothing_in_a_file_can_break_the_start(table: dict[str, object]) -> None:
    found = parse(table, {})
    assert isinstance(found.config, Config)
    if problems := found.problems:
        assert complaint(problems).cause.count("must be") + complaint(problems).cause.count("is unknown") >= len(
            problems
        )


@given(st.sampled_from(sorted(VARIABLES)), st.text())
def test_nothing_in_the_environment_can_break_the_start(variable: str, text: str) -> None:
    parse({}, {variable: text})
