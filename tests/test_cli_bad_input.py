"""Why this file exists: a spec may be half typed, empty, huge or no text at all, and each has a clear outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.errors import Exit

COMMANDS = ["lint {}", "lint s.md --notes {}", "trace {} --notes n.md", "trace s.md --notes {}"]
COMMANDS += [f"convert {{}} --to {form}" for form in ("json", "md", "openspec")]
ON_A_SPEC = [command for command in COMMANDS if "s.md" not in command]
COMMANDS += ["count {}", "count n.md {}", "quote {}", "quote s.md --notes {}", "handoff {}", "handoff s.md --notes {}"]
HALF_TYPED = [
    pytest.param("## Requirem", id="heading"),
    pytest.param("- ", id="bullet"),
    pytest.param("```\n- never closed", id="fence"),
    pytest.param("| a | b\n|--", id="table"),
    pytest.param("# \n\n#\n\n- [ ]\n- [x", id="marks"),
    pytest.param(">" * 5000 + " deep", id="quotes"),
    pytest.param("- a\n" + "".join(f"{' ' * 2 * depth}- b\n" for depth in range(200)), id="nested"),
    pytest.param("caf\udce9 \0 \x1b[31m \u2028 \U0001f389\r\rend", id="strange"),
    pytest.param("[[[[((((****____``` R1 R2 see R9: " * 50, id="brackets"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a spec and its notes."""
    (tmp_path / "s.md").write_text("## Requirements\n\n- The page has a title\n")
    (tmp_path / "n.md").write_text("The page has a title.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def main(command: str, file: str) -> int:
    return cli.main([word.format(file) for word in command.split()])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 40, id="all bytes"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\0" * 500, id="program"),
        pytest.param("# Ziel\n\n- größer\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xff" * 50, id="no UTF-8"),
        pytest.param(None, id="folder"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_text_is_told_in_three_lines(
    command: str, content: bytes | None, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = folder / "bad\x1b[2J"
    if content is None:
        bad.mkdir()
    else:
        bad.write_bytes(content)
    assert main(command, bad.name) == Exit.BAD_INPUT
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 3
    assert "\x1b" not in err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("file", "says"), [("none.md", "No such file"), ("n\0.md", "null"), ("n.md/x", "directory")])
def test_a_path_that_leads_to_no_file_is_told(
    command: str, file: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(command, file) == Exit.BAD_INPUT
    out, err = capfd.readouterr()
    assert out == ""
    assert says in err


@pytest.mark.parametrize("content", HALF_TYPED)
@pytest.mark.parametrize("command", ON_A_SPEC)
def test_a_half_typed_spec_gives_a_result(
    command: str, content: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "half.md").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert main(command, "half.md") in (Exit.DONE, Exit.FINDINGS)
    out, err = capfd.readouterr()
    assert out
    assert err == "" or command.endswith("openspec")


@pytest.mark.parametrize("content", HALF_TYPED)
@pytest.mark.parametrize("command", ["count {}", "quote {}"])
def test_a_half_typed_spec_is_weighed_or_told_why_it_cannot_be_sent(
    command: str, content: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "half.md").write_bytes(content.encode("utf-8", "surrogateescape"))
    ended = main(command, "half.md")
    out, err = capfd.readouterr()
    if ended == Exit.BAD_INPUT:
        assert ("\udce9" in content, out) == (True, "")
        assert "not UTF-8" in err
    else:
        assert ended in (Exit.DONE, Exit.FINDINGS)
        assert "half.md" in out or "SHA-256" in out
    assert "\x1b" not in out + err


@pytest.mark.parametrize("command", ["quote {}", "handoff {}"])
@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff"])
def test_a_blank_spec_is_nothing_to_hand_off(
    command: str, content: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "blank.md").write_text(content)
    assert main(command, "blank.md") == Exit.BAD_INPUT
    assert "nothing to hand off" in capfd.readouterr().err


@pytest.mark.parametrize("number", ["0", "-5", "99999999"])
@pytest.mark.parametrize("command", ["quote {} --max-tokens", "handoff {} --max-tokens"])
def test_an_impossible_length_is_told(command: str, number: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(f"{command} {number}", "s.md") == Exit.BAD_INPUT
    assert f"{number} is no possible length" in capfd.readouterr().err


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.endswith("--notes {}")])
def test_notes_that_say_nothing_are_told_and_not_taken_for_none(
    command: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "blank.md").write_text("# Title only\n\n")
    assert main(command, "blank.md") == Exit.BAD_INPUT
    assert "nothing to trace to" in capfd.readouterr().err


@pytest.mark.parametrize("command", ["lint {}", "trace {} --notes n.md"])
def test_a_spec_in_json_is_sent_to_the_command_that_reads_it(
    command: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").write_text('{"title": "Upload", ')
    assert main(command, "a.txt") == Exit.BAD_INPUT
    assert "hybridtui convert" in capfd.readouterr().err


@pytest.mark.parametrize(
    "command", [pytest.param(each, marks=() if "convert" in each else pytest.mark.slow) for each in ON_A_SPEC]
)
def test_a_megabyte_of_spec_has_a_result(command: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line = "- Row {} of the import holds at most {} kB and names its owner.\n"
    text = "## Requirements\n\n" + "".join(line.format(number, number + 2) for number in range(15_000))
    (folder / "big.md").write_text(text)
    assert len(text) > 1_000_000
    assert main(command, "big.md") in (Exit.DONE, Exit.FINDINGS)
    out, err = capfd.readouterr()
    assert out
    assert err == ""


def test_openspec_of_no_requirement_is_told_to_be_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.md").write_text("## Goal\n\n- A page\n")
    assert main("convert {} --to openspec", "a.md") == Exit.DONE
    out, err = capfd.readouterr()
    assert "A page" in out
    assert "OpenSpec will refuse this" in err
