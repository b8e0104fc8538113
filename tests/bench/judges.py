"""Why this file exists: reading a sentence once was chosen over two ways of writing it, and this shows why.

`python -m tests.bench.judges` lets three judges say of each rated word that may go (see `labels.py`) how much it ought
to stay, on the same model, in one run, decoded by the same engine:

- *one pass* (`local/faithful.py`): how surprising the word is where it comes, as the sentence is read.
- *reads, then writes*: pairs of a note and its telegram, the sentence, and then the line word by word; at each choice
  the log-odds of the word against the one after it, and what wins is written and read on.
- *with and without*: how much likelier the words that follow are behind the word than without it; two sequences each.

Against them stand the rules alone, which drop every such word, and the share kept in each class of words, taken from
the labels themselves: as much as any rule about classes can know. A judge is measured by AUC with a bootstrap interval,
over all words and over articles alone (most of them, where class tells nothing), by how many of its k surest the raters
kept, k being as many as they kept, and by how often it agrees with them.

What came of it, below 1B parameters (the starter, Gemma-3-270M):

- One pass ranks the words that both raters kept better than chance, but over all words no better than their class does;
  among articles, where class tells nothing, the starter is above chance and Gemma not surely so. Writing the line out
  ranks neither better nor worse (zero is well within the interval of the difference), with and without not at all. One
  pass feeds less than a third of the tokens of the second way and a sixth of the third's. So it is the one in use.
- At equal retention the words that it keeps are right more often than what rules would keep: on the starter 4 of 24
  that either rater kept and 4 of 15 that both did, on Gemma 3 and 3; at random 2 and 1, by class 3 and 1. That is its
  gain, and it is small.
- It is not good enough. Raters keep so few of these words that dropping all of them agrees with them about as often as
  the best threshold, even one picked with the labels in hand (at most 3 of 304 words apart), and more often than any
  judge that keeps as many words as they did. So rules are the default there, and the model's opinion is for who asks.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hybridtui.core.english import lexicon
from hybridtui.core.refining.cut import judged
from hybridtui.core.refining.words import Word
from hybridtui.local import models, prompts
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import PROMPTS, SEQUENCES, Ask, Line, Order
from hybridtui.local.faithful import Faithful
from tests.bench.labels import Rated, rated
from tests.bench.lines import decode
from tests.bench.ranking import figures, gain

Scores = dict[tuple[str, int], float]
"""How much a word ought to stay, by its sentence's key and its index."""

_AHEAD = 8
"""Words that follow, of which the likelihood is compared."""
_FRAME = 16
"""Tokens for "Note:" and "Telegram:" around a sentence, and some."""
_TELEGRAMS = (
    "login page for drivers, one field, no password.",
    "send reminder two days before due date.",
    "export in other format.",
    "check salaries are not in report.",
    "old phones lose connection at 20 m.",
    "keep last ten orders, newest one comes first.",
    "tell owner when payment fails.",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge said, and what it cost: tokens fed and seconds."""

    name: str
    scores: Scores
    tokens: int = 0
    seconds: float = 0.0


# -- the judges -------------------------------------------------------------------------------------------------------


def one_pass(decoder: Decoder, sentences: Mapping[str, Sequence[Word]]) -> Judgement:
    """Hybridtui's own."""
    faithful = Faithful(decoder)
    orders = [faithful.order(key, words) for key, words in sentences.items()]
    return _judgement("one pass", decoder, orders, sentences)


def writing(decoder: Decoder, sentences: Mapping[str, Sequence[Word]]) -> Judgement:
    """Reads the sentence, then writes its line."""
    notes = [note.removeprefix(f"{prompts.BULLET} ") for note in prompts.NOTES.splitlines()[2:]]
    pairs = "".join(f"Note: {note}\nTelegram: {told}\n\n" for note, told in zip(notes, _TELEGRAMS, strict=True))
    task = "Rewrite every note as a telegram: leave out each word that is not needed.\n\n"
    prompt = tuple(decoder.tokens(task + pairs, start=True))

    def line(words: Sequence[Word]) -> Line:
        ids = [decoder.tokens(f" {word.text}") for word in words]
        places = judged(words)
        pending = decoder.tokens(f"Note: {' '.join(word.text for word in words)}\nTelegram:")
        opinion: Mapping[int, float] = {}
        odds = []
        for at in range(places[-1] + 1):
            if at not in places:
                pending += ids[at]
                continue
            if pending:
                stop = next(end for end in range(at, len(words)) if end not in places)
                last = len(pending) - 1
                opinion = (yield Ask(pending, {last: {ids[each][0] for each in range(at, stop + 1)}}))[last]
                pending = []
            odds.append(opinion[ids[at][0]] - opinion[ids[at + 1][0]])
            if odds[-1] > 0:
                pending = list(ids[at])
        return tuple(odds)

    orders = [
        Order(key, prompt, _room(decoder, words) * 2 + _FRAME, partial(line, words)) for key, words in sentences.items()
    ]
    return _judgement("reads, then writes", decoder, orders, sentences)


def with_and_without(decoder: Decoder, sentences: Mapping[str, Sequence[Word]]) -> Judgement:
    """Compares two variants of the sentence for each word."""
    prompt = tuple(decoder.tokens(prompts.NOTES, start=True))

    def line(before: Sequence[int], after: Sequence[int]) -> Line:
        tokens = [*before, *after[:-1]]
        places = range(len(before) - 1, len(tokens))
        answers = yield Ask(tokens, {at: (token,) for at, token in zip(places, after, strict=True)})
        return (sum(value for answer in answers.values() for value in answer.values()),)

    orders = []
    for key, words in sentences.items():
        ids = [decoder.tokens(f" {word.text}") for word in words]
        for at in judged(words):
            after = [token for each in ids[at + 1 : at + 1 + _AHEAD] for token in each]
            without = [*decoder.tokens(prompts.BULLET), *(token for each in ids[:at] for token in each)]
            for name, before in (("with", [*without, *ids[at]]), ("without", without)):
                begin = partial(line, before, after)
                orders.append(Order(f"{key} {at} {name}", prompt, len(before) + len(after), begin))
    done = decode(decoder, orders)
    scores = {
        (key, at): done.results[f"{key} {at} with"][0] - done.results[f"{key} {at} without"][0]
        for key, words in sentences.items()
        for at in judged(words)
    }
    return Judgement("with and without", scores, done.tokens, done.seconds)


def class_prior(words: Sequence[Rated]) -> Judgement:
    """The share kept among the words of a word's class, itself included: the most that rules about classes can know.

    To leave the word itself out would be worse than chance by construction: in every class it puts kept words last.
    """
    kept: dict[str, list[bool]] = defaultdict(list)
    for word in words:
        kept[_class(word)].append(any(word.kept))
    shares = {name: sum(labels) / len(labels) for name, labels in kept.items()}
    return Judgement("class prior (labels seen)", {(word.key, word.at): shares[_class(word)] for word in words})


def _class(word: Rated) -> str:
    core = word.text.lower().strip(",")
    if core in lexicon.ARTICLES:
        return "article"
    if core in lexicon.CONNECTIVES:
        return "connective"
    if core in lexicon.INTENSIFIERS:
        return "intensifier"
    return "lead-in" if " " in core else "adverb"


# -- decoding ---------------------------------------------------------------------------------------------------------


def _judgement(
    name: str, decoder: Decoder, orders: Iterable[Order], sentences: Mapping[str, Sequence[Word]]
) -> Judgement:
    """The judgement of a judge that decodes one line for each sentence, with a score for each word that may go."""
    done = decode(decoder, orders)
    scores = {
        (key, at): score
        for key, words in sentences.items()
        for at, score in zip(judged(words), done.results[key], strict=True)
    }
    return Judgement(name, scores, done.tokens, done.seconds)


def _room(decoder: Decoder, words: Sequence[Word]) -> int:
    """Tokens that the words can take, at most."""
    return sum(len(decoder.tokens(f" {word.text}")) for word in words)


# -- the table ------------------------------------------------------------------------------------------------------


def report(model: Path) -> None:
    """Print the table for `model`. Raises `HybridError` when it cannot be loaded."""
    words = rated()
    sentences = {word.key: word.words for word in words}
    decoder = Decoder(model, sequences=PROMPTS + SEQUENCES)
    agree = sum(word.kept[0] == word.kept[1] for word in words) / len(words)
    print(f"{decoder.name}: {len(words)} words that may go, in {len(sentences)} sentences")
    print(f"The raters agree on {agree:.1%} of them")
    judgements = [judge(decoder, sentences) for judge in (one_pass, writing, with_and_without)]
    decoder.close()
    for name, kept in (("either", [any(word.kept) for word in words]), ("both", [all(word.kept) for word in words])):
        _table(name, kept, [*judgements, class_prior(words)], words)
    print("\nTokens fed and seconds, prompts included:")
    for each in judgements:
        times = each.tokens / judgements[0].tokens
        print(f"  {each.name}: {each.tokens} ({times:.1f} times one pass), {each.seconds:.1f} s")
    print(f"\n{_CONCLUSION}")


def _table(name: str, kept: Sequence[bool], judgements: Sequence[Judgement], words: Sequence[Rated]) -> None:
    size, share = sum(kept), sum(kept) / len(kept)
    print(f"\nKept by {name} rater{'s' * (name == 'both')}: {size} of {len(kept)} (k = {size})\n")
    print("| judge | AUC | one pass ahead by | AUC, articles | right among k surest | agrees at k | agrees at best |")
    print("|---|---|---|---|---|---|---|")
    articles = [at for at, word in enumerate(words) if _class(word) == "article"]
    ours: list[float] = []
    for each in judgements:
        scores = [each.scores[word.key, word.at] for word in words]
        found = figures(scores, kept)
        ahead = "{:+.2f} [{:+.2f}, {:+.2f}]".format(*gain(ours, scores, kept)) if ours else ""
        ours = ours or scores
        among = figures([scores[at] for at in articles], [kept[at] for at in articles])
        cells = [f"{one.auc:.2f} [{one.low:.2f}, {one.high:.2f}]" for one in (found, among)]
        cells = [each.name, cells[0], ahead, cells[1], f"{found.precision:.2f}", f"{found.agreement:.1%}"]
        print(f"| {' | '.join(cells)} | {found.best:.1%} |")
    print(f"| at random | 0.50 | | 0.50 | {share:.2f} | {share**2 + (1 - share) ** 2:.1%} | |")
    print(f"| rules alone: drop all | | | | | | {1 - share:.1%} |")


_CONCLUSION = """\
At k, a judge keeps as many words as the raters did; at best, at whichever threshold suits it best with the labels in
hand, as long as it keeps a word. Articles are most of the words, and their class tells nothing. Below 1B a model ranks
what both raters kept better than chance but not well enough: what it keeps is right more often than at random, yet
keeping as many as the raters did agrees with them less often than keeping none, and even the best threshold gains next
to nothing. So rules alone are the default there."""


def main() -> None:
    """Report on the model named, or the starter."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.judges", description=__doc__)
    parser.add_argument("--model", type=Path, default=models.starter(), help="a GGUF file")
    model: Path | None = parser.parse_args().model
    if model is None:
        parser.error("the starter model is not installed; name a file with --model")
    report(model)


if __name__ == "__main__":
    main()
