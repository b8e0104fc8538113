"""Why this file exists: start-up must not pay for vendors, and each vendor is imported in one file only."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Event, current_thread, main_thread

import pytest

import hybridtui
from hybridtui.frontier import transport
from hybridtui.frontier.claude import Claude

VENDORS = {
    "anthropic": "transport.py",
    "httpx2": "transport.py",
    "tiktoken": "cl100k.py",
    "ctok": "ctok.py",
    "genai_prices": "prices.py",
}

PROBE = """
import importlib, pkgutil, sys
import hybridtui.frontier
for module in pkgutil.iter_modules(hybridtui.frontier.__path__, "hybridtui.frontier."):
    importlib.import_module(module.name)
from hybridtui.core.hand_off.order import Order
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.tokens import Tokens
from hybridtui.frontier.prices import Prices
Tokens(), Prices()
claude = Claude()
claude.credential()
claude.compose("# Goal", Order(max_tokens=100))
print(*sys.modules)
"""


def test_importing_composing_and_looking_for_credentials_load_no_vendor() -> None:
    run = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert not set(VENDORS) & set(run.stdout.split())


@pytest.mark.parametrize(("vendor", "home"), VENDORS.items())
def test_a_vendor_is_imported_in_its_own_file_alone(vendor: str, home: str) -> None:
    importing = re.compile(rf"^\s*(?:import|from) {vendor}\b", re.MULTILINE)
    package = Path(hybridtui.__file__).parent
    assert [path.name for path in package.rglob("*.py") if importing.search(path.read_text())] == [home]


def test_preparing_has_the_sdk_loaded_once_and_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    loads, gate = SimpleQueue[str](), Event()

    def load() -> None:
        loads.put(current_thread().name)
        gate.wait(10)

    monkeypatch.setattr(transport, "_load", load)
    transport.load_soon.cache_clear()
    Claude().prepare()
    Claude().prepare()
    assert loads.get(timeout=10) != main_thread().name
    gate.set()
    assert loads.empty()
    transport.load_soon.cache_clear()
