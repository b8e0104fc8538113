"""Why this file exists: a text that changes its kind with every key would never be estimated the same way twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.core.costs.text_kind import TextKind, text_kind

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"

SPEC = "## Goal\n\n- Import customers from a CSV\n- At most 50 MB\n\n## Questions\n\n1. Who may upload?\n"
RUSSIAN = "Страница загрузки принимает один файл CSV и проверяет его колонки; ошибки называются по строкам.\n"
FRENCH = "La page de téléversement accepte un fichier, vérifie ses colonnes et énumère les lignes erronées.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", TextKind.PROSE),
        (" \n\n", TextKind.PROSE),
        ("One line of notes, nothing else.", TextKind.PROSE),
        (FRENCH, TextKind.PROSE),
        (SPEC, TextKind.LIST),
        ("| step | limit |\n|---|---|\n| upload | the file |\n", TextKind.LIST),
        (RUSSIAN, TextKind.SCRIPT),
        (SPEC + RUSSIAN * 3, TextKind.SCRIPT),
        ("日本語の文章です。\n", TextKind.SCRIPT),
        ('{"rows": [1, 2, 3], "name": "x"}\n', TextKind.DATA),
        ("email,plan,seats\na@b.c,pro,12\nd@e.f,free,1\n" * 3, TextKind.DATA),
        ("def f(x: int) -> int:\n    return g(x) + 1\n", TextKind.CODE),
        ("for (const row of rows) {\n  if (!row.email) continue;\n  save(row);\n}\n", TextKind.CODE),
    ],
)
def test_a_text_is_of_the_kind_of_most_of_it(text: str, kind: TextKind) -> None:
    assert text_kind(text) is kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (DATA / "csv-upload-ramble.md", TextKind.PROSE),
        (DATA / "planted" / "greenhouse.notes.md", TextKind.LIST),
        (DATA / "planted" / "greenhouse.spec.md", TextKind.LIST),
        (DATA / "optional-words.json", TextKind.DATA),
        (ROOT / "hybridtui" / "frontier" / "recount.py", TextKind.CODE),
    ],
    ids=lambda given: getattr(given, "name", given),
)
def test_files_are_of_their_kind_and_stay_so_after_any_one_line_more_or_less(path: Path, kind: TextKind) -> None:
    text = path.read_text("utf-8")
    assert text_kind(text) is kind
    lines = text.splitlines(keepends=True)
    for at in range(0, len(lines), max(len(lines) // 20, 1)):
        assert text_kind("".join(lines[:at] + lines[at + 1 :])) is kind
        assert text_kind("".join([*lines[:at], "- add a line: yes\n", *lines[at:]])) is kind


@given(st.text(max_size=200))
@example("\ud800")
def test_every_text_has_a_kind(text: str) -> None:
    assert text_kind(text) in TextKind


def test_a_long_text_is_told_by_its_beginning() -> None:
    assert text_kind(SPEC * 2_000 + RUSSIAN * 20_000) is TextKind.LIST
