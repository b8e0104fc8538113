"""Why this file exists: who is refused a hand-off is told why, and which command comes next."""

from __future__ import annotations

import shlex

from hybridtui.core.costs.budget import Standing
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.findings import Group
from hybridtui.core.ledger import Row
from hybridtui.headless.choices import Choices
from hybridtui.headless.examined import Examined

_NOT_SENT = "Not sent"


def open_secrets(examined: Examined) -> HybridError:
    """Secrets wait for an answer; each is told with its place and its first characters."""
    found = [each for each in examined.examination.findings if each.group is Group.SECRET]
    count = "a secret waits for an answer" if len(found) == 1 else f"{len(found)} secrets wait for an answer"
    told = "\n".join(map(examined.told, found))
    step = "Take it out of the spec, or decide at the checkpoint of the workbench whether it may leave, or masked."
    return HybridError(f"{_NOT_SENT}: {count}", told, step, Exit.REFUSED)


def unsigned(choices: Choices) -> HybridError:
    """Nobody is there to sign, and no sign-off was given."""
    return HybridError(
        f"{_NOT_SENT}: nobody signed it",
        "There is no terminal here to sign on, and no --sign-off was given.",
        f"See what would be sent: {_quote(choices)}. Then give the hash it prints with --sign-off.",
        Exit.REFUSED,
    )


def other(choices: Choices) -> HybridError:
    """The sign-off that was given is that of something else."""
    return HybridError(
        f"{_NOT_SENT}: this is not what was signed",
        "--sign-off takes the whole hash of exactly this text, target, host, credential, model and settings.",
        f"See what would be sent now: {_quote(choices)}. Then give the hash it prints.",
        Exit.REFUSED,
    )


def sent_before(row: Row) -> HybridError:
    """The very same was handed off before: a sign-off is good for one."""
    cause = f"On {row.at[:16].replace('T', ' ')} UTC: {row.outcome.words}."
    step = "--again sends it once more, which is billed once more."
    return HybridError(f"{_NOT_SENT}: this was handed off before", cause, step, Exit.REFUSED)


def over_budget(standing: Standing) -> HybridError:
    """The budget refuses, and nobody overrode it."""
    raised = f"; or raise {' and '.join(standing.settings)} in config.toml" if standing.settings else ""
    step = f"--over-budget sends it all the same, this once{raised}."
    return HybridError(f"{_NOT_SENT}: the budget refuses it", " ".join(standing.words), step, Exit.REFUSED)


def no_credential(missing: str) -> HybridError:
    """There is nothing to pay with."""
    return HybridError(f"{_NOT_SENT}: no usable credential", "", missing)


def _quote(choices: Choices) -> str:
    return shlex.join(["hybridtui", "quote", *choices.words])
