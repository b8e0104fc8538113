"""Why this file exists: what each status of the API means to the person who waits, in one table."""

from __future__ import annotations

BILLED_NEVER = (503, 529)
"""Statuses from 500 up after which it is certain that nothing was billed."""

AGAIN = (429, 503, 529)
"""Statuses after which the same bytes may be sent again unasked."""

_MEANINGS: dict[int, tuple[str, str]] = {
    400: ("Claude did not accept the request", "Change the model, the settings or the length of the spec."),
    401: ("The credential was not accepted", "Check that it is still valid, and meant for this address."),
    402: ("The account has no credit", "Add credit in the Claude Console, then try again."),
    403: ("The credential may not do this", "Use a key whose workspace may use this model."),
    404: ("Claude does not know this model or address", "Choose another model, or check ANTHROPIC_BASE_URL."),
    407: ("The proxy asks for a login", "Put user and password into the address of the proxy, or go without it."),
    408: ("The request took too long to arrive", "Try again."),
    409: ("The request is at odds with another one", "Wait until the other one is done, then try again."),
    412: ("Something that Claude requires is missing", "Check the account in the Claude Console, then try again."),
    413: ("The spec is too large to be sent", "Shorten the spec."),
    422: ("Claude cannot work with this request", "Change the model, the settings or the length of the spec."),
    429: ("Too many requests for now", "Wait, then try again."),
    431: ("The headers of the request are too large", "Shorten ANTHROPIC_CUSTOM_HEADERS, or unset it."),
    499: ("The request was given up on the way", "Try again; look for a proxy that is short of patience."),
    500: ("Claude had an internal error", "Try again in a moment."),
    502: ("A server on the way to Claude failed", "Try again in a moment."),
    503: ("Claude is not available", "Wait a little, then try again."),
    504: ("Claude took too long to answer", "Try again; a lower effort or fewer max_tokens answers sooner."),
    529: ("Claude is overloaded", "Wait a little, then try again, or choose another model."),
}
_STATUS_OF = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "conflict_error": 409,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
_REDIRECT = "The server points elsewhere", "Redirects are not followed. Set ANTHROPIC_BASE_URL to the final address."
_SPENT = "A spend limit has been reached", "Raise it in the Claude Console, or wait until it resets."


def meaning(status: int, code: str = "") -> tuple[str, str]:
    """A title and a next step for an HTTP status; `code` is the `error_code` of the answer's details."""
    if limit_reached(code):
        return _SPENT
    if known := _MEANINGS.get(status):
        return known
    if 300 <= status < 400:
        return _REDIRECT
    return _MEANINGS[500 if status >= 500 else 400]


def status_of(kind: str) -> int:
    """The HTTP status that goes with an `error.type`; 500 for one that is not known."""
    return _STATUS_OF.get(kind, 500)


def limit_reached(code: str) -> bool:
    """Whether it is a limit of money that was reached: no wait helps against that."""
    return "spend_limit" in code


def billable(status: int) -> bool:
    """Whether an answer of that status may have been billed: not where the request was surely turned down."""
    return status == 499 or (status >= 500 and status not in BILLED_NEVER)
