"""Why this file exists: Markdown and JSON are two forms of one spec, and going from one to the other loses nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given

from hybridtui.core.errors import HybridError
from hybridtui.core.spec import parse
from hybridtui.core.spec.exchange import SCHEMA, from_json, spec_of, to_json
from hybridtui.core.spec.schema import check
from tests.core.specs import SPEC_TEXTS, UPLOAD


@given(SPEC_TEXTS)
@example("\ufeff# T\r\n\r\n- a\r\n  b\r- [x] c\0")
@example("- \udcff undecodable\n\ud800\udc00")
@example("#\n- a")
@example("- \\> 5 MB\n- 1\\. May\n- a  ")
def test_markdown_comes_back_from_json_as_it_was(text: str) -> None:
    assert from_json(to_json(parse(text))) == text


@given(SPEC_TEXTS)
def test_json_comes_back_from_markdown_as_it_was(text: str) -> None:
    written = to_json(parse(text))
    assert to_json(spec_of(written)) == written


@given(SPEC_TEXTS)
def test_every_export_keeps_the_schema(text: str) -> None:
    check(json.loads(to_json(parse(text))))


def test_ids_that_are_not_in_the_markdown_survive() -> None:
    spec = parse("## Requirements\n- b\n- a\n", parse("## Requirements\n- a\n- b\n").known)
    assert [item.id for item in spec.items] == ["R2", "R1"]
    assert [item.id for item in spec_of(to_json(spec)).items] == ["R2", "R1"]


def test_a_program_finds_title_sections_items_and_criteria() -> None:
    tree = json.loads(to_json(parse(UPLOAD)))
    goal, requirements = tree["sections"][0]["sections"][:2]
    first = requirements["items"][0]
    assert tree["title"] == "Upload"
    assert (goal["kind"], goal["items"][0]["text"]) == ("goal", "Customers import their own data")
    assert (first["id"], first["kind"]) == ("R1", "requirement")
    assert [(each["text"], each["criterion"]) for each in first["items"]] == [
        ("Given a file of 51 MB, when it is uploaded, then it is refused", True),
        ("the limit is a setting", False),
    ]


def edited(path: list[str | int], value: object) -> str:
    tree = json.loads(to_json(parse(UPLOAD)))
    node: Any = tree
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return json.dumps(tree)


FIRST: list[str | int] = ["sections", 0, "sections", 1, "items", 0]


def test_an_edited_text_is_in_the_markdown_and_nothing_else_changes() -> None:
    after = from_json(edited([*FIRST, "text"], "> 20 MB is refused"))
    assert after == UPLOAD.replace("Files above 50 MB\n  are refused", "\\> 20 MB is refused")


def test_an_edited_title_of_a_section_is_in_the_markdown() -> None:
    assert from_json(edited(["sections", 0, "sections", 0, "title"], "Goals")) == UPLOAD.replace("# Goal", "# Goals")


def test_items_and_sections_need_nothing_but_their_words() -> None:
    tree = {
        "format": "hybridtui-spec-1",
        "sections": [
            {
                "title": "Tool",
                "sections": [
                    {
                        "title": "Requirements",
                        "items": [{"text": "one", "items": [{"text": "- nested"}]}, {"text": "two"}],
                    },
                    {"title": "Notes", "items": [{"text": "```\ncode\n```", "verbatim": True}, {"text": "three"}]},
                ],
            }
        ],
    }
    assert from_json(json.dumps(tree)) == (
        "# Tool\n\n## Requirements\n\n- one\n  - \\- nested\n- two\n\n## Notes\n\n```\ncode\n```\n\n- three\n"
    )


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["format"], "other", "$.format"),
        (["title"], "Other", "$.title"),
        (["title"], 1, "$.title"),
        (["extra"], 1, '"extra"'),
        ([*FIRST, "text"], "two\n\nparagraphs", "$.sections[0].sections[1].items[0].text"),
        ([*FIRST, "text"], None, "$.sections[0].sections[1].items[0].text"),
        ([*FIRST, "kind"], "constraint", "$.sections[0].sections[1].items[0].kind"),
        ([*FIRST, "kind"], "wish", "$.sections[0].sections[1].items[0].kind"),
        ([*FIRST, "items"], {}, "$.sections[0].sections[1].items[0].items"),
        ([*FIRST, "before"], "\n- more\n- ", '"more"'),
        ([*FIRST], {}, 'has no "text"'),
        (["sections", 0, "level"], 7, "$.sections[0].level"),
        (["sections", 0, "level"], True, "$.sections[0].level"),
        (["sections", 0, "level"], 2, "$.sections[0].level"),
        (["sections", 0, "title"], "a\nb", "$.sections[0].title"),
    ],
)
def test_what_is_no_spec_is_refused_with_its_place(path: list[str | int], value: object, place: str) -> None:
    with pytest.raises(HybridError) as problem:
        from_json(edited(path, value))
    assert place in problem.value.cause
    assert "hybridtui schema" in problem.value.next_step


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "# Markdown", "null", "[]", '{"format": NaN}'])
def test_what_is_not_even_json_is_refused(text: str) -> None:
    with pytest.raises(HybridError):
        from_json(text)


def test_the_schema_describes_every_property() -> None:
    objects = [SCHEMA, *SCHEMA["$defs"].values()]
    assert all("description" in each for found in objects for each in found["properties"].values())
    assert "$id" not in SCHEMA
