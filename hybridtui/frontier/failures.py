"""Why this file exists: every way a hand-off can fail gets a title, a cause and a next step that a person can act on.

Facts in, values out: no vendor type comes in here, and no text of an exception goes through unread, because some
exceptions quote the credential.
"""

from __future__ import annotations

from dataclasses import dataclass

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.reply import ReplyFailed, Usage
from hybridtui.frontier.credential import known_secrets

_LONGEST_QUOTE = 500  # characters of the other side's message
_SHORTEST_SECRET = 4  # characters; anything shorter would strike out ordinary words

# A status after which it is certain that nothing was billed; of the rest from 500 up it is not.
_NEVER_BILLED_FROM_500 = (503, 529)

_OUTCOMES: dict[int, tuple[str, str]] = {
    400: ("Claude did not accept the request", "Change the model, the settings or the length of the spec."),
    401: ("The credential was not accepted", "Check that the credential named at the checkpoint is still valid."),
    402: ("The account has no credit", "Add credit in the Claude Console, then hand off again."),
    403: ("The credential may not do this", "Use a key whose workspace may use this model."),
    404: ("Claude does not know this model or address", "Choose another model, or check ANTHROPIC_BASE_URL."),
    408: ("The request took too long to arrive", "Hand off again."),
    413: ("The spec is too large to be sent", "Shorten the spec."),
    429: ("Too many requests for now", "Wait, then hand off again."),
    500: ("Claude had an internal error", "Hand off again in a moment."),
    502: ("A server on the way to Claude failed", "Hand off again in a moment."),
    503: ("Claude is not available", "Wait a little, then hand off again."),
    504: ("Claude took too long to answer", "Hand off again; a lower effort or fewer max_tokens answers sooner."),
    529: ("Claude is overloaded", "Wait a little, then hand off again, or choose another model."),
}
_STATUS_OF = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an error answer said: HTTP status, `error.type`, `error.message`, `error.details.error_code`, headers."""

    status: int
    kind: str = ""
    message: str = ""
    code: str = ""
    request_id: str = ""
    retry_after: str = ""


def answered(answer: Answer) -> ReplyFailed:
    """An error instead of an answer."""
    title, step = _outcome(answer.status)
    if "spend_limit" in answer.code:
        title, step = "A spend limit has been reached", "Raise it in the Claude Console, or wait until it resets."
    elif answer.retry_after:
        unit = " s" if answer.retry_after.isdigit() else ""
        step = f"The server asks to wait: {_plain(answer.retry_after)}{unit}. Then hand off again."
    cause = f"HTTP {answer.status}" + (f": {_plain(answer.message)}" if answer.message else ".")
    billable = answer.status >= 500 and answer.status not in _NEVER_BILLED_FROM_500
    return _failed(title, cause, step, answer.request_id, billable=billable)


def interrupted(answer: Answer, usage: Usage | None) -> ReplyFailed:
    """An error event inside an answer that had begun with HTTP 200; `usage` is None before the first event."""
    title, step = _outcome(_STATUS_OF.get(answer.kind, 500))
    cause = f"{title}{': ' + _plain(answer.message) if answer.message else '.'}"
    return _failed("The answer broke off", cause, _kept(step, usage), answer.request_id, usage, billable=True)


def broke_off(cause: str, request_id: str, usage: Usage | None) -> ReplyFailed:
    """The connection ended, or stopped making sense, before the answer was complete."""
    step = _kept("Hand off again for a whole answer.", usage)
    return _failed("The answer broke off", cause, step, request_id, usage, billable=True)


def not_claude(content_type: str, request_id: str) -> ReplyFailed:
    """HTTP 200, but no event stream: a proxy, a login page or another service."""
    cause = f"What came back is {_plain(content_type) or 'of no declared type'}, not a stream of events."
    step = "Check ANTHROPIC_BASE_URL, and whether a proxy or a login page stands in between."
    return _failed("Something other than Claude answered", cause, step, request_id, billable=True)


def unreachable(host: str, reason: str) -> ReplyFailed:
    """No connection was made, so nothing was sent."""
    cause = f"{host}: {_plain(reason)}" if reason else f"No connection to {host}."
    step = "Check the network and the address at the checkpoint, then hand off again. Nothing was sent."
    return _failed("Claude cannot be reached", cause, step)


def unanswered(cause: str) -> ReplyFailed:
    """The request went out and no answer came, so it may have been taken all the same."""
    step = "Nothing arrived, yet it may have been billed: look at the Claude Console before handing off again."
    return _failed("No answer came", cause, step, billable=True)


def no_credential(why: str) -> ReplyFailed:
    """There is nothing to pay with, so nothing was sent."""
    return ReplyFailed(HybridError("Not sent: no usable credential", "", _plain(why), Exit.BAD_INPUT))


def changed(what: str) -> HybridError:
    """What was about to go out is not what the human signed."""
    return HybridError(
        "Not sent: this is not what was reviewed",
        f"The {what} differs from the one that was signed.",
        "Open the checkpoint again and review what is there now.",
        Exit.REFUSED,
    )


def _outcome(status: int) -> tuple[str, str]:
    if known := _OUTCOMES.get(status):
        return known
    if 300 <= status < 400:
        return "The server points elsewhere", "Redirects are not followed. Set ANTHROPIC_BASE_URL to the final address."
    return _OUTCOMES[500 if status >= 500 else 400]


def _kept(step: str, usage: Usage | None) -> str:
    return f"What arrived is kept, and is billed. {step}" if usage else f"It may have been billed. {step}"


def _failed(
    title: str, cause: str, step: str, request_id: str = "", usage: Usage | None = None, *, billable: bool = False
) -> ReplyFailed:
    if request_id:
        step = f"{step} Request id for support: {_plain(request_id)}."
    return ReplyFailed(HybridError(title, cause, step, Exit.OTHER_SIDE), usage, billable)


def _plain(text: str) -> str:
    """`text` on one line, printable, of bearable length, and without any secret that the environment holds."""
    for secret in known_secrets():
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "•••")
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
