"""Why this file exists: what is saved without a further word is only what is whole, named once, and new or changed."""

from __future__ import annotations

from hybridtui.core.code.blocks import CodeBlock
from hybridtui.core.code.saving import Candidate, Fate, Place, candidates, chosen, placed, twins
from hybridtui.core.errors import HybridError

DISK = {"same.py": "x\n", "old.py": "old\n"}


def look(name: str) -> Place:
    if name.startswith("/"):
        raise HybridError("Not a name", "Only names within the folder are taken.")
    return Place(f"/w/{name}", DISK.get(name.casefold()))


def block(name: str, closed: bool = True) -> CodeBlock:
    return CodeBlock(name, "py", "x\n", closed)


def of(*blocks: CodeBlock) -> tuple[Candidate, ...]:
    return candidates(blocks, look)


def test_what_saving_would_do_is_told_and_chosen_is_what_is_whole_and_changes_something() -> None:
    found = of(block("new.py"), block("same.py"), block("old.py"), block(""), block("/etc/x"), block("cut.py", False))
    assert [(each.fate, each.chosen) for each in found] == [
        (Fate.NEW, True),
        (Fate.SAME, False),
        (Fate.DIFFERS, True),
        (Fate.UNNAMED, False),
        (Fate.REFUSED, False),
        (Fate.NEW, False),
    ]
    assert found[4].refusal == "Only names within the folder are taken."


def test_of_two_blocks_for_one_file_none_is_chosen_unasked_and_then_only_one() -> None:
    found = of(block("a.py"), block("A.py"), block("b.py"))
    assert [each.chosen for each in found] == [False, False, True]
    assert twins(found, 0) == (1,)
    found = chosen(chosen(found, 0, True), 1, True)
    assert [each.chosen for each in found] == [False, True, True]
    assert [each.chosen for each in chosen(found, 1, False)] == [False, False, True]


def test_unnamed_blocks_are_not_taken_for_one_file() -> None:
    found = of(block(""), block(""))
    assert twins(found, 0) == ()


def test_what_cannot_be_saved_cannot_be_chosen() -> None:
    found = of(block(""), block("/x"), block("same.py"), block("cut.py", False))
    for index in range(3):
        assert not any(each.chosen for each in chosen(found, index, True))
    assert chosen(found, 3, True)[3].chosen, "a block that was cut short may be, by hand"


def test_a_new_name_is_looked_up_anew() -> None:
    (one,) = of(block("new.py"))
    assert one.chosen
    for name, fate, still in (("old.py", Fate.DIFFERS, True), ("same.py", Fate.SAME, False), ("", Fate.UNNAMED, False)):
        moved = placed(Candidate(one.block, name, one.place, chosen=True), look)
        assert (moved.fate, moved.chosen) == (fate, still)
