"""Why this file exists: a version that was kept can be read again, byte for byte, and many of them take little."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.history import Plan, Room, Sort
from hybridtui.store.atomic import encoded
from hybridtui.store.history.file import HistoryFile
from hybridtui.store.history.pieces import cut, packed, unpacked

BEGAN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


class Clock:
    """A clock that a test turns on."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


def history(folder: Path, limit: int = 0, workspace: str = "w", clock: Clock | None = None) -> HistoryFile:
    return HistoryFile(folder / "history.db", lambda: workspace, limit, clock or Clock())


def sound(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "history.db")) as database:
        return [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]


# What is kept


def test_a_version_is_read_as_it_was_kept(tmp_path: Path) -> None:
    kept = history(tmp_path)
    texts = ["one\n", "", "one\r\ntwo\x0bthree\u2028four", "a\udcffb", "日本語。" * 900, "x" * 50_000, "\n" * 9000]
    for text in texts:
        digest = kept.add(Sort.NOTES, text)
        assert digest == hashlib.sha256(encoded(text)).hexdigest()
    assert [kept.text(each.id) for each in reversed(kept.versions())] == texts
    assert [each.size for each in reversed(kept.versions())] == [len(encoded(text)) for text in texts]
    assert kept.notices() == ()


def test_versions_are_listed_the_newest_first_with_what_they_are(tmp_path: Path) -> None:
    clock = Clock()
    kept = history(tmp_path, clock=clock)
    notes = kept.add(Sort.NOTES, "a\nb\n")
    clock.now += timedelta(minutes=1)
    kept.add(Sort.DRAFT, "- a\n", "1 item", of=notes)
    kept.add(Sort.NOTES, "a\nc\nd\n")
    second, draft, first = kept.versions()
    assert (first.sort, first.about, first.at) == (Sort.NOTES, "+2 lines", "2026-03-04T05:06:00.000000+00:00")
    assert (draft.sort, draft.about, draft.of) == (Sort.DRAFT, "1 item", notes)
    assert (second.about, second.at) == ("+2 -1 lines", "2026-03-04T05:07:00.000000+00:00")
    assert first.id < draft.id < second.id


def test_a_document_is_not_kept_twice_in_a_row_but_an_event_is(tmp_path: Path) -> None:
    kept = history(tmp_path)
    for text in ("a", "a", "b", "a"):
        kept.add(Sort.SPEC, text)
    for _ in range(2):
        kept.add(Sort.SIGN_OFF, "signed", "to Claude")
        kept.add(Sort.REPLY, "yes", "complete")
    sorts = [each.sort for each in reversed(kept.versions())]
    assert sorts == [Sort.SPEC] * 3 + [Sort.SIGN_OFF, Sort.REPLY] * 2


def test_a_sign_off_is_the_digest_of_its_own_version(tmp_path: Path) -> None:
    envelope = Envelope("api", "https://claude.invalid", "KEY", "m", (("effort", "high"),), b"\xff\x00{}\r\n")
    kept = history(tmp_path)
    assert kept.add(Sort.SIGN_OFF, envelope.canonical().decode("utf-8", "surrogateescape")) == envelope.digest()
    assert encoded(kept.text(kept.versions()[0].id)) == envelope.canonical()


def test_each_workspace_has_a_history_of_its_own(tmp_path: Path) -> None:
    one, other = history(tmp_path, workspace="one"), history(tmp_path, workspace="other")
    one.add(Sort.NOTES, "same")
    other.add(Sort.NOTES, "same")
    assert [each.workspace for each in one.versions()] == ["one"]
    assert one.find("same") == {each.id for each in one.versions()}


def test_reading_makes_no_file(tmp_path: Path) -> None:
    kept = history(tmp_path, limit=7)
    assert (kept.versions(), kept.find("x"), kept.room(), kept.plan(1)) == ((), frozenset(), Room(0, 7), Plan())
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    history(tmp_path / "state").add(Sort.NOTES, "a")
    assert (tmp_path / "state" / "history.db").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["history.db"]


# Pieces


@given(st.text(max_size=3000) | st.text(alphabet="ab .\n", max_size=3000).map(lambda text: text * 9))
def test_pieces_add_up_to_the_text_and_are_text_themselves(text: str) -> None:
    data = encoded(text)
    pieces = list(cut(data))
    assert b"".join(pieces) == data
    assert "".join(piece.decode("utf-8", "surrogateescape") for piece in pieces) == data.decode(
        "utf-8", "surrogateescape"
    )


@given(st.lists(st.integers(1, 2**40)))
def test_lists_of_pieces_come_back(ids: list[int]) -> None:
    assert unpacked(packed(ids)) == ids


@pytest.mark.parametrize("words_in_a_line", [9, 500, 40_000])
def test_an_edit_of_a_long_text_takes_a_few_pieces(words_in_a_line: int) -> None:
    chance = random.Random(6)
    words = ["".join(chance.choices("etaoin", k=6)) + chance.choice(("", "", "", ",", ".")) for _ in range(60_000)]
    ends = ["\n" if not number % words_in_a_line else " " for number in range(1, len(words) + 1)]
    before = "".join(word + end for word, end in zip(words, ends, strict=True))
    words[30_000] += " and this"
    after = "".join(word + end for word, end in zip(words, ends, strict=True))
    fresh = set(cut(after.encode())) - set(cut(before.encode()))
    assert 0 < sum(map(len, fresh)) < 40_000


def test_many_versions_of_a_megabyte_take_little_more_than_one(tmp_path: Path) -> None:
    chance = random.Random(6)
    lines = [f"{number} {chance.random()} {chance.random()} some words of line.\n" for number in range(17_000)]
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "".join(lines))
    one = kept.room().used
    for number in range(40):
        lines[chance.randrange(len(lines))] = f"Edited in version {number}.\n"
        kept.add(Sort.NOTES, "".join(lines))
    assert len(kept.versions()) == 41
    assert kept.text(kept.versions()[0].id) == "".join(lines)
    # 1,000 of them took 6.8 MB.
    assert kept.room().used - one < 40 * 10_000


# Searching


def test_words_are_found_wherever_they_stand(tmp_path: Path) -> None:
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "".join(f"Line {number} of many.\n" for number in range(3000)) + "The Owl sleeps.\n")
    kept.add(Sort.NOTES, "none of it")
    kept.add(Sort.SPEC, "an OWL")
    spec, _, notes = (each.id for each in kept.versions())
    assert kept.find("owl") == {spec, notes}
    assert kept.find("LINE 2999 of many.\nthe owl") == {notes}
    assert kept.find("unheard of") == frozenset()


@given(st.lists(st.text(alphabet="ab", max_size=4), max_size=6), st.text(alphabet="ab", min_size=1, max_size=9))
def test_words_are_found_across_pieces_of_any_length(pieces: list[str], words: str) -> None:
    from hybridtui.store.history.search import found_in

    numbered = dict(enumerate(pieces))
    found = found_in({1: list(numbered)}, words, lambda ids: ((each, numbered[each].encode()) for each in ids))
    assert bool(found) == (words in "".join(pieces))


# Pruning


def test_what_was_agreed_goes_and_its_room_is_given_back(tmp_path: Path) -> None:
    clock = Clock()
    kept = history(tmp_path, clock=clock)
    for number in range(30):
        kept.add(Sort.DRAFT, random.Random(number).randbytes(20_000).hex(), f"{number} items")
    kept.add(Sort.NOTES, "notes")
    clock.now += timedelta(days=3)
    before, size = kept.room().used, (tmp_path / "history.db").stat().st_size
    agreed = kept.plan(before // 2)
    went = kept.prune(agreed)
    assert went.go == agreed.go
    assert went.frees >= before // 2
    assert (tmp_path / "history.db").stat().st_size < size - before // 3
    record, notes, *drafts = kept.versions()
    assert (record.sort, record.about) == (Sort.PRUNING, f"{len(went.go)} drafts")
    assert kept.text(record.id).splitlines()[0] == "2026-03-04T05:06:00.000000+00:00 draft: 0 items"
    assert notes.sort is Sort.NOTES
    assert [len(kept.text(each.id)) for each in drafts] == [40_000] * (30 - len(went.go))
    with pytest.raises(HybridError, match="cannot be read"):
        kept.text(went.go[0].id)
    assert sound(tmp_path)


def test_what_may_go_no_longer_stays_although_it_was_agreed(tmp_path: Path) -> None:
    clock = Clock()
    kept = history(tmp_path, clock=clock)
    first = kept.add(Sort.SPEC, "first")
    kept.add(Sort.SPEC, "second")
    clock.now += timedelta(days=3)
    agreed = kept.plan(10**9)
    assert [each.digest for each in agreed.go] == [first]
    kept.add(Sort.SIGN_OFF, "signed", of=first)
    assert kept.prune(agreed) == Plan()
    assert len(kept.versions()) == 3


def test_a_full_history_makes_room_by_itself_and_says_so(tmp_path: Path) -> None:
    clock = Clock()
    kept = history(tmp_path, limit=500_000, clock=clock)
    for number in range(40):
        kept.add(Sort.DRAFT, random.Random(number).randbytes(15_000).hex(), f"{number} items")
        clock.now += timedelta(days=2)
    assert kept.room().used <= 500_000
    records = [each for each in kept.versions() if each.sort is Sort.PRUNING]
    assert records
    assert all("draft" in each.about for each in records)
    assert kept.notices() == ()


def test_a_full_history_in_which_nothing_may_go_keeps_on_and_says_so_once(tmp_path: Path) -> None:
    kept = history(tmp_path, limit=100_000)
    for number in range(12):
        kept.add(Sort.DRAFT, random.Random(number).randbytes(15_000).hex(), f"{number} items")
    assert len(kept.versions()) == 12
    (notice,) = kept.notices()
    assert "more room" in notice.title
    assert kept.notices() == ()
