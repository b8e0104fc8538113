"""Why this file exists: an answer was paid for; ending the program in the middle must not lose what arrived."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyText, ReplyThinking
from hybridtui.core.reply.kept import spec_hash, versions
from hybridtui.store.replies import folder as replies
from hybridtui.store.replies.folder import ReplyFile, ReplyFolder

NOW = datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC)
SIGN_OFF = "0123456789abcdef" * 4
HOST = "https://api.example.com"
OPENING = Opening(Target.API, HOST, "ANTHROPIC_API_KEY", "claude-opus-5-5", SIGN_OFF)


def begun(folder: Path) -> ReplyFile:
    return ReplyFile(folder, "id-1", OPENING, "- Do A\n", NOW)


def record(file: ReplyFile) -> dict[str, object]:
    table = json.loads(file.path.with_suffix(".json").read_text())
    assert isinstance(table, dict)
    return table


def test_every_chunk_is_on_the_disk_before_the_next_one(tmp_path: Path) -> None:
    file = begun(tmp_path / "n.replies")
    assert file.path.name == "20310203T040506Z-01234567.md"
    file.append(ReplyText("# Plan\n"))
    assert file.path.read_text() == "# Plan\n"
    file.append(ReplyText("é"))
    assert file.path.read_text() == "# Plan\né"
    assert record(file)["state"] == "streaming"
    file.close()
    file.close()


def test_thinking_goes_to_a_file_of_its_own_only_when_there_is_some(tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.append(ReplyText("a"))
    thinking = file.path.with_suffix(".thinking.md")
    assert not thinking.exists()
    file.append(ReplyThinking("hm"))
    file.append(ReplyThinking("m"))
    assert (thinking.read_text(), file.path.read_text()) == ("hmm", "a")


def test_the_record_tells_how_the_reply_ended(tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.record(
        Reply(
            ReplyState.ENDED,
            "claude-opus-5-5",
            SIGN_OFF,
            stop_reason="end_turn",
            request_id="req_1",
            usage=Usage(input=3, output=5),
            cost=Decimal("0.00014"),
            id="id-1",
        )
    )
    table = record(file)
    assert table.pop("usage") == {
        "input": 3, "output": 5, "cache_read": 0, "cache_write_5m": 0, "cache_write_1h": 0, "thinking": 0,
        "web_searches": 0, "unpriced": "",
    }  # fmt: skip
    assert table == {
        "hand_off": "id-1",
        "begun": "2031-02-03T04:05:06+00:00",
        "sign_off": SIGN_OFF,
        "spec": spec_hash("- Do A\n"),
        "target": "api",
        "model": "claude-opus-5-5",
        "host": HOST,
        "request_id": "req_1",
        "state": "ended",
        "stop_reason": "end_turn",
        "cost_usd": "0.00014",
        "may_be_billed": True,
        "error": None,
        "note": "",
    }


def test_an_unknown_cost_is_null_and_a_failure_has_its_title(tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.record(Reply(ReplyState.FAILED, error=HybridError("The connection broke", "secret detail")))
    assert (record(file)["state"], record(file)["cost_usd"]) == ("failed", None)
    assert record(file)["error"] == "The connection broke"


def test_the_record_says_that_nothing_was_billed_only_once_that_is_certain(tmp_path: Path) -> None:
    file = begun(tmp_path)
    assert record(file)["may_be_billed"] is True
    file.record(Reply(ReplyState.FAILED, billable=False))
    assert record(file)["may_be_billed"] is False


def test_two_replies_in_one_second_do_not_mix(tmp_path: Path) -> None:
    first, second = begun(tmp_path), begun(tmp_path)
    first.append(ReplyText("1"))
    second.append(ReplyText("2"))
    assert (first.path.read_text(), second.path.read_text()) == ("1", "2")
    assert first.path.with_suffix(".json") != second.path.with_suffix(".json")


def test_a_half_character_from_the_other_side_does_not_break_the_file(tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.append(ReplyText("a\ud83d"))
    assert file.path.read_text() == "a\ufffd"


def test_kill_9_loses_nothing_that_arrived_and_leaves_a_record_that_says_streaming(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from hybridtui.store.replies.folder import ReplyFile;"
        "from hybridtui.core.reply.events import ReplyText; from hybridtui.core.ledger import Opening;"
        "opening = Opening('api', 'h', 'c', 'm', '0' * 64);"
        "file = ReplyFile(Path(sys.argv[1]), 'id', opening, 's'); file.append(ReplyText('what arrived'));"
        "print('written', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        os.kill(child.pid, signal.SIGKILL)
    (text,) = tmp_path.glob("*Z-????????.md")
    assert text.read_text() == "what arrived"
    assert json.loads(text.with_suffix(".json").read_text())["state"] == "streaming"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "n.replies").write_text("a file")
    with pytest.raises(HybridError, match="Cannot keep replies"):
        begun(tmp_path / "n.replies")


def test_a_reply_that_cannot_be_recorded_leaves_no_file_and_none_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, BinaryIO]] = []
    real = replies._begin

    def begin(folder: Path, name: str) -> tuple[Path, BinaryIO]:
        opened.append(real(folder, name))
        return opened[-1]

    def refuse(path: Path, data: bytes) -> None:
        raise HybridError("Not saved")

    monkeypatch.setattr(replies, "_begin", begin)
    monkeypatch.setattr(replies, "write", refuse)
    with pytest.raises(HybridError, match="Not saved"):
        begun(tmp_path)
    assert [file.closed for _, file in opened] == [True]
    assert os.listdir(tmp_path) == []


def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    file = begun(tmp_path)
    file.path.with_suffix(".thinking.md").symlink_to("/dev/full")
    with pytest.raises(HybridError) as caught:
        file.append(ReplyThinking("x"))
    assert "Free some space" in caught.value.next_step


def test_the_newest_reply_is_read_back_as_it_was(tmp_path: Path) -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    for now, text in ((late, "newest"), (early, "oldest")):
        file = ReplyFile(tmp_path, "id-1", replace(OPENING, sign_off="ab" * 32), "", now)
        file.append(ReplyText(text))
        file.append(ReplyThinking("hm"))
        usage, cost = Usage(input=3, output=4), Decimal("0.0001")
        reply = Reply(ReplyState.ENDED, "claude-opus-5-5", "ab" * 32, text, "hm", "end_turn", "req_1", usage, cost)
        file.record(reply)
        file.close()
    assert ReplyFolder(tmp_path).latest() == replace(reply, text="newest")


def test_of_two_replies_of_the_same_second_the_later_one_is_the_newest(tmp_path: Path) -> None:
    for sign_off, microsecond in (("cd" * 32, 1), ("ab" * 32, 2)):
        opening = replace(OPENING, sign_off=sign_off)
        ReplyFile(tmp_path, "id-1", opening, f"- {sign_off}\n", NOW.replace(microsecond=microsecond))
    newest = ReplyFolder(tmp_path).latest()
    assert newest
    assert newest.sign_off == "ab" * 32
    assert ReplyFolder(tmp_path).latest_spec() == f"- {'ab' * 32}\n"


def test_a_reply_that_was_interrupted_is_shown_as_broken_and_a_damaged_record_is_passed_over(tmp_path: Path) -> None:
    assert ReplyFolder(tmp_path).latest() is None
    file = ReplyFile(tmp_path, "id-1", OPENING, "")
    file.append(ReplyText("Half"))
    (tmp_path / "99999999T000000Z-damaged.json").write_text("{")
    read = ReplyFolder(tmp_path).latest()
    assert read
    assert (read.state, read.text) == (ReplyState.FAILED, "Half")
    assert read.error


def test_the_spec_of_the_last_hand_off_that_got_through_is_kept(tmp_path: Path) -> None:
    assert ReplyFolder(tmp_path).latest_spec() is None
    file = begun(tmp_path)
    assert ReplyFolder(tmp_path).latest_spec() == "- Do A\n"
    file.record(Reply(ReplyState.ENDED, "claude-opus-5-5", SIGN_OFF))
    later = ReplyFile(tmp_path, "id-2", OPENING, "- Do B\n", NOW.replace(hour=9))
    for state in (ReplyState.FAILED, ReplyState.STOPPED):
        later.record(Reply(state, "claude-opus-5-5", SIGN_OFF, billable=False))
        assert ReplyFolder(tmp_path).latest_spec() == "- Do A\n"
    later.record(Reply(ReplyState.FAILED, "claude-opus-5-5", SIGN_OFF))
    assert ReplyFolder(tmp_path).latest_spec() == "- Do B\n"


def test_the_list_tells_replies_apart_without_their_text(tmp_path: Path) -> None:
    first = ReplyFile(tmp_path, "id-1", OPENING, "- Do A\n", NOW)
    first.record(Reply(ReplyState.ENDED, "claude-opus-5-5", SIGN_OFF, stop_reason="end_turn", cost=Decimal("0.01")))
    again = ReplyFile(tmp_path, "id-2", OPENING, "- Do B\n", NOW.replace(microsecond=5))
    again.record(
        Reply(ReplyState.FAILED, "m", SIGN_OFF, error=HybridError("Refused"), billable=False, target=Target.FILE)
    )
    running = ReplyFile(tmp_path, "id-3", OPENING, "- Do A\n", NOW.replace(second=7))
    newest, middle, oldest = ReplyFolder(tmp_path).kept()
    assert [each.name for each in (newest, middle, oldest)] == [
        running.path.stem,
        again.path.stem,
        first.path.stem,
    ], "of those begun in one second, too, the newest comes first"
    assert (oldest.outcome, oldest.cost, oldest.stop_reason) == (Outcome.COMPLETE, Decimal("0.01"), "end_turn")
    assert (middle.outcome, middle.error, middle.target) == (Outcome.FAILED, "Refused", Target.FILE)
    assert (newest.outcome, newest.hand_off) == (Outcome.BROKEN, "id-3")
    assert newest.error
    assert versions((newest, middle, oldest)) == {spec_hash("- Do A\n"): 1, spec_hash("- Do B\n"): 2}
    assert [ReplyFolder(tmp_path).spec(each.name) for each in (newest, middle)] == ["- Do A\n", "- Do B\n"]


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"state": "gone"}', "\xff", "[" * 100_000])
def test_a_damaged_record_is_told_and_its_text_can_still_be_read(damage: str, tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.append(ReplyText("What was paid for"))
    file.path.with_suffix(".json").write_text(damage, encoding="latin-1")
    (one,) = ReplyFolder(tmp_path).kept()
    assert (one.at, one.outcome, one.spec) == (NOW.isoformat(), Outcome.BROKEN, spec_hash("- Do A\n"))
    assert "cannot be read" in one.error
    read = ReplyFolder(tmp_path).load(one.name)
    assert (read.state, read.text) == (ReplyState.FAILED, "What was paid for")
    assert read.error


def test_a_record_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    file = begun(tmp_path)
    old = {key: value for key, value in record(file).items() if key not in ("begun", "spec", "target", "hand_off")}
    file.path.with_suffix(".json").write_text(json.dumps({**old, "state": "ended", "stop_reason": "end_turn"}))
    (one,) = ReplyFolder(tmp_path).kept()
    assert (one.at, one.spec, one.outcome) == (NOW.isoformat(), spec_hash("- Do A\n"), Outcome.COMPLETE)


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert ReplyFolder(tmp_path / "none").kept() == ()
    for read in (ReplyFolder(tmp_path).load, ReplyFolder(tmp_path).spec):
        with pytest.raises(HybridError) as caught:
            read("20310203T040506Z-01234567")
        assert caught.value.next_step


def test_a_reply_is_read_back_byte_for_byte(tmp_path: Path) -> None:
    file = begun(tmp_path)
    file.append(ReplyText("a\r\nb\rc\x1b\n"))
    file.record(Reply(ReplyState.ENDED, "m", SIGN_OFF))
    assert ReplyFolder(tmp_path).load(file.path.stem).text == "a\r\nb\rc\x1b\n"


def test_a_thousand_replies_are_listed_at_once(tmp_path: Path) -> None:
    file = begun(tmp_path)
    data = file.path.with_suffix(".json").read_bytes()
    for number in range(1000):
        (tmp_path / f"20310203T{number:06}Z-01234567.json").write_bytes(data)
    start = time.process_time()
    assert len(ReplyFolder(tmp_path).kept()) == 1001
    assert time.process_time() - start < 2
