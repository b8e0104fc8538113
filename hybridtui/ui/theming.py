"""Why this file exists: a theme is a few colours in a file; what is missing is derived, what is wrong is said.

Our own colours are theme variables (`$trace`, `$streaming` in the style sheet). `derived` supplies them for any theme,
Textual's own included, so the style sheet can always be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.color import Color, ColorParseError
from textual.theme import Theme

from hybridtui.core.config.nearest import nearest
from hybridtui.core.errors import HybridError

REQUIRED = ("primary", "foreground", "background")
OPTIONAL = ("secondary", "accent", "surface", "panel", "success", "warning", "error")
OURS = ("trace", "streaming")
"""`trace` lies behind the sentences an item came from; `streaming` is the colour of a line while it is decoded."""

_COLOURS = (*REQUIRED, *OPTIONAL, *OURS)
_KNOWN = ("name", "dark", *_COLOURS)


def themes(tables: Iterable[tuple[str, Mapping[str, object]]]) -> tuple[tuple[Theme, ...], tuple[HybridError, ...]]:
    """The usable themes among `tables` (pairs of file name and content), and what is wrong with the others.

    A later theme replaces an earlier one of the same name.
    """
    good: dict[str, Theme] = {}
    bad: list[HybridError] = []
    for file, table in tables:
        try:
            made = theme(table, file)
        except HybridError as error:
            bad.append(error)
        else:
            good[made.name] = made
    return tuple(good.values()), tuple(bad)


def theme(table: Mapping[str, object], file: str) -> Theme:
    """The theme that `table` describes. Raises `HybridError`, which names `file` and everything that is wrong."""
    problems = tuple(_problems(table))
    if problems:
        raise HybridError(
            f"The theme {file} is not used", "\n".join(problems), "Correct that file; it is then read again."
        )
    given = {key: value for key, value in table.items() if isinstance(value, str)}
    made = Theme(
        name=given["name"],
        dark=table.get("dark") is not False,
        primary=given["primary"],
        foreground=given["foreground"],
        background=given["background"],
        secondary=given.get("secondary"),
        accent=given.get("accent"),
        surface=given.get("surface"),
        panel=given.get("panel"),
        success=given.get("success"),
        warning=given.get("warning"),
        error=given.get("error"),
    )
    ours = {key: given[key] for key in OURS if key in given}
    made.variables = ours if ours.keys() >= {*OURS} else derived(made) | ours
    return made


def derived(theme: Theme) -> dict[str, str]:
    """Our own colours where `theme` says nothing of them, from its accent, its foreground and its background."""
    colours = theme.to_color_system().generate()
    background, foreground = Color.parse(colours["background"]), Color.parse(colours["foreground"])
    accent = Color.parse(colours["accent"])
    if background.ansi is not None:  # the terminal's own colours cannot be mixed
        return {"trace": "ansi_bright_black", "streaming": colours["accent"]}
    return {
        "trace": background.blend(accent, 0.25, alpha=1).hex,
        "streaming": foreground.blend(accent, 0.5, alpha=1).hex,
    }


def _problems(table: Mapping[str, object]) -> Iterable[str]:
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        yield "name: must be text in quotes"
    if not isinstance(table.get("dark", True), bool):
        yield "dark: must be true or false"
    for key in REQUIRED:
        if key not in table:
            yield f"{key}: is missing"
    for key, value in table.items():
        if key in _COLOURS and not _is_colour(value):
            yield f'{key}: must be a colour such as "#7aa2d6", not {value!r}'
        elif key not in _KNOWN:
            near = nearest(key, _KNOWN)
            yield f"{key}: is unknown" + (f"; did you mean {near}?" if near else "")


def _is_colour(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        Color.parse(value)
    except ColorParseError:
        return False
    return True
