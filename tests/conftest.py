"""Why this file exists: no test may see the developer's home, configuration, keys or network."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkDenied(AssertionError):
    """A test tried to leave the machine."""


def _deny(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: only AF_UNIX and loopback addresses may be looked up or connected to."""
    if event == "socket.connect":
        address = args[1]
    elif event == "socket.getaddrinfo":
        address = args[:2]
    else:
        return
    if isinstance(address, tuple) and address[0] is not None and str(address[0]) not in LOOPBACK:
        raise NetworkDenied(f"{event} {address!r}")


sys.addaudithook(_deny)

# A busy machine is no counterexample.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_configure(config: pytest.Config) -> None:
    # A shell's background job ignores Ctrl+C, one under `nohup` hang-ups: so would every program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda number, frame: None)
    config.addinivalue_line("markers", "slow: left out unless --slow is given")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: runs with --slow"))


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test, no credential, no proxy; returns that home."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.upper().endswith("_PROXY") or name.startswith(("ANTHROPIC_", "HYBRIDTUI_", "TIKTOKEN_", "XDG_")):
            monkeypatch.delenv(name)
    for name, folder in {
        "HOME": "",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    for name in ("EDITOR", "VISUAL", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    return home
