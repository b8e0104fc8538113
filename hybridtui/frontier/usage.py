"""Why this file exists: what the API reports of a usage is paid for, and what no price covers must not go unseen.

Works on decoded JSON alone. A figure that the price of a token does not cover makes the cost unknown rather than too
low: nothing that this program asks for is billed in such a way, but a proxy or a later API may add to what it asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hybridtui.core.reply import Usage

NO_INPUT = "no input_tokens"
"""`Usage.unpriced` of what has not been reported yet."""

UNREPORTED = Usage(unpriced=NO_INPUT)
"""The usage before any report."""

NO_OUTPUT = "no output_tokens"
"""`Usage.unpriced` where an answer ended and never said how long it was."""

_LONGEST = 40
"""Characters to keep of a word that the other side made up."""

_PLAIN: Mapping[str, tuple[str, ...]] = {
    "service_tier": ("standard",),
    "speed": ("standard",),
    "inference_geo": ("", "global", "not_available"),
}
"""The modes that list prices are for, by the field that tells the mode."""


def merged(usage: Usage, reported: Mapping[str, object]) -> Usage:
    """`usage` after another report. Figures are cumulative: a number replaces the earlier one, null keeps it.

    How the cache writes divide into 5 minutes and 1 hour is told once, at the start; later reports give their sum.
    """
    cache = _object(reported, "cache_creation")
    hour = count(cache, "ephemeral_1h_input_tokens", usage.cache_write_1h)
    minutes = count(cache, "ephemeral_5m_input_tokens", usage.cache_write_5m)
    written = count(reported, "cache_creation_input_tokens", hour + minutes)
    paid = count(reported, "input_tokens", -1)
    known = "" if usage.unpriced == NO_INPUT and paid >= 0 else usage.unpriced
    return Usage(
        input=paid if paid >= 0 else usage.input,
        output=count(reported, "output_tokens", usage.output),
        cache_read=count(reported, "cache_read_input_tokens", usage.cache_read),
        cache_write_5m=max(written - hour, 0),
        cache_write_1h=hour,
        thinking=count(_object(reported, "output_tokens_details"), "thinking_tokens", usage.thinking),
        web_searches=count(_object(reported, "server_tool_use"), "web_search_requests", usage.web_searches),
        unpriced=", ".join(_beyond_prices(reported)) or known,
    )


def _beyond_prices(reported: Mapping[str, object]) -> Iterator[str]:
    """What is billed otherwise than by the token, by the API's own names."""
    for name, plain in _PLAIN.items():
        value = reported.get(name)
        if value is not None and value not in plain:
            yield f"{name} {value[:_LONGEST]}" if isinstance(value, str) else name
    tools = _object(reported, "server_tool_use")
    yield from (name for name in tools if name not in ("web_search_requests", "web_fetch_requests") and tools[name])
    # Only iterations of the model that was asked are part of the totals: compaction, advisors and fallbacks are not.
    iterations = reported.get("iterations")
    for each in iterations if isinstance(iterations, list) else ():
        kind = each.get("type") if isinstance(each, Mapping) else None
        if kind != "message":
            yield f"iterations of type {kind[:_LONGEST]}" if isinstance(kind, str) else "iterations"
    if reported.get("fallback_credit"):
        yield "fallback_credit"


def count(value: Mapping[str, object], key: str, otherwise: int) -> int:
    """The number of tokens under `key`; `otherwise` where there is none."""
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else otherwise


def _object(value: Mapping[str, object], key: str) -> Mapping[str, object]:
    inner = value.get(key)
    return inner if isinstance(inner, Mapping) else {}
