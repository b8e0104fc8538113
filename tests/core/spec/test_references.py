"""Why this file exists: an id that a spec states is taken as it is, and a word that only looks like one is not."""

from __future__ import annotations

import pytest

from hybridtui.core.spec.references import stated_id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("R7: do it", "R7"),
        ("**R7** do it", "R7"),
        ("**R7:** do it", "R7"),
        ("**FR-001**: do it", "FR-001"),
        ("[R7] do it", "R7"),
        ("(C2) do it", "C2"),
        ("`REQ-12` do it", "REQ-12"),
        ("R7. do it", "R7"),
        ("R7) do it", "R7"),
        ("R7 - do it", "R7"),
        ("R7 — do it", "R7"),
        ("R1.2: do it", "R1.2"),
        ("SHOP-42: do it", "SHOP-42"),
        ("NFR3: do it", "NFR3"),
    ],
)
def test_an_id_at_the_beginning_is_found(text: str, id: str) -> None:
    assert stated_id(text) == id


@pytest.mark.parametrize(
    "text",
    [
        "R7",
        "R7:",
        "R7 must do it",
        "see R7: do it",
        "S3: the bucket",
        "UTF-8: the encoding",
        "SHA-256: the hash",
        "HTTP2: the protocol",
        "V2: dark mode",
        "r7: do it",
        "R7:do it",
        "**R7] do it",
        "[R7) do it",
        "2: do it",
        "K8S: do it",
        "R7-9: do it",
        "GPT-4: the model",
        "R1234567: do it",
        "",
    ],
)
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    assert stated_id(text) == ""
