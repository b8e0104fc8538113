"""Why this file exists: what a spec may look like is said once, for all tests that must hold for any spec."""

from __future__ import annotations

from hypothesis import strategies as st

UPLOAD = """# Upload

## Goal

Customers import their own data

## Requirements

- Files above 50 MB
  are refused
  - Given a file of 51 MB, when it is uploaded, then it is refused
  - the limit is a setting
- Export as CSV

## Out of scope

- Dark mode
"""

_LINES = (
    "# T|## Goal|## Requirements|### Requirement: Name|#### Scenario: It works|### R4: Headed|## Constraints|"
    "## Out of scope|Acceptance criteria:|  - Acceptance criteria:|    - deep|- one|- two|- two|* three|  - nested|"
    "  - Given a, when b, then c|  - [ ] box|- [x] done|1. four|10) five|- R7: stated|- R7: again|- **FR-007** bold|"
    "para|  more|||||---|===|```|~~~|> quoted|> - [ ] in a quote|> # title|| a ||---||- ```|  ```|\tx|- - - x|#|-|"
    "- # five|    indented|\ufeff|\0|\udcff|a\u2028b|\u00a0|\x0b|key: value|...|- \\> 5|1\\. May|<b>|[x]: y|#### # #"
)
_LINE = st.sampled_from(_LINES.split("|")) | st.sampled_from(["| a |", "|---|"]) | st.text(max_size=4)


def _joined(lines: list[str], newlines: list[str]) -> str:
    return "".join(line + newlines[at % len(newlines)] for at, line in enumerate(lines))


SPEC_TEXTS = st.builds(
    _joined,
    st.lists(_LINE, max_size=16),
    st.lists(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", ""]), min_size=1, max_size=4),
) | st.text(st.characters(), max_size=40)
"""Texts made of what Markdown and specs are made of, with all newlines, and any characters, surrogates included."""
