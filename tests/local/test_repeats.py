import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.local.repeats import LEAST, LONGEST, TURNS, Repeats

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
DATA = Path(__file__).parents[1] / "data"
DOCUMENTS = (
    DATA / "csv-upload-ramble.md",
    *(CORPUS / name for name in ("any-trunk-brainstorm.md", "procontext-braindump.md", "qmsum-es2005a-transcript.txt")),
)

ORDINARY = {
    "numbered list": "\n".join(f"{number}. the row is kept" for number in range(60)),
    "check list": "\n".join(f"- [ ] item {number}" for number in range(60)),
    "table of numbers": "\n".join(
        "| " + " | ".join(str((row * 7 + column * 13) % 97) for column in range(9)) + " |" for row in range(40)
    ),
    "ruling of a table of twelve columns": "| --- " * 12 + "|",
    "mostly empty table": "\n".join("| 0 | 0 | 0 | 0 | " + str(row) + " |" for row in range(30)),
    "laughter": "ha " * 20,
    "back-channel": "Yeah. " * 12,
}

cycles = st.lists(st.integers(0, 9), min_size=1, max_size=LONGEST)


def words(text: str) -> list[int]:
    """A token for each word, row of one mark, line break and stretch of blanks: finer than a model's own tokens."""
    ids: dict[str, int] = {}
    return [ids.setdefault(found.group(), len(ids)) for found in re.finditer(r"\w+|([^\w\s])\1*|\n| +", text)]


def caught(sequence: Sequence[int]) -> int | None:
    """How many tokens were seen when the loop was found."""
    repeats = Repeats()
    return next((at for at, token in enumerate(sequence, 1) if repeats.sees(token)), None)


def needed(length: int) -> int:
    """Tokens in which a loop of so long a cycle is found: its first turn, and what has to repeat."""
    return length + max(LEAST, (TURNS - 1) * length)


def test_one_token_over_and_over_is_a_loop() -> None:
    assert caught([7] * 500) == needed(1)


@pytest.mark.parametrize("length", [2, 3, 21, 22, 63, LONGEST])
def test_a_cycle_is_a_loop_as_soon_as_it_has_come_often_enough(length: int) -> None:
    assert caught(list(range(length)) * 40) == needed(length)


@given(st.lists(st.integers(10, 99), max_size=200, unique=True), cycles)
def test_a_loop_is_found_whatever_came_before_it(before: list[int], cycle: list[int]) -> None:
    found = caught(before + cycle * (TURNS + LEAST))
    assert found is not None
    assert len(before) < found <= len(before) + needed(len(cycle))


@given(st.lists(st.tuples(st.lists(st.integers(0, 2), min_size=1, max_size=5), st.integers(1, 8))))
def test_a_loop_is_what_repeats_a_short_cycle_often_enough_and_nothing_else(
    stretches: list[tuple[list[int], int]],
) -> None:
    sequence = [token for cycle, times in stretches for token in cycle * times]
    repeats = Repeats(longest=4, turns=3, least=6)
    for end, token in enumerate(sequence, 1):
        tails = [(length, sequence[max(0, end - length - max(6, 2 * length)) : end]) for length in range(1, 5)]
        assert repeats.sees(token) == any(
            len(tail) == length + max(6, 2 * length) and tail[length:] == tail[:-length] for length, tail in tails
        )


@given(st.lists(st.integers(), unique=True, max_size=500))
def test_tokens_that_never_return_are_no_loop(sequence: list[int]) -> None:
    assert caught(sequence) is None


def test_a_cycle_longer_than_any_looked_for_is_no_loop() -> None:
    assert caught(list(range(LONGEST + 1)) * 20) is None


def test_a_loop_with_one_other_token_in_it_begins_anew() -> None:
    almost = [1, 2] * (needed(2) // 2 - 1)
    assert caught([*almost, 3, *almost]) is None


@pytest.mark.parametrize("text", ORDINARY)
def test_lists_and_tables_are_no_loops(text: str) -> None:
    assert caught(words(ORDINARY[text])) is None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_notes_of_people_are_no_loops(document: Path) -> None:
    if not document.exists():
        pytest.skip("this corpus document may not be copied into the project and is not beside it")
    assert caught(words(document.read_text(encoding="utf-8"))) is None
