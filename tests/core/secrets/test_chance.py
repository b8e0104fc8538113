"""Why this file exists: strings that only chance can have made are found, whoever's key they are; names are not."""

from __future__ import annotations

import string
from random import Random

import pytest

from hybridtui.core.secrets.scanner import scan
from tests.core.secrets.made import HEX, MIXED, drawn


@pytest.mark.parametrize(("alphabet", "size"), [(MIXED, 24), (MIXED, 40), (MIXED + "+/", 44), (MIXED + "-_", 43)])
def test_of_random_strings_all_but_a_few_are_found(alphabet: str, size: int) -> None:
    texts = [f"the other one, {drawn(Random(seed), alphabet, size)} , goes there" for seed in range(200)]
    assert sum(bool(scan(text)) for text in texts) >= 190


@pytest.mark.parametrize("size", [32, 40, 64])
def test_random_numbers_in_hex_are_found(size: int) -> None:
    assert all(scan(f"put {drawn(Random(seed), HEX, size)} there") for seed in range(200))


@pytest.mark.parametrize("alphabet", [string.ascii_lowercase + string.digits, string.ascii_uppercase + string.digits])
def test_random_strings_of_one_case_are_found_nearly_always(alphabet: str) -> None:
    assert sum(bool(scan(f"put {drawn(Random(seed), alphabet, 40)} there")) for seed in range(200)) >= 190


@pytest.mark.parametrize(
    "around",
    [
        "commit {}",
        "fixed in {} last week",
        "sha256:{}",
        "checksum `{}`",
        "the MD5 of the file is {}",
        "uses: actions/checkout@{}",
        "https://git.test/app/commit/{}",
        "{}  archive.tar.gz",
        'certificateId: "{}"',
        "etag {}",
    ],
)
def test_a_commit_or_a_checksum_is_no_secret(around: str) -> None:
    for seed in range(10):
        assert scan(around.format(drawn(Random(seed), HEX, 40))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "#ff8800 and #1a2b3c4d",
        "v1.22.3-beta.4+20261123.5e2f9a1",
        "src/components/UserSettings/ProfilePictureUploadForm.tsx",
        "/usr/lib/python3.11/site-packages/markdown_it/rules_block/state_block.py",
        "getUserByIdAndNameFactoryBean2",
        "PyAsn1UnicodeDecodeError",
        "test_a_name_of_many_words_is_no_secret_2",
        "kubernetes-ingress-nginx-controller-7d5c8",
        "AbstractSingletonProxyFactoryBeanImplementation",
        "0123456789abcdef0123456789abcdef",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "12345678901234567890123456789012",
        "deadbeefdeadbeefdeadbeefdeadbeef",
        "----------------------------------------",
        "_ZN4node16NodeMainInstance3RunEv",
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ],
)
def test_names_paths_and_versions_are_no_secret(text: str) -> None:
    assert scan(f"see {text} there") == ()


def test_data_in_a_url_is_no_secret() -> None:
    assert scan("![x](data:image/png;base64," + drawn(Random(2), MIXED + "+/", 3_000) + ")") == ()
