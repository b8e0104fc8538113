"""Why this file exists: who is refused a hand-off is told why, and which command comes next."""

from __future__ import annotations

import shlex

from hybridtui.core.checkpoint.findings import Document, Group
from hybridtui.core.costs.budget import Standing
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.ledger import Row
from hybridtui.core.plurals import number_of
from hybridtui.headless.choices import Choices
from hybridtui.headless.examined import Examined

_NOT_SENT = "Not sent"


def undecided(examined: Examined) -> HybridError:
    """Conflicts, secrets or findings wait for a decision; each is told with its place."""
    examination = examined.examination
    if examination.conflicts:
        return _conflicts(examined)
    return _open_secrets(examined) if examination.blockers > len(examination.demanded) else _demanded(examined)


def _conflicts(examined: Examined) -> HybridError:
    """The spec holds two versions of the same lines, and somebody has to decide which is handed off."""
    conflicts = (each for each in examined.examination.findings if each.group is Group.CONFLICT)
    found = [each for each in conflicts if each.document is Document.SPEC]
    count = number_of(len(found), "conflict waits for a decision", "conflicts wait for a decision")
    step = "Keep one side of each, or both, and take the marker lines out; the workbench has a key for that."
    return HybridError(f"{_NOT_SENT}: {count}", "\n".join(map(examined.told, found)), step, Exit.REFUSED)


def _demanded(examined: Examined) -> HybridError:
    """The settings are strict, and findings have no answer."""
    found = examined.examination.demanded
    count = number_of(len(found), "finding waits for an answer", "findings wait for an answer")
    step = "Change the spec, or waive them at the checkpoint of the workbench; checkpoint.strict asks for it."
    return HybridError(f"{_NOT_SENT}: {count}", "\n".join(map(examined.told, found)), step, Exit.REFUSED)


def _open_secrets(examined: Examined) -> HybridError:
    """Each secret is told with its place and its first characters."""
    found = [each for each in examined.examination.findings if each.group is Group.SECRET]
    count = number_of(len(found), "secret waits for an answer", "secrets wait for an answer")
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
