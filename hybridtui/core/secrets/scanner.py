"""Why this file exists: many rules may see the same characters, and the human is asked about them once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from hybridtui.core.secrets import addresses, chance, logins, personal, places, said, settings, vendors
from hybridtui.core.secrets.secret import Rule, Secret
from hybridtui.core.secrets.terms import listed

RULES: tuple[Rule, ...] = (
    vendors.private_keys,
    vendors.vendor_shapes,
    vendors.vendor_keys,
    addresses.url_credentials,
    addresses.connection_strings,
    addresses.command_lines,
    addresses.url_parameters,
    settings.headers,
    settings.settings,
    settings.flags,
    logins.logins,
    said.said,
    personal.e_mails,
    personal.accounts,
    personal.cards,
    personal.phones,
    places.private_addresses,
    places.private_hosts,
    places.home_folders,
    chance.random_tokens,
)
"""The most specific first: where two see the same characters, the earlier one is believed."""


def scan(text: str, terms: Sequence[str] = ()) -> tuple[Secret, ...]:
    """Every secret in `text`, in order and without overlaps; `terms` are the user's own terms.

    Takes time in proportion to the length of the text, whatever stands in it.
    """
    return merged([*(found for rule in RULES for found in rule(text)), *listed(text, terms)])


def merged(secrets: Iterable[Secret]) -> tuple[Secret, ...]:
    """The secrets in the order of the text; of those that overlap, the one that comes first in `secrets` stays."""
    starts: list[int] = []
    kept: list[Secret] = []
    for secret in secrets:
        start, end = secret.span
        at = bisect_left(starts, start)
        free = (at == 0 or kept[at - 1].span[1] <= start) and (at == len(kept) or end <= starts[at])
        if free and start < end:
            starts.insert(at, start)
            kept.insert(at, secret)
    return tuple(kept)
