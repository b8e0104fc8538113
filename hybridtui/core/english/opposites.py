"""Why this file exists: "keep the file" and "delete the file" differ in one word, and it is the one that matters.

Only pairs where one word can be put for the other in a note on software, and turns it round.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from hybridtui.core.english.stems import stem

_PAIRS = """
keep/delete keep/remove keep/drop keep/discard store/delete save/delete save/discard add/remove create/delete
create/remove insert/delete show/hide display/hide enable/disable activate/deactivate allow/block allow/deny
allow/forbid allow/reject permit/forbid accept/reject accept/refuse approve/reject include/exclude start/stop
begin/end open/close lock/unlock import/export upload/download encrypt/decrypt increase/decrease raise/lower grow/shrink
pass/fail succeed/fail success/failure valid/invalid install/uninstall subscribe/unsubscribe mount/unmount
merge/split compress/decompress push/pull send/receive read/write input/output online/offline public/private
internal/external local/remote sync/async synchronous/asynchronous mandatory/optional required/optional
automatic/manual automatically/manually ascending/descending newest/oldest latest/oldest latest/earliest first/last
before/after above/below over/under more/less more/fewer most/least maximum/minimum max/min highest/lowest
largest/smallest longest/shortest fastest/slowest fast/slow light/dark left/right top/bottom up/down in/out on/off
always/never all/none with/without up/down early/late high/low big/small large/small long/short same/different
empty/full visible/hidden sender/recipient source/target client/server
"""


@cache
def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = map(stem, pair.split("/"))
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


def opposites(word: str, there: Collection[str]) -> tuple[str, ...]:
    """Those of the stems `there` that mean the opposite of the stem `word`, in alphabetical order."""
    return tuple(sorted(_opposites().get(word, frozenset()).intersection(there)))
