"""Why this file exists: what a local model makes of notes is only as good as it measures, next to plainer ways.

`python -m tests.bench.quality [NOTES...]` prints, for each file of notes, what became of them in the draft of the
workbench (the mode that is the default for the model, and faithful), in a draft made by rules alone, in the notes as
they are (identity), and in the answer of the same model when it is simply asked for a spec in its own turns.

The columns are explained in `measures.py`, fragments in `fragments.py`, where the labels come from in `labels.py`. The
bars: no word from outside the source, every fact kept, no negation flipped, at least 95 % of what is labelled carried
or gone as it should, and at most 2 % fragments. In free-form text an item's sentence is found by its words, and where
none is near enough it counts as made from all the notes: its figures are rather too good than too bad.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from hybridtui.core.english.cues import kind_of
from hybridtui.core.notes.sentences import Sentence
from hybridtui.core.steering import Mode
from hybridtui.local import models
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import PROMPTS, SEQUENCES
from hybridtui.local.tier import Tier
from tests import labelled_kinds
from tests.bench import drafts
from tests.bench.labels import Expected, documents
from tests.bench.measures import KEPT, Measures, Share, measure

_COLUMNS = (
    "draft",
    "items",
    "words outside",
    *(f"{sort} kept" for sort in KEPT),
    "negations flipped",
    "carried",
    "filler gone",
    "words in:out",
    "tokens in:out",
    "fragments",
    "notes' words judged by the model",
    "draft's words it chose",
)


def _row(name: str, found: Measures, tokens: float) -> str:
    cells = (
        name,
        found.items,
        found.outside,
        *map(_percent, found.kept.values()),
        found.flipped,
        _percent(found.carried),
        _percent(found.gone),
        f"{found.ratio:.2f}",
        f"{tokens:.2f}",
        _percent(found.fragments),
        _percent(found.notes_judged),
        _percent(found.draft_chosen),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _percent(share: Share) -> str:
    return f"{share.value:.0%} of {share.whole}" if share.whole else "–"


def _made(notes: str, tier: Tier, modes: Sequence[Mode]) -> Iterator[drafts.Draft]:
    for mode in modes:
        yield drafts.refined(notes, tier, mode)
    yield drafts.identity(notes)
    yield drafts.free_form(notes, tier.decoder)


def _table(path: Path, labels: Path | None, tier: Tier, modes: Sequence[Mode]) -> None:
    notes = path.read_text("utf-8", errors="surrogateescape")
    expected = Expected.of(path, labels)
    print(f"\n{path.name}: {len(notes.split())} words\n\n| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}")
    size = len(tier.decoder.tokens(notes))
    for draft in _made(notes, tier, modes):
        out = sum(len(tier.decoder.tokens(item.text)) for item in draft.items)
        name = f"{draft.name} (default)" if draft.name == tier.mode.value else draft.name
        print(_row(name, measure(notes, draft, expected), size / max(out, 1)), flush=True)


def _kinds() -> None:
    for name, table in (("known to the rules", labelled_kinds.KNOWN), ("unseen", labelled_kinds.UNSEEN)):
        cases = [(text, kind) for kind, texts in table.items() for text in texts]
        right = sum(kind_of(Sentence("", 0, len(text), text)) is kind for text, kind in cases)
        print(f"Kinds, sentences {name}: {right} of {len(cases)} right ({right / len(cases):.0%})")


def main() -> None:
    """Report on the notes named, or on those of `labels.documents`. Exits with 2 where there is no model."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.add_argument("notes", nargs="*", type=Path, help="files of notes")
    parser.add_argument("--model", type=Path, default=models.starter(), help="a GGUF file; the starter where not given")
    parser.add_argument("--labels", type=Path, help="what of the notes has to reach a draft, as JSON")
    parser.add_argument("--mode", type=Mode, choices=list(Mode), help="only this mode of the workbench")
    options = parser.parse_args()
    if options.model is None:
        parser.error("the starter model is not installed; name a file with --model")
    if options.labels and len(options.notes) != 1:
        parser.error("--labels says what is expected of one file of notes")
    tier = Tier(options.model, lambda: Decoder(options.model, sequences=PROMPTS + SEQUENCES))
    usual = [tier.mode, *(mode for mode in (Mode.FAITHFUL, Mode.RULES) if mode is not tier.mode)]
    print(f"{tier.decoder.name}, {tier.decoder.parameters / 1e6:.0f} million parameters")
    for path in options.notes or documents():
        _table(path, options.labels, tier, [options.mode] if options.mode else usual)
    print()
    _kinds()
    tier.unload()


if __name__ == "__main__":
    main()
