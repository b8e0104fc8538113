"""Why this file exists: a bracket's partner is found faster than Textual finds it, and must be the same one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import TextArea

from hybridtui.ui.panes.brackets import partner
from hybridtui.ui.panes.long_document import LongDocument


@given(st.text("()[]{}a \n", min_size=1, max_size=40), st.data())
def test_the_partner_is_the_one_that_textual_finds(text: str, data: st.DataObject) -> None:
    area = TextArea.__new__(TextArea)  # it looks at nothing but its document
    area.document = document = LongDocument(text)
    row = data.draw(st.integers(0, document.line_count - 1))
    column = data.draw(st.integers(0, max(len(document.get_line(row)) - 1, 0)))
    bracket = document.get_line(row)[column : column + 1]

    found = partner(document.lines, bracket, (row, column))

    assert found == area.find_matching_bracket(bracket, (row, column))
