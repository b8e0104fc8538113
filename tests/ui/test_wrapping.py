"""Why this file exists: what is wrapped faster must be wrapped no other way."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content

from hybridtui.core.glyphs import visible
from hybridtui.ui.wrapping import wrapped, wrapped_content

WORDS = st.lists(st.text("ab", min_size=1, max_size=12), max_size=12).map(" ".join)
SPACED = st.text("ab  ", max_size=60)


@given(WORDS | SPACED | st.text(max_size=60), st.integers(0, 30))
@example("a line of just the width", 24)
@example("unbreakable", 8)
@example("", 8)
def test_a_text_is_wrapped_as_textual_wraps_it(text: str, width: int) -> None:
    lines = wrapped_content(Content(visible(text)), width)

    assert wrapped(text, width) == tuple(line.plain for line in lines)
