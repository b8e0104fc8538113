"""Why this file exists: the SDK logs to stderr where ANTHROPIC_LOG says so, over the screen, and the spec with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOUD = ("anthropic", "httpx2", "httpcore2")


@contextmanager
def quietly() -> Iterator[None]:
    """While the SDK is imported: the log handlers it adds are taken away, and its logs go nowhere from then on."""
    root = logging.getLogger()
    handlers = list(root.handlers)
    yield
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
    for name in _LOUD:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
