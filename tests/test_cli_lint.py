"""Why this file exists: `lint` gates pipelines: what it prints, where it points to and how it ends are promises."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Document, Finding, Group, Severity
from hybridtui.core.errors import Exit
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse, text_hash
from hybridtui.core.trace.record import Record, Waiver
from hybridtui.headless import lint
from hybridtui.headless.examined import Examined
from hybridtui.headless.paper import Paper
from tests.test_cli import run

SPEC = "# Upload\n\n## Requirements\n\n- Accept files of at most 50 MB.\n- TBD\n"
NOTES = "We need an upload page for files of at most 50 MB.\r\n\r\nThe footer must show the build number 7.\r\n"

SECRET = Finding("secret", Group.SECRET, Severity.ERROR, "A password:\nhun…", (40, 43), "hun", "R1", fix="Remove it.")
DROPPED = Finding(
    "dropped",
    Group.CREEP,
    Severity.INFO,
    "Not in the spec",
    (54, 94),
    NOTES[54:94],
    sentence=sentences(NOTES)[1].key,
    document=Document.NOTES,
)
VAGUE = Finding("L1", Group.LINT, Severity.WARN, "\x1b[2Jfast\u2028says little", (29, 35), "Accept", "R1")
ASKED = Finding("S9", Group.QUESTION, Severity.QUESTION, "Who may upload?", (0, 1), "#")


def found(*findings: Finding, waived: int = 0, before: int = 0) -> Examined:
    examination = Examination(NOTES, parse(SPEC), sentences(NOTES), findings=findings, waived=waived)
    return Examined(Paper("a.spec.md", SPEC, before), Paper("a.md", NOTES), examination)


def test_the_report_is_grouped_and_each_line_is_one_that_editors_can_follow() -> None:
    assert lint.report(found(SECRET, DROPPED, VAGUE, ASKED, waived=2)).splitlines() == [
        "Secrets",
        "a.spec.md:5:14: secret error R1: A password: hun…",
        "    Remove it.",
        "",
        "Creep",
        "a.md:3:1: dropped info n2: Not in the spec",
        "",
        "Lint",
        "a.spec.md:5:3: L1 warn R1: ␛[2Jfast says little",
        "",
        "Questions",
        "a.spec.md:1:1: S9 question: Who may upload?",
        "",
        "1 error, 1 warning, 1 remark, 1 question (2 waived).",
    ]


def test_a_report_of_nothing_says_so() -> None:
    assert lint.report(found()) == "No findings.\n"
    assert lint.report(found(waived=1)) == "No findings (1 waived).\n"


def test_json_points_into_the_file_as_it_is() -> None:
    table = lint.table(found(SECRET, DROPPED, before=1))
    assert table == {
        "findings": [
            {
                "rule": "secret",
                "severity": "error",
                "file": "spec",
                "line": 5,
                "start": 41,
                "end": 44,
                "item": "R1",
                "sentence": "",
                "message": "A password:\nhun…",
                "fix": "Remove it.",
            },
            {
                "rule": "dropped",
                "severity": "info",
                "file": "notes",
                "line": 3,
                "start": 54,
                "end": 94,
                "item": "",
                "sentence": "n2",
                "message": "Not in the spec",
                "fix": "",
            },
        ],
        "waived": 0,
    }


@pytest.mark.parametrize(
    ("findings", "strict", "ends"),
    [
        ((), True, Exit.DONE),
        ((VAGUE, ASKED), False, Exit.DONE),
        ((DROPPED, ASKED), True, Exit.DONE),
        ((VAGUE,), True, Exit.FINDINGS),
        ((SECRET,), False, Exit.FINDINGS),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_errors_end_with_findings_and_warnings_do_where_it_is_strict(
    findings: tuple[Finding, ...], strict: bool, ends: Exit, form: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint, "examine", lambda spec, notes: found(*findings))
    assert cli.main(["lint", "a.spec.md", *form, *["--strict"] * strict]) == ends


def test_a_spec_in_a_pipe_with_its_notes_in_a_file_gives_findings_in_both(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_bytes(NOTES.encode())
    done = run("lint", "-", "--notes", "n.md", "--json", input=b"\xef\xbb\xbf" + SPEC.encode(), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (Exit.FINDINGS, b"")
    findings = json.loads(done.stdout)["findings"]
    (placeholder,) = [each for each in findings if each["rule"] == "S1"]
    assert (placeholder["file"], placeholder["line"], placeholder["severity"]) == ("spec", 6, "error")
    assert ("\ufeff" + SPEC)[placeholder["start"] : placeholder["end"]] == "TBD"
    (dropped,) = [each for each in findings if each["rule"] == "dropped"]
    assert (dropped["file"], dropped["line"], dropped["sentence"]) == ("notes", 3, "n2")
    assert NOTES[dropped["start"] : dropped["end"]].startswith("The footer")
    assert os.listdir(tmp_path) == ["n.md"]


def test_without_notes_nothing_is_said_about_them(tmp_path: Path) -> None:
    (tmp_path / "idea.md").write_text(NOTES)
    (tmp_path / "idea.spec.md").write_text(SPEC)
    done = run("lint", "idea.spec.md", "--json", cwd=tmp_path)
    assert done.stderr == b""
    rules = {each["rule"] for each in json.loads(done.stdout)["findings"]}
    assert "S1" in rules
    assert not rules & {"added", "altered", "stale", "dropped"}


def test_a_waiver_beside_the_spec_holds_and_the_file_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "a.spec.md").write_text(SPEC)
    first = json.loads(run("lint", "a.spec.md", "--json", cwd=tmp_path).stdout)
    (placeholder,) = [each for each in first["findings"] if each["rule"] == "S1"]
    record = Record(waivers=(Waiver("S1", placeholder["item"], text_hash("TBD"), "decided in May"),)).to_json()
    (tmp_path / "a.trace.json").write_text(record)
    done = run("lint", "a.spec.md", "--json", cwd=tmp_path)
    second = json.loads(done.stdout)
    assert done.stderr == b""
    assert "S1" not in {each["rule"] for each in second["findings"]}
    assert second["waived"] == first["waived"] + 1
    assert (tmp_path / "a.trace.json").read_text() == record


@pytest.mark.parametrize(
    "content", [b"{", b'{"version": 9}', b"\xff\x00", None], ids=["cut", "newer", "bytes", "folder"]
)
def test_a_trace_file_that_is_not_usable_is_told_and_does_not_stop_it(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "a.spec.md").write_text(SPEC)
    beside = tmp_path / "a.trace.json"
    if content is None:
        beside.mkdir()
    else:
        beside.write_bytes(content)
    done = run("lint", "a.spec.md", cwd=tmp_path)
    assert done.returncode == Exit.FINDINGS
    assert b"The trace file cannot be read" in done.stderr
    assert b"S1" in done.stdout


def test_the_terms_of_the_settings_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "a.spec.md").write_text(SPEC + "- The page carries the logo of Quuxcorp.\n")
    environment = {**os.environ, "HYBRIDTUI_CHECKPOINT_TERMS": " Barcorp, quuxcorp ,"}
    plain = json.loads(run("lint", "a.spec.md", "--json", cwd=tmp_path).stdout)
    told = json.loads(run("lint", "a.spec.md", "--json", cwd=tmp_path, env=environment).stdout)
    assert len(told["findings"]) == len(plain["findings"]) + 1


SCANNER = """
class Rules:
    def __init__(self, **settings): pass
class Scanner:
    def __init__(self, rules): pass
    def scan(self, data):
        if b"Upload" not in data: raise RuntimeError
        at = data.index(b"Upload")
        class Found: rule_id, visible, location = "x.badge", True, {"start_offset": at, "end_offset": at + 6}
        return [Found]
"""
"""A module that stands for the library of secret rules."""


def test_an_installed_scanner_is_asked_and_its_failure_is_told(tmp_path: Path) -> None:
    (tmp_path / "kingfisher_sdk.py").write_text(SCANNER)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = run("lint", "-", "--json", input=SPEC.encode(), env=environment)
    (secret,) = [each for each in json.loads(done.stdout)["findings"] if each["rule"] == "secret"]
    assert (secret["start"], secret["severity"]) == (SPEC.index("Upload"), "error")
    done = run("lint", "-", input=b"- TBD\n", env=environment)
    assert done.returncode == Exit.FINDINGS
    assert b"S1" in done.stdout
    assert b"The secret scanner cannot be used" in done.stderr


def test_no_secret_comes_out_of_the_report_about_it(tmp_path: Path) -> None:
    key = "".join(random.Random(7).choices("bcdfghjkmnpqrstvwxz", k=7)) + "27"
    text = f"## Requirements\n\n- The staging password is {key} for now.\n".encode()
    (tmp_path / "n.md").write_text("The service has a log-in.\n")
    for form in ([], ["--json"]):
        done = run("lint", "-", "--notes", "n.md", *form, input=text, cwd=tmp_path)
        assert done.returncode == Exit.FINDINGS
        assert b"secret" in done.stdout
        assert b"added" in done.stdout
        assert key.encode() not in (done.stdout + done.stderr).lower()


def test_an_empty_spec_has_nothing_to_hand_off(tmp_path: Path) -> None:
    for text in (b"", b" \n\n", b"\xef\xbb\xbf", b"# A title\n\n## Requirements\n"):
        done = run("lint", "-", "--json", input=text, cwd=tmp_path)
        assert done.returncode == Exit.FINDINGS
        assert "empty" in {each["rule"] for each in json.loads(done.stdout)["findings"]}
    assert b"There is nothing to hand off" in run("lint", "-", input=b"").stdout


def test_on_a_terminal_no_control_character_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "examine", lambda spec, notes: found(VAGUE))
    main, end = os.openpty()
    with open(end, "w") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert cli.main(["lint", "a.spec.md"]) == Exit.DONE
        shown = os.read(main, 4096)
    os.close(main)
    assert b"\x1b" not in shown
    assert "␛[2Jfast".encode() in shown


def test_only_one_of_both_files_can_be_standard_input() -> None:
    done = run("lint", "-", "--notes", "-", input=b"- x\n")
    assert (done.returncode, done.stdout) == (Exit.BAD_INPUT, b"")
    assert b"Only one file can come from standard input" in done.stderr


def test_a_place_is_told_as_editors_count() -> None:
    paper = Paper("p", "a\r\nbc\rd\n\ne")
    at = {letter: paper.place(paper.text.index(letter)) for letter in "abcde"}
    assert at == {"a": (1, 1), "b": (2, 1), "c": (2, 2), "d": (3, 1), "e": (5, 1)}
    assert paper.place(len(paper.text)) == (5, 2)
