"""Why this file exists: a sentence that is wrongly named as a source is worse than none."""

from __future__ import annotations

from hybridtui.core.index import nearest


def test_an_item_finds_its_sentence_by_its_rare_words() -> None:
    notes = ["we keep the original file for 30 days", "we show the progress", "we write to postgres"]
    assert nearest("Keep original file 30 days", notes) == (0,)
    assert nearest("Offer a mobile app", notes) == ()
    assert nearest("", notes) == ()
    assert nearest("progress", []) == ()
