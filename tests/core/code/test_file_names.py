"""Why this file exists: no name that an answer makes up may lead anywhere but into the chosen folder."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.code.file_names import checked
from hybridtui.core.errors import Exit, HybridError


@pytest.mark.parametrize(
    "name",
    ["a.py", "app/main.py", ".env.example", "app/[id]/page.tsx", "Makefile", "ä/ö.md", ".github/ci.yml", "a b.txt"],
)
def test_a_name_within_the_folder_is_taken_as_it_is(name: str) -> None:
    assert checked(name) == name
    assert checked(f"./{name}") == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("/etc/passwd", "within the folder"),
        ("~/.bashrc", "within the folder"),
        ("../a.py", "leads out"),
        ("a/../../b.py", "leads out"),
        ("a/..", "leads out"),
        ("a//b.py", "empty"),
        ("a/./b.py", "empty"),
        ("a/", "empty"),
        ("a.py.", "dot at its end"),
        ("a.py ", "blank"),
        ("a /b", "blank"),
        ("C:/a.py", "“:”"),
        ("a\\..\\b.py", "“\\”"),
        ("what?.py", "“?”"),
        ("a\0.py", "do not show"),
        ("a\n.py", "do not show"),
        ("a\x1b[2J.py", "do not show"),
        ("a\u202eyp.exe", "do not show"),
        ("a\udcff.py", "do not show"),
        ("CON", "device"),
        ("lib/nul.txt", "device"),
        ("Com1.log", "device"),
        (".git/hooks/pre-commit", "git's own"),
        ("sub/.GIT/config", "git's own"),
        ("x" * 256, "longer"),
        ("é" * 128, "longer"),
    ],
)
def test_a_name_that_leads_elsewhere_or_says_something_else_is_refused(name: str, reason: str) -> None:
    with pytest.raises(HybridError) as caught:
        checked(name)
    assert reason in caught.value.cause
    assert caught.value.exit is Exit.BAD_INPUT


@given(st.text(st.sampled_from("ab./\\~: \n\x1b."), max_size=12) | st.text(max_size=12))
def test_whatever_is_taken_stays_within_the_folder_on_every_system(name: str) -> None:
    try:
        taken = checked(name)
    except HybridError:
        return
    for kind in (PurePosixPath, PureWindowsPath):
        path = kind(taken)
        assert not path.is_absolute()
        assert not path.drive
        assert path.parts
        assert not {"..", ".git"} & {part.casefold() for part in path.parts}
    assert checked(taken) == taken
