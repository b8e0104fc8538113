"""Why this file exists: the checkpoint is only as good as what it catches, and as what it leaves alone.

`python -m tests.bench.planted [--seeds N] [--show]` plants defects (see `tests.planting`) in three clean specs and lets
the whole examination look at them. It prints the recall for each family of defects, over all seeds and from the worst
to the best seed, then the false alarms on the clean specs, and those of the scan for secrets on the corpus.

When a defect counts as found is told in `tests.planting.judge`. A false alarm is an error or a warning on a clean spec;
what is only worth a note there (severity info) is told apart.

The bars: recall of at least 90 % for each family (of the smells: listed ones and structural ones), at most 2 false
alarms per 1,000 words of a clean spec, no false alarm of the scan for secrets on the corpus.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hybridtui.core.checkpoint.findings import Finding, Severity
from hybridtui.core.secrets.scanner import scan
from hybridtui.core.spec import parse
from tests.bench.labels import CORPUS, DATA
from tests.planting.greenhouse import GREENHOUSE
from tests.planting.ground import Ground
from tests.planting.judge import UNLISTED, Outcome, examine, listed, outcome
from tests.planting.planter import plant
from tests.planting.tool_library import TOOL_LIBRARY
from tests.planting.vocabulary import COMMON, RARE
from tests.planting.waiting_room import WAITING_ROOM

GROUNDS = (TOOL_LIBRARY, GREENHOUSE, WAITING_ROOM)
LEAST_RECALL = 0.9
MOST_ALARMS = 2.0
"""False alarms per 1,000 words of a clean spec."""


@dataclass(frozen=True)
class Result:
    """What became of the defects of one ground, seed by seed, and the findings on its clean spec."""

    ground: Ground
    seeds: tuple[tuple[Outcome, ...], ...]
    clean: tuple[Finding, ...]

    @cached_property
    def families(self) -> dict[str, tuple[float, float, float]]:
        """The recall of each family: over all seeds, in the worst seed, and in the best."""
        found: dict[str, list[list[bool]]] = defaultdict(list)
        for outcomes in self.seeds:
            own: dict[str, list[bool]] = defaultdict(list)
            for each in outcomes:
                own[each.family].append(each.found)
            for family, hits in own.items():
                found[family].append(hits)
        return {
            family: (_share([hit for hits in seeds for hit in hits]), min(map(_share, seeds)), max(map(_share, seeds)))
            for family, seeds in sorted(found.items())
        }

    @cached_property
    def alarms(self) -> tuple[Finding, ...]:
        """The errors and warnings on the clean spec."""
        return tuple(each for each in self.clean if each.severity in (Severity.ERROR, Severity.WARN))

    @property
    def alarms_per_1000_words(self) -> float:
        """False alarms per 1,000 words of the clean spec."""
        return 1000 * len(self.alarms) / len(self.ground.spec.split())

    @property
    def missed_bars(self) -> tuple[str, ...]:
        """The bars that were not reached, each in words."""
        low = [
            f"{family}: recall {recall:.0%}"
            for family, (recall, _, _) in self.families.items()
            if recall < LEAST_RECALL and family != UNLISTED
        ]
        rate = self.alarms_per_1000_words
        return (*low, *([f"{rate:.1f} false alarms per 1,000 words"] if rate > MOST_ALARMS else ()))


def measure(ground: Ground, seeds: Sequence[int]) -> Result:
    """Plant the defects of each seed in the spec of `ground`, and examine it; and the clean spec."""
    outcomes = []
    for seed in seeds:
        planted = plant(ground, seed, listed)
        findings = examine(planted.text, planted.notes)
        outcomes.append(tuple(outcome(planted.text, each, findings) for each in planted.planted))
    return Result(ground, tuple(outcomes), examine(ground.spec, ground.notes))


def alarms_of_secrets() -> Iterator[tuple[Path, str]]:
    """What the scan for secrets objects to in the documents of the corpus and of the tests: the files and the words."""
    for path in sorted([*CORPUS.rglob("*"), *DATA.rglob("*")]):
        if path.is_file():
            text = path.read_text("utf-8", errors="replace")
            for each in scan(text):
                yield path, text[slice(*each.span)]


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def _report(result: Result, show: bool) -> Iterator[str]:
    words, entries = len(result.ground.spec.split()), len(parse(result.ground.spec).items)
    yield f"\n{result.ground.name}: {entries} items, {words} words, {len(result.seeds)} seeds\n"
    yield "| defects | planted | found | worst to best seed |\n|---|---|---|---|"
    outcomes = [each for seed in result.seeds for each in seed]
    for family, (recall, worst, best) in result.families.items():
        count = sum(each.family == family for each in outcomes)
        yield f"| {family} | {count} | {recall:.0%} | {worst:.0%} to {best:.0%} |"
    rate, notes = result.alarms_per_1000_words, Counter(each.rule for each in result.clean if each not in result.alarms)
    yield f"\nFalse alarms on the clean spec: {len(result.alarms)}, {rate:.1f} per 1,000 words"
    yield "Worth a note there: " + (", ".join(f"{count} {rule}" for rule, count in notes.most_common()) or "nothing")
    if show:
        yield from _details(result, outcomes)


def _details(result: Result, outcomes: Sequence[Outcome]) -> Iterator[str]:
    sorts = sorted({(each.family, each.planted.defect.sort) for each in outcomes})
    for family, sort in sorts:
        own = [each for each in outcomes if (each.family, each.planted.defect.sort) == (family, sort)]
        yield f"\n{family}, {sort}: {sum(each.found for each in own)} of {len(own)}"
        missed = {(each.planted.defect.words, each.sentence, each.rules) for each in own if not each.found}
        for words, sentence, rules in sorted(missed):
            yield f"  missed {words!r} in: {sentence} {list(rules)}"
    for alarm in result.alarms:
        yield f"\nfalse alarm {alarm.rule} {alarm.item}: {alarm.words!r}: {alarm.message}"


def main() -> None:
    """Report on each pair of spec and notes, and on the corpus where it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.planted", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="how many plantings (10)")
    parser.add_argument("--show", action="store_true", help="each defect that was missed, and each false alarm")
    options = parser.parse_args()
    for ground in GROUNDS:
        for line in _report(measure(ground, range(options.seeds)), options.show):
            print(line, flush=True)
    for name, table in (("that guidelines warn of", COMMON), ("that come to mind besides", RARE)):
        vocabulary = [word for each in table.values() for word in each]
        print(f"\nOf {len(vocabulary)} words {name}, the linter lists {sum(map(listed, vocabulary))}.", end="")
    found = list(alarms_of_secrets())
    print(
        f"\nSecrets, false alarms in {'the corpus and ' if CORPUS.exists() else ''}the tests' documents: {len(found)}"
    )
    for path, words in found if options.show else ():
        print(f"  {path.name}: {words!r}")


if __name__ == "__main__":
    main()
