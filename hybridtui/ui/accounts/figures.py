"""Why this file exists: what stands above the hand-offs is one page, in one column or in two."""

from __future__ import annotations

from collections.abc import Iterator

from hybridtui.core.accounts import Period
from hybridtui.core.hand_off.models import model_name
from hybridtui.ui.accounts.books import Books
from hybridtui.ui.accounts.entry import project_text
from hybridtui.ui.accounts.line import Line, beside
from hybridtui.ui.accounts.shares import share_lines
from hybridtui.ui.accounts.spending import chart_lines, spending_lines
from hybridtui.ui.accounts.worth import worth_lines

_TWO_FROM = 110
"""Width in cells from which on there are two columns."""
_GAP = 4
_LEFT = 69
"""Cells of the left column, where the right one is not squeezed by it: then there are gaps between the bars of days."""


def figure_lines(books: Books, period: Period, key: str, width: int) -> Iterator[Line]:
    """Everything that the books add up to, in lines of `width` cells; `key` is the one that changes the period."""
    left, right = _columns(width)
    spent = [*spending_lines(books, left), Line(), *chart_lines(books, period, key, left)]
    worth = [*worth_lines(books.accounts, right)]
    models = [*share_lines("By model", books.accounts.models, _model, left)]
    projects = [*share_lines("By project", books.accounts.projects, project_text, right)]
    for one, other in ((spent, worth), (models, projects)):
        yield from beside(one, other, left + _GAP) if width >= _TWO_FROM else (*one, Line(), *other)
        yield Line()


def _columns(width: int) -> tuple[int, int]:
    """How wide the two columns are; both take all of it where there is one."""
    if width < _TWO_FROM:
        return width, width
    half = (width - _GAP) // 2
    left = _LEFT if half < _LEFT < width * 0.53 else half
    return left, width - _GAP - left


def _model(model: str) -> str:
    return model_name(model) or "(of its own choice)"
