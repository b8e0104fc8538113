"""Why this file exists: what reaches the terminal when a reply is copied are the reply's bytes, and no others."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from tests.fake_claude import FakeClaude, happy
from tests.terminal import HYBRIDTUI, LEADER, Terminal

COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
CODE = "print('é \x1b[2J\t')\n"
REPLY = f"Done, \u202ereally.\n\n```py a.py\n{CODE}```\n"


def test_a_reply_and_a_block_of_it_go_to_the_terminal_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("A.\n")
    (tmp_path / "notes.spec.md").write_text("# Spec\n\n- Do A\n")
    with FakeClaude.in_thread(happy(REPLY)) as claude:
        env = {
            "ANTHROPIC_BASE_URL": claude.url,
            "ANTHROPIC_API_KEY": "sk-test-0000",
            "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22",
            "TMUX": "",
        }
        with Terminal([*HYBRIDTUI, str(tmp_path / "notes.md")], size=(80, 24), env=env) as terminal:
            terminal.shows("live")
            terminal.type(LEADER, "h")
            terminal.sign()
            terminal.shows("Claude finished")
            terminal.type("y")
            terminal.shows("the whole reply", "a.py")
            terminal.type("0")
            terminal.until(lambda: len(COPIED.findall(terminal.sent)) == 1)
            terminal.shows("Handed to the terminal", "hidden characters")
            terminal.until(lambda: "number or Enter copies" not in terminal.text)
            terminal.type("y")
            terminal.shows("number or Enter copies")
            terminal.type("1")
            terminal.until(lambda: len(COPIED.findall(terminal.sent)) == 2)
            terminal.type("q")
            assert terminal.ends() == 0
    assert [base64.b64decode(data) for data in COPIED.findall(terminal.sent)] == [REPLY.encode(), CODE.encode()]
    terminal.sent = bytearray(COPIED.sub(b"", terminal.sent))
    assert terminal.strays() == []
