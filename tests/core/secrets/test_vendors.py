"""Why this file exists: a vendor's key is found wherever it stands, named, and told from what manuals show."""

from __future__ import annotations

from random import Random

import pytest

from hybridtui.core.secrets.scanner import scan
from tests.core.secrets.made import MIXED, drawn, private_key, vendor_keys

SORTS = sorted(vendor_keys(Random(0)))
PLACES = ("{}", "use {} for now", "key=`{}`,", '{{"k": "{}"}}', "(see {}).", "<{}>")


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("place", PLACES)
def test_a_vendors_key_is_found_whole_and_named_wherever_it_stands(sort: str, place: str) -> None:
    for seed in range(8):
        key = vendor_keys(Random(seed))[sort]
        text = place.format(key)
        (found,) = scan(text)
        assert text[slice(*found.span)] == key
        assert sort in found.sort
        assert not found.personal


@pytest.mark.parametrize(
    "example",
    [
        "ghp_" + "x" * 36,
        "AKIA" + "IOSFODNN7EXAMPLE",
        "sk-ant-your-key-goes-here-please",
        "sk-" + "..." + "abc",
        "glpat-" + "<token>",
        "sk-learn-and-other-libraries",
        "key-value-pairs-are-kept",
        "hf_" + "0123456789abcdefghijklmnopqrstuvwxyz",
        "SKIP" + "0" * 32,
    ],
)
def test_what_a_manual_shows_is_no_key(example: str) -> None:
    assert scan(f"set it to {example} first") == ()


def test_a_key_that_a_word_runs_into_is_none() -> None:
    assert not [each for each in scan("x" + "ghp_" + drawn(Random(1), MIXED, 36)) if each.sort == "GitHub token"]


def test_a_private_key_without_an_end_goes_to_the_blank_line() -> None:
    key = private_key(Random(3)).rpartition("\n")[0]
    text = f"before\n\n{key}\n\nafter the key"
    (found,) = scan(text)
    assert text[slice(*found.span)] == key


def test_two_private_keys_are_two() -> None:
    text = "\n".join(private_key(Random(seed)) for seed in (1, 2))
    assert len(scan(text)) == 2


def test_public_keys_and_certificates_are_no_secret() -> None:
    body = "\n".join(drawn(Random(seed), MIXED + "+/", 64) for seed in range(5))
    for name in ("CERTIFICATE", "PUBLIC KEY", "PGP SIGNATURE"):
        assert scan(f"-----BEGIN {name}-----\n{body}\n-----END {name}-----") == ()
