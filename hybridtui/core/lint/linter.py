"""Why this file exists: what all rules find in a spec is one list, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.kinds import Kind
from hybridtui.core.lint import criteria
from hybridtui.core.lint.conflicts import conflicts
from hybridtui.core.lint.gaps import gaps
from hybridtui.core.lint.hits import Hit, placed, raw
from hybridtui.core.lint.ids import ids
from hybridtui.core.lint.lexical import LINTED, lexical
from hybridtui.core.lint.pronouns import READ, pronouns
from hybridtui.core.lint.repeats import repeats
from hybridtui.core.spec import Spec, SpecItem

PROFILES = ("plain", "openspec")


def lint(spec: Spec, profile: str = "plain") -> tuple[Finding, ...]:
    """What speaks against a spec, found without a model: see `catalogue.RULES`. In the order of the text.

    `profile` is one of `PROFILES`; under "openspec" a spec has to have the form that OpenSpec reads. Raises
    `ValueError` for another. What was found in an item is kept, so that a changed spec costs its changed items; only
    ids and comparisons are looked through anew.
    """
    if profile not in PROFILES:
        raise ValueError(f"no profile is called {profile!r}: there are {', '.join(PROFILES)}")
    structure = criteria.openspec if profile == "openspec" else criteria.plain
    found = (
        *(placed(spec, item, hit) for item in spec.items for hit in _hits(spec, item)),
        *structure(spec),
        *ids(spec),
        *conflicts(spec),
        *repeats(spec),
    )
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.rule)))


def _hits(spec: Spec, item: SpecItem) -> Iterator[Hit]:
    text = raw(spec, item)
    if item.kind is not Kind.QUESTION and not (item.verbatim and text.lstrip().startswith(("```", "~~~"))):
        yield from gaps(text)
    if item.verbatim:
        return
    if item.kind in LINTED:
        yield from lexical(text, item.kind)
    if item.kind in READ:
        yield from pronouns(text, bool(item.parent or item.criterion))
