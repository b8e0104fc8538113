"""Why this file exists: screens come and go all day, and what is closed must not stay in memory.

Each function mends one place of Textual 8.2.8 that holds what is gone. Where Textual changed, it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import getattr_static, isfunction
from typing import TYPE_CHECKING

from textual import dom
from textual._styles_cache import StylesCache

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.reactive import Reactable

_COLOURS, _WATCH = "get_inner_outer", "_watch"


def forget_what_is_closed() -> None:
    """Have Textual hold no widget that was removed. To ask twice does no harm."""
    _colours_of_lines()
    _watchers()


def _colours_of_lines() -> None:
    """Two colours are remembered for each line that is drawn, in a cache of the class whose keys are the widgets' own
    caches of drawn lines: up to 1,024 of them live on after their widgets. The colours depend on no widget.
    """
    remembered = getattr_static(StylesCache, _COLOURS, None)
    if hasattr(remembered, "cache_info"):
        setattr(StylesCache, _COLOURS, classmethod(remembered))


def _watchers() -> None:
    """Who watches an attribute is forgotten when the attribute changes, and not when who watches is removed: every
    editor watches the theme of the application, and would be held, with the screen around it, until that is changed.
    """
    begin = getattr(dom, _WATCH, None)
    if isfunction(begin):
        setattr(dom, _WATCH, partial(_watch, begin))


def _watch(
    begin: Callable[..., None], node: DOMNode, watched: Reactable, name: str, *rest: object, **options: object
) -> None:
    watchers = getattr(watched, "__watchers", {}).get(name)
    if watchers:
        watchers[:] = [each for each in watchers if not each[0]._closing]
    begin(node, watched, name, *rest, **options)
