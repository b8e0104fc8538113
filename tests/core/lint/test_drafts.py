"""Why this file exists: a linter that objects to half of what people say is one that nobody reads.

It is told on what the rules make of notes, for that is closer to how people speak than anything a model leaves.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hybridtui.core.checkpoint.findings import Severity
from hybridtui.core.draft.item import Item
from hybridtui.core.lint import lint
from hybridtui.core.refining.duplicates import merge
from hybridtui.core.refining.events import Ready
from hybridtui.core.spec import parse
from hybridtui.core.spec.edits import assemble
from hybridtui.core.steering import Mode, Steering
from hybridtui.local.decoder import Decoder
from hybridtui.local.protocol import Refine
from hybridtui.local.refinery import Refinery
from hybridtui.local.tier import Tier
from hybridtui.local.window_cache import WindowCache
from tests.bench.labels import documents


def never() -> Decoder:
    raise AssertionError("rules need no model")


def drafted(notes: str, model: Path) -> list[Item]:
    """The items of a draft that the rules make, in the order of the notes; `model` is a file that nobody loads."""
    model.write_bytes(b"")
    refinery = Refinery(Tier(model, never), WindowCache(None, 0, lambda error: None), lambda: False)
    events = refinery.run(Refine(1, notes, Steering(Mode.RULES)))
    items = {item.sources[0]: item for event in events if isinstance(event, Ready) for item in event.items}
    return list(items.values())


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_a_draft_as_it_comes_gives_at_most_one_warning_in_ten_items(path: Path, tmp_path: Path) -> None:
    items = drafted(path.read_text("utf-8"), tmp_path / "model.gguf")
    spec = parse(assemble(merge(items)))
    warnings = [each for each in lint(spec) if each.severity in (Severity.WARN, Severity.ERROR)]
    assert len(spec.items) > 10
    assert len(warnings) <= len(spec.items) / 10, "\n".join(f"{each.rule} {each.words}" for each in warnings)
