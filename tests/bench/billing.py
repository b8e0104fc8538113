"""Why this file exists: five bills are to make the sixth estimate good, so six hand-offs are made, and five are billed.

Everything between is real: the flow of a hand-off, the client, the ledger on the disk, the weighing. Only Claude is a
server on the loopback, which bills what ctok counts of the very bytes that it received.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hybridtui.core.costs.meter import Meter
from hybridtui.core.costs.weighing import weigh
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import approve
from hybridtui.core.hand_off.flow import HandOff, Release
from hybridtui.core.hand_off.models import generation
from hybridtui.core.hand_off.order import Order
from hybridtui.core.hand_off.request import Request
from hybridtui.core.ledger import Opening
from hybridtui.core.ports import TokenCounter
from hybridtui.core.reply import Usage
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.prices import Prices
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.replies.folder import ReplyFolder
from tests.bench.reference import Reference
from tests.bench.texts import Sample
from tests.fake_claude import FakeClaude
from tests.frontier.flow import environment

BEFORE = 5
"""Hand-offs that were billed before the one that is estimated."""
_FRAME = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was estimated before and after the bills, and what the hand-off is billed."""

    untrained: Meter
    trained: Meter
    billed: int

    @property
    def errors(self) -> tuple[float, float]:
        """How far each of the two is off, as a part of the bill."""
        return self.untrained.input_tokens / self.billed - 1, self.trained.input_tokens / self.billed - 1

    @property
    def inside(self) -> bool:
        """Whether the bill lies where the second estimate says that it likely does."""
        return self.trained.low <= self.billed <= self.trained.high


@dataclass(frozen=True, slots=True)
class Biller:
    """Bills what ctok counts, and `extra` tokens that a gateway adds to every message."""

    reference: Reference
    extra: int = 0

    def __call__(self, body: bytes) -> Usage:
        request = Request.parse(body)
        kind = generation(request.model)
        texts = self.reference.count(request.spec, kind) + self.reference.count(request.system, kind)
        return Usage(input=_FRAME + texts + self.extra, output=100)


async def estimates(
    samples: Sequence[Sample], biller: Biller, tokens: TokenCounter, order: Order
) -> AsyncIterator[Estimate]:
    """Each of `samples` estimated before and after five others, from other notes, were handed off and billed."""
    for at, sample in enumerate(samples):
        others = [each for each in (*samples[at + 1 :], *samples[:at]) if each.stem != sample.stem][:BEFORE]
        async with FakeClaude(bill=biller) as server:
            with environment(server), _desk(tokens, order) as desk:
                untrained = desk.weigh(sample.text)
                for each in others:
                    await desk.hand_off(each.text)
                envelope = desk.claude.compose(sample.text, order)
                yield Estimate(untrained, desk.weigh(sample.text), biller(envelope.payload).all_input)


class _Desk:
    """What a hand-off needs, with books and replies in `folder`."""

    def __init__(self, folder: Path, tokens: TokenCounter, order: Order) -> None:
        self.claude = Claude()
        self._ledger, self._replies = LedgerFile(folder / "ledger.db"), ReplyFolder(folder / "idea.replies")
        self._prices, self._tokens, self._order = Prices(), tokens, order

    def weigh(self, spec: str) -> Meter:
        return weigh(self._tokens, self._prices, self._ledger.observations(), self._order, notes="", spec=spec)

    async def hand_off(self, spec: str) -> None:
        """Sign and send. Raises `HybridError` for what could not be kept, and where the reply failed."""
        envelope = self.claude.compose(spec, self._order)
        approved = approve(envelope, envelope.digest())
        where = (self._order.target, envelope.host, envelope.credential, envelope.model, approved.sign_off)
        opening = Opening(*where, meter=self.weigh(spec))
        troubles: list[HybridError] = []
        flow = HandOff(self.claude, self._ledger, self._replies, self._prices, lambda reply: None, troubles.append)
        reply = await flow.run(Release(approved, opening, spec))
        for error in (*troubles, *([reply.error] if reply.error else [])):
            raise error


@contextmanager
def _desk(tokens: TokenCounter, order: Order) -> Iterator[_Desk]:
    with TemporaryDirectory(prefix="hybridtui-bench-") as folder:
        yield _Desk(Path(folder), tokens, order)
