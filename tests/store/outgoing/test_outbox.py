"""Why this file exists: what goes to the clipboard or to a file is what was signed, once, and overwrites nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope, approve
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.ports import Executor
from hybridtui.core.reply.events import ReplyDelivered, ReplyEvent, ReplyFailed
from hybridtui.store.outgoing.outbox import ClipboardTarget, FileTarget
from tests.fakes import FakeClipboard

SPEC = "# Page\n\n- At most 50 MB\n"


def signed(envelope: Envelope) -> Approved:
    return approve(envelope, envelope.digest())


async def outcome(target: Executor, approved: Approved) -> ReplyEvent:
    (event,) = [event async for event in target.hand_off(approved)]
    return event


async def test_the_spec_is_copied_as_it_was_signed() -> None:
    clipboard = FakeClipboard()
    target = ClipboardTarget(clipboard)
    envelope = target.compose(SPEC + "é\x1b\n", Order(Target.CLIPBOARD))
    assert envelope == Envelope(Target.CLIPBOARD, "", "", "", (), (SPEC + "é\x1b\n").encode())
    assert await outcome(target, signed(envelope)) == ReplyDelivered("copied to the test's clipboard")
    assert clipboard.copied == [SPEC + "é\x1b\n"]


async def test_a_clipboard_that_refuses_is_a_failure_that_cost_nothing() -> None:
    clipboard = FakeClipboard()
    clipboard.broken = HybridError("Too long")
    target = ClipboardTarget(clipboard)
    failed = await outcome(target, signed(target.compose(SPEC, Order(Target.CLIPBOARD))))
    assert failed == ReplyFailed(clipboard.broken, billable=False)


async def test_the_spec_is_written_beside_the_notes(tmp_path: Path) -> None:
    target = FileTarget(tmp_path / "my.notes.md")
    envelope = target.compose(SPEC, Order(Target.FILE))
    path = tmp_path / "my.notes.handoff.md"
    assert (envelope.host, envelope.payload) == (str(path), SPEC.encode())
    assert not path.exists(), "composing writes nothing"
    assert await outcome(target, signed(envelope)) == ReplyDelivered(f"Written to {path}.")
    assert path.read_bytes() == SPEC.encode()
    assert os.listdir(tmp_path) == [path.name]


async def test_a_file_with_other_words_is_passed_by_and_one_with_the_same_serves_again(tmp_path: Path) -> None:
    target = FileTarget(tmp_path / "notes.md")
    (tmp_path / "notes.handoff.md").write_text("another spec")
    (tmp_path / "notes.handoff-2.md").mkdir()
    envelope = target.compose(SPEC, Order(Target.FILE))
    third = tmp_path / "notes.handoff-3.md"
    assert envelope.host == str(third)
    await outcome(target, signed(envelope))
    again = target.compose(SPEC, Order(Target.FILE))
    assert again.host == str(third)
    before = third.stat()
    assert await outcome(target, signed(again)) == ReplyDelivered(f"{third} says exactly this already.")
    assert third.stat() == before
    assert target.compose(SPEC + "- More\n", Order(Target.FILE)).host == str(tmp_path / "notes.handoff-4.md")


async def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = FileTarget(tmp_path / "notes.md")
    approved = signed(target.compose(SPEC, Order(Target.FILE)))
    path = tmp_path / "notes.handoff.md"
    path.write_text("written meanwhile")
    failed = await outcome(target, approved)
    assert isinstance(failed, ReplyFailed)
    assert not failed.billable
    assert path.read_text() == "written meanwhile"


def test_a_path_of_the_humans_own_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    target = FileTarget(tmp_path / "notes.md")

    def host(path: str) -> str:
        return target.compose(SPEC, Order(Target.FILE, path=path)).host

    assert host("out/spec.md") == str(tmp_path / "out" / "spec.md")
    assert host("~/spec.md") == str(tmp_path / "home" / "spec.md")
    (tmp_path / "taken.md").write_text("x")
    for path in ("taken.md", ".", "a\0b"):
        with pytest.raises(HybridError) as caught:
            host(path)
        assert caught.value.exit is Exit.BAD_INPUT
        assert caught.value.next_step


async def test_a_folder_that_cannot_be_made_leaves_nothing_and_is_a_failure_that_cost_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    target = FileTarget(tmp_path / "notes.md")
    with pytest.raises(HybridError, match="Cannot look at"):
        target.compose(SPEC, Order(Target.FILE, path=str(tmp_path / "file" / "spec.md")))
    approved = signed(target.compose(SPEC, Order(Target.FILE, path=str(tmp_path / "new" / "spec.md"))))
    (tmp_path / "new").write_text("")
    failed = await outcome(target, approved)
    assert isinstance(failed, ReplyFailed)
    assert (failed.billable, sorted(os.listdir(tmp_path))) == (False, ["file", "new"])


TARGETS: list[Callable[[Path], Executor]] = [
    lambda folder: ClipboardTarget(FakeClipboard()),
    lambda folder: FileTarget(folder / "notes.md"),
]


@pytest.mark.parametrize("made", TARGETS, ids=["clipboard", "file"])
class TestEachTarget:
    def test_needs_no_credential(self, made: Callable[[Path], Executor], tmp_path: Path) -> None:
        credential = made(tmp_path).credential()
        assert (credential.source, credential.missing) == ("", "")

    @pytest.mark.parametrize("spec", ["", " \n", "a\udcff"])
    def test_refuses_what_is_blank_or_no_text(
        self, made: Callable[[Path], Executor], tmp_path: Path, spec: str
    ) -> None:
        with pytest.raises(HybridError) as caught:
            made(tmp_path).compose(spec, Order())
        assert caught.value.exit is Exit.BAD_INPUT

    async def test_takes_a_sign_off_once(self, made: Callable[[Path], Executor], tmp_path: Path) -> None:
        target = made(tmp_path)
        approved = signed(target.compose(SPEC, Order()))
        assert isinstance(await outcome(target, approved), ReplyDelivered)
        again = await outcome(target, approved)
        assert isinstance(again, ReplyFailed)
        assert (again.error.exit, again.billable) == (Exit.REFUSED, False)

    async def test_takes_nothing_that_was_signed_for_another_target(
        self, made: Callable[[Path], Executor], tmp_path: Path
    ) -> None:
        elsewhere = Envelope(Target.API, "https://claude.invalid", "", "", (), SPEC.encode())
        refused = await outcome(made(tmp_path), signed(elsewhere))
        assert isinstance(refused, ReplyFailed)
        assert refused.error.exit is Exit.REFUSED
        assert os.listdir(tmp_path) == []

    def test_takes_nothing_that_was_not_approved(self, made: Callable[[Path], Executor], tmp_path: Path) -> None:
        target = made(tmp_path)
        with pytest.raises(TypeError):
            target.hand_off(target.compose(SPEC, Order()))  # type: ignore[arg-type]
