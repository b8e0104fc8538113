"""Why this file exists: hosts, addresses behind a firewall and home folders tell where things stand inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network, ip_network

from hybridtui.core.secrets import words
from hybridtui.core.secrets.secret import Secret

_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)(/\d{1,2})?")
_IPV6 = re.compile(r"(?<![\w:.])f[cde][0-9a-f]{0,2}:[0-9a-f:]{2,35}(?![\w:])", re.IGNORECASE)
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
_PRIVATE_6 = tuple(IPv6Network(each) for each in ("fc00::/7", "fe80::/10"))
_HOST = re.compile(
    r"(?<![\w.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}"
    r"(?:local|internal|corp|lan|intranet|localdomain|home\.arpa)(?![\w(-]|\.\w)",
    re.IGNORECASE,
)
_WELL_KNOWN = re.compile(
    r"(?:^|\.)(?:docker\.internal|google\.internal|containers\.internal|cluster\.local|svc\.local|example\.\w+|your[\w-]*\.\w+)$"
    r"|^(?:\w+\.)*(?:threading|self|this|module|env|config|settings|_?local|foo|bar|host|hostname|name|domain|my|site|app|dev|test)"
    r"\.(?:local|internal|corp|lan)$",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?<![\w./<>}-])(?:/home/|/Users/|/var/home/)([A-Za-z0-9_][\w.-]{0,30}\w)(?=\.?[/\s\"'`,;:)\]]|$)")
_WINDOWS_HOME = re.compile(
    r"(?<![\w])[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2}([A-Za-z0-9_][\w.-]{0,30}\w)(?=\.?[\\/\s\"'`,;:)\]]|$)"
)


def private_addresses(text: str) -> Iterator[Secret]:
    """Addresses of private networks (RFC 1918, RFC 6598, RFC 4193, link-local); not a whole network's own name."""
    for found in _IPV4.finditer(text):
        try:
            address = IPv4Address(found[0].split("/")[0])
        except AddressValueError:
            continue
        whole = found[1] and any(address == network.network_address for network in _PRIVATE)
        if any(address in network for network in _PRIVATE) and not whole:
            yield Secret("private address", found.span(), personal=True)
    for found in _IPV6.finditer(text):
        try:
            six = IPv6Address(found[0].rstrip(":") if not found[0].endswith("::") else found[0])
        except AddressValueError:
            continue
        if any(six in network for network in _PRIVATE_6) and int(six) & ((1 << 64) - 1):
            end = found.start() + len(found[0].rstrip(":"))
            yield Secret("private address", (found.start(), end), personal=True)


def private_hosts(text: str) -> Iterator[Secret]:
    """Names that only a private network resolves."""
    for found in _HOST.finditer(text):
        if not _WELL_KNOWN.search(found[0]):
            yield Secret("private host", found.span(), personal=True)


def home_folders(text: str) -> Iterator[Secret]:
    """Home folders, with the name of the user in them."""
    for pattern in (_HOME, _WINDOWS_HOME):
        for found in pattern.finditer(text):
            name = found[1].casefold()
            if name not in words.NOBODYS_HOME and not name.isdigit():
                yield Secret("home folder", (found.start(), found.end(1)), personal=True)
