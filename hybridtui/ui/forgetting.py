"""Why this file exists: screens come and go all day, and what is closed must not stay in memory.

Textual 8.2.8 remembers two colours for each line that it draws, in a cache of the class whose keys are the widgets' own
caches of drawn lines: up to 1,024 of them live on after their widgets.
"""

from __future__ import annotations

from inspect import getattr_static

from textual._styles_cache import StylesCache

_NAME = "get_inner_outer"


def forget_what_is_closed() -> None:
    """Have those colours remembered by themselves: they depend on no widget. Does nothing where Textual changed."""
    remembered = getattr_static(StylesCache, _NAME, None)
    if hasattr(remembered, "cache_info"):
        setattr(StylesCache, _NAME, classmethod(remembered))
