"""Why this file exists: every way a hand-off can fail gets a title, a cause and a next step that a person can act on.

Facts in, values out: no vendor type comes in here, and no text of an exception goes through unread, because some
exceptions quote the credential.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyFailed
from hybridtui.frontier.quoted import plain
from hybridtui.frontier.statuses import AGAIN, billable, limit_reached, meaning, status_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What an error answer said: HTTP status, `error.type`, `error.message`, `error.details.error_code`, headers.

    `wait` is how many seconds it asks to wait, None where it says nothing; `final` that it asks not to come again.
    """

    status: int
    kind: str = ""
    message: str = ""
    code: str = ""
    request_id: str = ""
    wait: float | None = None
    final: bool = False


class Failure(Exception):
    """A request that failed. `failed` is what there is to tell of it.

    `again` says that nothing can have been billed and that the same bytes may be sent again unasked; `wait` is how many
    seconds the server asks to wait before, None where it names none.
    """

    def __init__(self, failed: ReplyFailed, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(failed.error.title)
        self.failed = failed
        self.again = again
        self.wait = wait


def answered(answer: Answer) -> Failure:
    """An error instead of an answer."""
    title, step = meaning(answer.status, answer.code)
    cause = f"HTTP {answer.status}" + (f": {plain(answer.message)}" if answer.message else ".")
    again = answer.status in AGAIN and not answer.final and not limit_reached(answer.code)
    if answer.wait is not None and not limit_reached(answer.code):
        step = f"The server asks to wait {math.ceil(answer.wait)} s. Then try again."
    failed = _failed(title, cause, step, answer.request_id, may_cost=billable(answer.status))
    return Failure(failed, again=again, wait=answer.wait)


def interrupted(answer: Answer, usage: Usage | None) -> Failure:
    """An error event inside an answer that had begun with HTTP 200; `usage` is None before the first event."""
    title, step = meaning(status_of(answer.kind), answer.code)
    cause = f"{title}{': ' + plain(answer.message) if answer.message else '.'}"
    return Failure(_failed("The answer broke off", cause, _kept(step, usage), answer.request_id, usage, may_cost=True))


def broke_off(cause: str, request_id: str, usage: Usage | None) -> Failure:
    """The connection ended, or stopped making sense, before the answer was complete."""
    step = _kept("Hand off again for a whole answer.", usage)
    return Failure(_failed("The answer broke off", cause, step, request_id, usage, may_cost=True))


def not_claude(content_type: str, request_id: str) -> Failure:
    """HTTP 200, but no event stream: a proxy, a login page or another service."""
    cause = f"What came back is {plain(content_type) or 'of no declared type'}, which Claude never sends."
    step = "Check ANTHROPIC_BASE_URL, and whether a proxy or a login page stands in between."
    return Failure(_failed("Something other than Claude answered", cause, step, request_id, may_cost=True))


def unreachable(where: str, reason: str, *, again: bool) -> Failure:
    """No connection was made, so nothing was sent; `again` where another try may find one."""
    cause = f"{where}: {plain(reason)}" if reason else f"No connection to {where}."
    step = "Nothing was sent. Check the network and the address, then try again."
    return Failure(_failed("Claude cannot be reached", cause, step), again=again)


def unanswered(cause: str) -> Failure:
    """The request went out and no answer came, so it may have been taken all the same."""
    step = "Nothing arrived, yet it may have been billed: look at the Claude Console before handing off again."
    return Failure(_failed("No answer came", cause, step, may_cost=True))


def no_credential(why: str) -> Failure:
    """There is nothing to pay with, so nothing was sent."""
    return Failure(ReplyFailed(HybridError("Not sent: no usable credential", "", plain(why), Exit.BAD_INPUT)))


def changed(what: str) -> HybridError:
    """What was about to go out is not what the human signed."""
    return HybridError(
        "Not sent: this is not what was reviewed",
        f"The {what} differs from the one that was signed.",
        "Review what is there now, and sign that.",
        Exit.REFUSED,
    )


def given_up(failure: Failure, tries: int, patience_s: float) -> ReplyFailed:
    """What is told of `failure` once there is no other try: how often it was tried, and how long we would wait."""
    failed, error = failure.failed, failure.failed.error
    tried = f"Tried {tries} times" if tries > 1 else "Tried once"
    cause = error.cause if error.cause.endswith((".", "!", "?")) else f"{error.cause}."
    if failure.again and patience_s > 0:
        cause = f"{cause} {tried}; patience_s allows {patience_s:g} s of waiting."
    elif tries > 1:
        cause = f"{cause} {tried}."
    return ReplyFailed(HybridError(error.title, cause, error.next_step, error.exit), failed.usage, failed.billable)


def _kept(step: str, usage: Usage | None) -> str:
    return f"What arrived is kept, and is billed. {step}" if usage else f"It may have been billed. {step}"


def _failed(
    title: str, cause: str, step: str, request_id: str = "", usage: Usage | None = None, *, may_cost: bool = False
) -> ReplyFailed:
    if request_id:
        step = f"{step} Request id for support: {plain(request_id)}."
    return ReplyFailed(HybridError(title, cause, step, Exit.OTHER_SIDE), usage, may_cost)
