"""Why this file exists: what stands above the hand-offs is one page, in one column or in two."""

from __future__ import annotations

from collections.abc import Iterator

from hybridtui.core.accounts import Period
from hybridtui.core.models import find_model
from hybridtui.ui.accounts.books import Books
from hybridtui.ui.accounts.entry import project_text
from hybridtui.ui.accounts.line import Line, beside
from hybridtui.ui.accounts.shares import share_lines
from hybridtui.ui.accounts.spending import chart_lines, spending_lines
from hybridtui.ui.accounts.worth import worth_lines

_TWO_FROM = 110
"""Width in cells from which on there are two columns."""
_GAP = 4


def figure_lines(books: Books, period: Period, key: str, width: int) -> Iterator[Line]:
    """Everything that the books add up to, in lines of `width` cells; `key` is the one that changes the period."""
    column = (width - _GAP) // 2 if width >= _TWO_FROM else width
    spent = [*spending_lines(books, column), Line(), *chart_lines(books, period, key, column)]
    worth = [*worth_lines(books.accounts, column)]
    models = [*share_lines("By model", books.accounts.models, _model, column)]
    projects = [*share_lines("By project", books.accounts.projects, project_text, column)]
    for left, right in ((spent, worth), (models, projects)):
        yield from beside(left, right, column + _GAP) if width >= _TWO_FROM else (*left, Line(), *right)
        yield Line()


def _model(model: str) -> str:
    preset = find_model(model)
    return preset.name if preset else model or "(of its own choice)"
