"""Why this file exists: text is copied byte for byte, by what can work here, and no more is claimed than is known."""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.outgoing import clipboard
from hybridtui.store.outgoing.clipboard import TERMINAL_LIMIT, SystemClipboard, tools

TEXT = "tab\tand é, \x1b[31m and no newline at the end"
REMOTE = {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}
pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="pbcopy comes first there")


def installed(folder: Path, *names: str, says: int = 0) -> dict[str, str]:
    """Tools of those names that note what they read and how they were called, and the environment to find them in."""
    for name in names:
        path = folder / name
        path.write_text(f'#!/bin/sh\necho "$0 $*" >> {folder}/calls\n/bin/cat > {folder}/{name}.got\nexit {says}\n')
        path.chmod(0o755)
    return {"PATH": str(folder)}


def copied(environ: Mapping[str, str], text: str = TEXT) -> tuple[str, str]:
    """What was said, and what went to the terminal."""
    written: list[str] = []
    said = SystemClipboard(written.append, environ).copy(text)
    return said, "".join(written)


@pytest.mark.parametrize(
    ("display", "used", "arguments"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wl-copy", "--type text/plain"),
        ({"DISPLAY": ":0"}, "xclip", "-selection clipboard"),
        ({"DISPLAY": ":0", "TMUX": "/tmp/tmux,1,0"}, "xclip", "-selection clipboard"),
        ({"TMUX": "/tmp/tmux,1,0"}, "tmux", "load-buffer -w -"),
        ({"TMUX": "/tmp/tmux,1,0", "DISPLAY": "localhost:10.0", **REMOTE}, "tmux", "load-buffer -w -"),
    ],
)
def test_the_tool_that_can_work_here_gets_the_bytes(
    display: dict[str, str], used: str, arguments: str, tmp_path: Path
) -> None:
    environ = installed(tmp_path, "wl-copy", "xclip", "xsel", "tmux") | display
    said, written = copied(environ)
    assert (tmp_path / f"{used}.got").read_bytes() == TEXT.encode()
    assert (tmp_path / "calls").read_text() == f"{tmp_path}/{used} {arguments}\n"
    assert written == ""
    assert used in said
    assert ("not known" in said) == (used == "tmux"), "tmux does not tell whether the terminal took it"


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ":0", **REMOTE}, {"WAYLAND_DISPLAY": "w", **REMOTE}])
def test_without_a_display_of_the_humans_the_terminal_is_asked(environ: dict[str, str], tmp_path: Path) -> None:
    said, written = copied(installed(tmp_path, "wl-copy", "xclip", "xsel", "tmux") | environ)
    assert written.startswith("\x1b]52;c;")
    assert written.endswith("\x07")
    assert base64.b64decode(written[7:-1]) == TEXT.encode()
    assert not (tmp_path / "calls").exists()
    assert "not known" in said


def test_a_tool_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    environ = installed(tmp_path, "wl-copy", says=1) | installed(tmp_path, "xsel")
    assert copied(environ | {"WAYLAND_DISPLAY": "gone", "DISPLAY": ":0"}) == ("Copied with xsel.", "")


def test_a_tool_that_hangs_gives_way_to_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    (tmp_path / "xclip").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    (tmp_path / "xclip").chmod(0o755)
    said, written = copied({"PATH": str(tmp_path), "DISPLAY": ":0"})
    assert "terminal" in said
    assert written


def test_a_tool_that_stays_to_serve_what_it_copied_does_not_hold_us_up(tmp_path: Path) -> None:
    (tmp_path / "xclip").write_text("#!/bin/sh\n/bin/cat >/dev/null\n/bin/sleep 20 &\n")
    (tmp_path / "xclip").chmod(0o755)
    assert copied({"PATH": str(tmp_path), "DISPLAY": ":0"}) == ("Copied with xclip.", "")


def test_what_is_too_long_for_a_terminal_is_refused_and_what_is_not_is_sent_whole() -> None:
    longest = (TERMINAL_LIMIT - 8) * 3 // 4
    assert len(copied({}, "x" * longest)[1]) <= TERMINAL_LIMIT
    with pytest.raises(HybridError) as caught:
        copied({}, "x" * (longest + 4))
    assert "75,0" in caught.value.cause
    assert caught.value.next_step


def test_half_a_character_is_no_reason_to_fail() -> None:
    assert base64.b64decode(copied({}, "a\ud83d")[1][7:-1]).decode() == "a\ufffd"


def test_nothing_is_run_that_is_not_installed(tmp_path: Path) -> None:
    assert list(tools({"PATH": str(tmp_path), "WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "TMUX": "t"})) == []
