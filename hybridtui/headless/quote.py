"""Why this file exists: `hybridtui quote` shows what a hand-off would send, and what a human signs it with."""

from __future__ import annotations

import json
from typing import Any

from hybridtui.core.errors import Exit
from hybridtui.headless import refusals, streams
from hybridtui.headless.choices import Choices
from hybridtui.headless.quotation import draw_up
from hybridtui.headless.quotation_report import report, table


def run(as_json: bool, **chosen: Any) -> Exit:
    """`hybridtui quote`: the manifest of the hand-off that was `chosen`, with its sign-off. Sends nothing.

    Ends with `Exit.FINDINGS`, and without a sign-off, while a secret or a conflict waits for a decision. Raises
    `HybridError`.
    """
    quotation = draw_up(Choices(**chosen))
    streams.write(json.dumps(table(quotation), indent=2) + "\n" if as_json else report(quotation))
    if not quotation.examined.examination.blockers:
        return Exit.DONE
    streams.tell(refusals.undecided(quotation.examined))
    return Exit.FINDINGS
