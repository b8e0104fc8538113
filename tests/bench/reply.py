"""Why this file exists: what streams into the pane while it is measured is a reply as Claude writes them, and long."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from tests.fake_claude import Exchange, FakeClaude, Scenario
from tests.fake_claude_answer import closing, opening

_TOKEN = 4
"""Characters of a token, near enough for English, Markdown and code."""
_SECTION = """\
## Step {n}: the import of batch {n}

The page takes one file by **drag and drop**, checks it against the `customers` table and writes the good rows in one \
transaction. Nothing in `billing_status` is touched, and a file over {n} MB is turned down *before* it is read.

1. Reject the file if the header lacks `email`, `plan` or `seats`.
2. Check each of the {n} rows; name each bad row and say why.
   - an empty `email` is an error
   - a plan that is not in the list is an error
3. Keep the newest of duplicate emails, by `updated_at`.

```python
def import_batch_{n}(rows: list[Row], limit: int = {n}) -> Report:
    newest: dict[str, Row] = {{}}
    for row in sorted(rows, key=lambda row: row.updated_at):
        newest[row.email] = row  # the later one wins
    return Report(written=write(newest.values()), dropped=len(rows) - len(newest))
```

| step | limit | what happens |
|---|---:|---|
| upload | {n} MB | the page answers `413` |
| check | {n} rows | every bad row is listed |
| import | none | a background job |

> Assumption {n}: "newest" means the latest `updated_at`; on a tie the later row of the file wins.

"""


def written(tokens: int) -> str:
    """A reply of so many tokens: headings, prose, lists, code and tables."""
    sections: list[str] = []
    while sum(map(len, sections)) < tokens * _TOKEN:
        sections.append(_SECTION.format(n=len(sections) + 1))
    return "".join(sections)[: tokens * _TOKEN]


def listed(marks: Sequence[str]) -> str:
    """A reply with a line for each of `marks`, which stands there alone."""
    return "".join(f"- {mark} is a line of the reply\n" for mark in marks)


def pieces(text: str) -> Iterator[str]:
    """The tokens of a reply."""
    return (text[at : at + _TOKEN] for at in range(0, len(text), _TOKEN))


@contextmanager
def claude(text: str, rate: float) -> Iterator[str]:
    """A Claude in a process of its own that answers with `text` at `rate` tokens a second. Its base URL."""
    context = multiprocessing.get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=_serve, args=(text, rate, its), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


def _serve(text: str, rate: float, pipe: Connection) -> None:
    async def live() -> None:
        async with FakeClaude(paced(text, rate)) as server:
            pipe.send(server.url)
            await asyncio.Event().wait()

    asyncio.run(live())


def paced(text: str, rate: float) -> Scenario:
    """`text` at `rate` tokens a second, by the clock: a token that is late comes at once."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        block: dict[str, object] = {"type": "text", "text": ""}
        start: dict[str, object] = {"type": "content_block_start", "index": 0, "content_block": block}
        await exchange.events([*opening(), ("content_block_start", start)])
        begun = perf_counter()
        for at, piece in enumerate(pieces(text)):
            await asyncio.sleep(max(0.0, begun + at / rate - perf_counter()))
            delta = {"type": "text_delta", "text": piece}
            await exchange.events(
                [("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta})]
            )
        await exchange.events([("content_block_stop", {"type": "content_block_stop", "index": 0}), *closing()])
        await exchange.end()

    return play


def kept(folder: Path, text: str) -> Path:
    """A file in `folder` that holds the reply `text`."""
    file = folder / "reply.md"
    file.write_text(text, encoding="utf-8")
    return file
