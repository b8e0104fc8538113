"""Why this file exists: a scan finds what was planted, raises no false alarm on real notes, and never hangs."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hybridtui.core.secrets import Secret
from hybridtui.core.secrets.scanner import merged, scan
from tests.core.secrets.made import HEX, MIXED, drawn, password, vendor_keys

ROOT = Path(__file__).parents[3]
CORPUS = [
    file
    for folder in (ROOT / "tests" / "data", ROOT.parent / "shared" / "corpus")
    for file in sorted(folder.rglob("*"))
    if file.suffix in (".md", ".txt", ".json")
]
PROSE = (ROOT / "tests" / "data" / "csv-upload-ramble.md").read_text()
LENGTH = 20_000
SECONDS = 2.0
"""Of this process's own time, so that a busy machine does not count; each takes a few hundredths at most."""

units = st.text(st.sampled_from(" .,:;=/@+-_\"'`*|<>\\\n(){}[]$%aZ09éxeyJ"), min_size=1, max_size=6)


def planted(random: Random) -> list[str]:
    """Sentences with one secret each, in thirteen sorts and more, and the secrets themselves behind a tab."""
    keys = random.sample(sorted(vendor_keys(random).items()), 14)
    word, token, number = password(random), drawn(random, MIXED, 40), drawn(random, HEX, 64)
    told = [
        f"the database is postgres://app:{word}@db1/prod\t{word}",
        f"redis runs at redis://:{token}@cache:6379\t{token}",
        f"set DB_PASSWORD={word}\t{word}",
        f"api_key: {token}\t{token}",
        f'"client_secret": "{token}"\t{token}',
        f"Authorization: Bearer {token}\t{token}",
        f"the staging password is {word}\t{word}",
        f"login with admin / {word}\t{word}",
        f"so {word} is the admin password I think\t{word}",
        f"and {number} goes into the vault\t{number}",
        f"there is {token} too\t{token}",
        "mail ines@kestrel-tools.de about it\tines@kestrel-tools.de",
        "or ring +49 171 9823 4417\t+49 171 9823 4417",
        "it runs on 192.168.4.20\t192.168.4.20",
        "log to /home/tomasz/log\t/home/tomasz",
        "the host is build.kestrel.internal\tbuild.kestrel.internal",
    ]
    return [*(f"use {key} for {sort.lower()}\t{key}" for sort, key in keys), *told]


@pytest.mark.parametrize("seed", range(10))
def test_at_least_27_of_30_planted_secrets_are_found(seed: int) -> None:
    random = Random(seed)
    rows = [row.split("\t") for row in planted(random)]
    assert len(rows) == 30
    random.shuffle(rows)
    sentences = PROSE.split(". ")
    for at, (sentence, _) in enumerate(rows):
        sentences.insert(at * 2, sentence)
    text = ". ".join(sentences)
    found = {text[slice(*each.span)] for each in scan(text)}
    assert sum(secret in found for _, secret in rows) >= 27


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_real_notes_raise_no_false_alarm(file: Path) -> None:
    text = file.read_text()
    assert [text[slice(*found.span)] for found in scan(text)] == []


@given(st.text(max_size=200))
@example("https://a:b@c")
@example("password is\n\n\nx")
def test_secrets_are_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    spans = [found.span for found in scan(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@settings(max_examples=40)
@given(units, st.sampled_from([("", ""), ("password is ", ""), ("https://", "@x"), ("eyJ", ".eyJ"), ("token=", "\n")]))
@example("password ", ("", ""))
@example("-----BEGIN PRIVATE KEY-----", ("", ""))
@example("-----BEGIN CERTIFICATE-----", ("", ""))
@example("a@", ("", ""))
@example("a.", ("", "@"))
@example("eyJaaaaaaaaa.", ("", ""))
@example("1 ", ("+", ""))
@example("00 ", ("", ""))
@example("a:", ("", "@"))
@example("http://", ("", ""))
@example("login a/", ("", ""))
@example("M.", ("", ""))
@example("ghp_", ("", ""))
@example("a_", ("", ""))
@example(".", ("", ""))
@example("fd:", ("", ""))
@example("1.", ("", ""))
@example("a-a.", ("", ""))
@example("\n", ("-----BEGIN PRIVATE KEY-----", ""))
def test_a_text_of_repeated_marks_is_read_at_once(unit: str, around: tuple[str, str]) -> None:
    text = around[0] + unit * (LENGTH // len(unit)) + around[1]
    started = time.process_time()
    scan(text, ["a", "aZ 09"])
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("unit", ["password ", "a@", "eyJa.", "1 ", "http://a:", "ghp_", "a1", "key=", ".", "Zq9 "])
def test_eight_times_the_length_takes_eight_times_the_time_and_not_sixty(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        runs = []
        for _ in range(3):
            started = time.process_time()
            scan(text)
            runs.append(time.process_time() - started)
        return min(runs)

    assert seconds(160_000) < 8 * 3 * seconds(20_000) + 0.1


def test_a_megabyte_of_notes_takes_a_few_seconds_at_most() -> None:
    text = (PROSE * (1_000_000 // len(PROSE) + 1))[:1_000_000]
    started = time.process_time()
    scan(text)
    assert time.process_time() - started < 5


def test_of_secrets_that_overlap_the_first_named_stays() -> None:
    first, second, third = Secret("a", (4, 9)), Secret("b", (0, 5)), Secret("c", (9, 12))
    assert merged([first, second, third]) == (first, third)
    assert merged([second, first, third]) == (second, third)
