"""Why this file exists: a secret that was answered is no finding any more, but what becomes of it must stay in sight.

What leaves is read from the payload itself, not from what was decided about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Group
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.order import UNANSWERED, Target
from hybridtui.core.hand_off.request import Request
from hybridtui.core.plurals import number_of


@dataclass(frozen=True, slots=True)
class Leaving:
    """The secrets that go out as they are, and those of which only a placeholder does.

    `answered` says that a reply comes in which placeholders are put back.
    """

    bare: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    answered: bool = True

    @property
    def told(self) -> str:
        """How many there are of each, in words; empty when there are none."""
        bare, masked = len(self.bare), len(self.masked)
        stays = "" if self.answered else f", and nobody puts {'it' if masked == 1 else 'them'} back"
        parts = (
            f"{_go_out(bare)} as {'it is' if bare == 1 else 'they are'}" if bare else "",
            f"{_go_out(masked)} masked{stays}" if masked else "",
        )
        return " · ".join(part for part in parts if part)


@lru_cache(maxsize=8)
def sent_text(envelope: Envelope) -> str:
    """The spec as it stands in the payload, read back from the very bytes that would be sent."""
    if envelope.target == Target.API:
        return Request.parse(envelope.payload).spec
    return envelope.payload.decode(errors="surrogateescape")


def leaving(examination: Examination, envelope: Envelope) -> Leaving:
    """What becomes of the secrets that wait for no answer any more."""
    waiting = {finding.words for finding in examination.findings if finding.group is Group.SECRET}
    found = {examination.spec.text[slice(*secret.span)] for secret in examination.secrets} - waiting
    if not found:
        return Leaving()
    sent = sent_text(envelope)
    bare = tuple(sorted(words for words in found if words in sent))
    return Leaving(bare, tuple(sorted(found.difference(bare))), envelope.target not in UNANSWERED)


def _go_out(count: int) -> str:
    return number_of(count, "secret goes out", "secrets go out")
