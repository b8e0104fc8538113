"""Why this file exists: what a reply cost is told in the same words on the screen and on the command line."""

from __future__ import annotations

from hybridtui.core.costs.meter import money_text
from hybridtui.core.reply import Reply, ReplyState


def receipt(reply: Reply) -> str:
    """What a finished reply was billed, in a sentence that claims no more than is known. For targets that bill."""
    if not reply.billable:
        return "Nothing was billed."
    if reply.usage is None:
        return "It may have been billed: how much is not known."
    tokens = f"{reply.usage.all_input:,} tokens in, {reply.usage.output:,} out"
    cost = money_text(reply.cost, billed=True)
    if reply.state is ReplyState.ENDED:
        return f"billed {tokens} · cost {cost}"
    return f"unconfirmed, at least {tokens} · cost {cost if reply.cost is None else f'at least {cost}'}"
