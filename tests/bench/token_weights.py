"""Why this file exists: the weights of cl100k's tokens are figures that were measured, and can be measured again.

`python -m tests.bench.token_weights [--ctok-python PYTHON] FILE...` reads text files, counts pieces of them with cl100k
and with ctok, and prints the weight of each class of `frontier.token_weights`: a least-squares fit that trusts far
outliers less (Huber), and draws a class that is seldom seen towards 1.3. None of the texts that `tests.bench.tokens`
measures should be among the files.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hybridtui.core.hand_off.models import Generation
from hybridtui.frontier import cl100k
from hybridtui.frontier.cl100k import Encoder
from hybridtui.frontier.token_weights import CLASSES, kind
from tests.bench.reference import Reference, reference

_PIECE = 250  # characters, to the end of the line
_EACH = 50  # pieces of a file
_USUAL, _DRAWN = 1.3, 8.0  # what a class without tokens weighs, and how many squared tokens that is worth
_FAR = 0.12  # a piece this far off is trusted less
_SMALL = 20  # tokens; smaller pieces are off by more
_LEAST = 0.3  # no class weighs less
_ROUNDS = 8

Figures = NDArray[np.float64]


def main() -> None:
    """Print the table of weights, in hundredths."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.token_weights", description=__doc__)
    parser.add_argument("--ctok-python", metavar="PYTHON", help="a Python of at least 3.12 that has ctok")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    pieces = [piece for path in sorted(arguments.files) for piece in _pieces(path)]
    with reference(arguments.ctok_python) as counts:
        if counts is None:
            parser.exit(2, "No Python with ctok was found: name one with --ctok-python.\n")
        tokens = _tokens(cl100k.load(), pieces)
        fits = [_fit(tokens, _true(counts, pieces, generation)) for generation in Generation]
    for name, *weights in zip(CLASSES, *fits, strict=True):
        print(f'    "{name}": ({", ".join(str(round(100 * weight)) for weight in weights)}),')


def _pieces(path: Path) -> Sequence[str]:
    """A few pieces of a file, the same in every run."""
    found, piece = [], ""
    for line in path.read_text("utf-8", errors="replace").splitlines(keepends=True):
        piece += line
        if len(piece) > _PIECE:
            found.append(piece)
            piece = ""
    return random.Random(path.name).sample(found, min(len(found), _EACH))


def _tokens(encoder: Encoder, pieces: Sequence[str]) -> Figures:
    """For each piece, how many tokens of each class it has."""
    place = {name: at for at, name in enumerate(CLASSES)}
    table = np.zeros((len(pieces), len(CLASSES)))
    for row, piece in enumerate(pieces):
        for token in encoder.encode_ordinary(piece):
            table[row, place[kind(encoder.decode_single_token_bytes(token), token)]] += 1
    return table


def _true(counts: Reference, pieces: Sequence[str], generation: Generation) -> Figures:
    """What ctok counts of each piece, between two lines of one letter: at the ends of a text blanks are partly free."""
    around = counts.count("a\na", generation)
    return np.array([counts.count(f"a\n{piece}a", generation) - around for piece in pieces], dtype=np.float64)


def _fit(tokens: Figures, true: Figures) -> Figures:
    size = np.maximum(true, _SMALL)
    trust = np.ones(len(true))
    weights = np.full(tokens.shape[1], _USUAL)
    for _ in range(_ROUNDS):
        scale = trust / np.sqrt(size)
        rows, goal = tokens * scale[:, None], true * scale
        normal = rows.T @ rows + _DRAWN * np.eye(tokens.shape[1])
        weights = _USUAL + np.linalg.solve(normal, rows.T @ (goal - _USUAL * rows.sum(axis=1)))
        weights = np.maximum(weights, _LEAST)
        off = np.abs(tokens @ weights - true) / size
        trust = np.sqrt(np.minimum(1, _FAR / np.maximum(off, 1e-9)))
    return weights


if __name__ == "__main__":
    main()
