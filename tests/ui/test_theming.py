"""Why this file exists: every theme that ships must be readable, and a user's mistakes must be told, not suffered."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from hybridtui.core.errors import HybridError
from hybridtui.ui.theming import OURS, derived, theme, themes

FOLDER = Path(__file__).resolve().parents[2] / "themes"
SMALL = {"name": "small", "primary": "#336699", "foreground": "white", "background": "#101010"}


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG 2.2 defines it, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_the_themes_that_came_along_are_whole_and_readable(path: Path) -> None:
    made = theme(tomllib.loads(path.read_text()), path.name)
    assert made.name == path.stem
    assert all((made.secondary, made.accent, made.surface, made.panel, made.success, made.warning, made.error))
    background, foreground = Color.parse(made.background or ""), Color.parse(made.foreground or "")
    assert made.dark == (background.brightness < 0.5)
    on_trace = Color.parse(made.variables["trace"])
    for text, behind in ((foreground, background), (foreground, on_trace), (Color.parse(made.error or ""), background)):
        assert contrast(behind, text) >= 4.5
    assert contrast(background, Color.parse(made.variables["streaming"])) >= 4.5


def test_there_are_a_dark_and_a_light_one() -> None:
    made, errors = themes((path.name, tomllib.loads(path.read_text())) for path in FOLDER.glob("*.toml"))
    assert errors == ()
    assert {entry.dark for entry in made} == {True, False}


def test_what_a_small_theme_leaves_out_is_derived() -> None:
    made = theme(SMALL, "small.toml")
    assert made.dark
    assert set(made.variables) == set(OURS)
    assert made.variables == derived(made)


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_our_variables_can_be_derived_for_every_theme_of_textual(name: str) -> None:
    assert all(Color.parse(value) for value in derived(BUILTIN_THEMES[name]).values())


def test_a_theme_can_set_our_colours_itself() -> None:
    assert theme({**SMALL, "trace": "#123456"}, "small.toml").variables["trace"] == "#123456"


def test_everything_wrong_with_a_theme_is_told_at_once() -> None:
    with pytest.raises(HybridError) as caught:
        theme(
            {"name": "", "dark": "yes", "primry": "#fff", "accent": "no colour", "error": 5, "primary": "#fff"},
            "x.toml",
        )
    assert caught.value.title == "The theme x.toml is not used"
    assert caught.value.cause.splitlines() == [
        "name: must be text in quotes",
        "dark: must be true or false",
        "foreground: is missing",
        "background: is missing",
        "primry: is unknown; did you mean primary?",
        "accent: must be a colour such as \"#7aa2d6\", not 'no colour'",
        'error: must be a colour such as "#7aa2d6", not 5',
    ]


def test_a_broken_theme_leaves_the_others_usable_and_a_later_one_wins() -> None:
    made, errors = themes([("a", SMALL), ("b", {"name": "b"}), ("c", {**SMALL, "primary": "#ff0000"})])
    assert [error.title for error in errors] == ["The theme b is not used"]
    assert [(entry.name, entry.primary) for entry in made] == [("small", "#ff0000")]
    assert all(isinstance(entry, Theme) for entry in made)
