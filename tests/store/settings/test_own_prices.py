"""Why this file exists: a list of prices is written by hand, and a slip in it must not become a wrong bill."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.pricing import Override, Rates, Step, Tariff, cost
from hybridtui.core.reply import Usage
from hybridtui.store import paths
from hybridtui.store.settings.own_prices import load

GOOD = """
[[claude-opus-5-5]]
since = 2026-11-01
input = 0.1
output = "20"

[[claude-opus-5-5]]
since = "2027-01-01"
input = 3
output = "15.25"
cache_read = "0.15"
cache_write_5m = "3.75"
cache_write_1h = "6"
web_search = "10"

[claude-opus-5-5.above]
tokens = 200_000
input = "6"
output = "30"

["a model.1"]
since = 2026-01-01
input = 0
output = 0
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "prices.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_there_are_no_prices_of_ones_own() -> None:
    assert load() == ({}, None)


def test_the_users_own_file_is_read(isolated: Path) -> None:
    file = paths.prices_file()
    assert isolated in file.parents
    file.parent.mkdir(parents=True)
    file.write_text(GOOD)
    found, error = load()
    assert error is None
    assert list(found) == ["claude-opus-5-5", "a model.1"]


def test_amounts_are_read_exactly_as_text_or_as_numbers(tmp_path: Path) -> None:
    found, error = load(written(tmp_path, GOOD))
    assert error is None
    dearer = Step(200_000, Rates(Decimal(6), Decimal(30)))
    rates = (Decimal(3), Decimal("15.25"), Decimal("0.15"), Decimal("3.75"), Decimal(6), Decimal(10))
    assert found["claude-opus-5-5"] == (
        Override("2026-11-01", Tariff(Rates(Decimal("0.1"), Decimal(20)))),
        Override("2027-01-01", Tariff(Rates(*rates), (dearer,))),
    )
    assert cost(found["claude-opus-5-5"][0].tariff, Usage(input=3)) == Decimal("0.0000003")
    assert cost(found["a model.1"][0].tariff, Usage(input=3)) == 0


ENTRY = 'since = 2026-01-01\ninput = "1"\noutput = "2"\n'


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (ENTRY.replace("2026-01-01", '"yesterday"'), "since: must be the first day"),
        (ENTRY.replace("2026-01-01", '"2026-02-30"'), "since: must be the first day"),
        (ENTRY.replace("2026-01-01", "2026-01-01T10:00:00"), "since: must be the first day"),
        (ENTRY.replace("since = 2026-01-01\n", ""), "since: must be the first day"),
        (ENTRY.replace('"1"', '"-1"'), 'input: must be USD such as "0.25"'),
        (ENTRY.replace('"1"', "-1"), "input: must be USD"),
        (ENTRY.replace('"1"', "true"), "input: must be USD"),
        (ENTRY.replace('"1"', "nan"), "input: must be USD"),
        (ENTRY.replace('"1"', "1e999999999999999999999"), "input: must be USD"),
        (ENTRY.replace('"1"', '"$1"'), "input: must be USD"),
        (ENTRY.replace('"1"', '"1,50"'), "input: must be USD"),
        (ENTRY.replace('output = "2"\n', ""), "output: is missing"),
        (ENTRY + 'cache_reed = "1"\n', "cache_reed: is unknown; did you mean cache_read?"),
        (ENTRY + "above = 5\n", "above: must be a table"),
        (ENTRY + 'above = { tokens = 0, input = "1", output = "2" }\n', "above, tokens: must be a whole number"),
        (ENTRY + 'above = { tokens = true, input = "1", output = "2" }\n', "above, tokens: must be a whole number"),
        (ENTRY + 'above = { tokens = 5, input = "1" }\n', "above, output: is missing"),
        (ENTRY + 'above = { tokens = 5, input = "1", output = "2", puts = 1 }\n', "above, puts: is unknown"),
    ],
)
def test_an_entry_with_a_fault_counts_for_nothing_and_the_others_stay(tmp_path: Path, entry: str, told: str) -> None:
    file = written(tmp_path, f"[[m]]\n{entry}[[m]]\n{ENTRY}[[other]]\n{ENTRY}")
    found, error = load(file)
    assert error is not None
    assert f"m, entry 1, {told}" in error.cause
    assert {model: [each.since for each in own] for model, own in found.items()} == {
        "m": ["2026-01-01"],
        "other": ["2026-01-01"],
    }


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = f'[[m]]\ninput = "x"\ncolour = 1\n[[m]]\n{ENTRY}[[m]]\n{ENTRY}[n]\n{ENTRY}[o]\n'
    found, error = load(written(tmp_path, f"p = 3\n{text}"))
    assert error is not None
    assert str(tmp_path / "prices.toml") in error.cause
    assert "9 things" in error.cause
    for told in ("p, entry 1: must be a table", "m, entry 1, output", "m, entry 3, since: another entry", "o, entry 1"):
        assert told in error.cause
    assert list(found) == ["m", "n"]


@given(st.text())
def test_no_text_upsets_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("p") / "prices.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found, error = load(file)
    assert error is None or not found


def test_a_file_that_cannot_be_read_is_told_and_counts_as_empty(tmp_path: Path) -> None:
    found, error = load(tmp_path)
    assert found == {}
    assert error is not None
    assert "cannot be read" in error.cause
