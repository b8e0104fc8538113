"""Why this file exists: other programs read and write specs as JSON, and need to know its form without reading ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind

FORMAT = "hybridtui-spec-1"

Json = dict[str, Any]
"""What a JSON object is in Python; nothing is known about its values until `check` has seen them."""


def _text(description: str) -> Json:
    return {"type": "string", "description": description}


def _list(of: str, description: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}, "description": description}


_BEFORE = _text(
    "The Markdown between what stands before and this: blank lines, bullets, hash signs. Left out, it is made up."
)
_KIND: Json = {
    "enum": [*(kind.value for kind in Kind), None],
    "description": "The kind that the headings give. To change it, move the item; a value that differs is refused.",
}
_ITEMS = _list("item", "The items that stand directly in it, in order.")

SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A spec",
    "description": "A Markdown spec as a tree. Read depth first, items before sections, it is the document in order.",
    "type": "object",
    "required": ["format"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": FORMAT, "description": "The name and version of this form."},
        "title": _text("The first heading of level 1. To change it, change that; a value that differs is refused."),
        "items": _list("item", "The items above the first heading."),
        "sections": _list("section", "The sections that stand within no other."),
        "after": _text("The Markdown behind the last item or heading. Left out, it is a newline."),
    },
    "$defs": {
        "section": {
            "type": "object",
            "description": "A heading and what stands under it.",
            "required": ["title"],
            "additionalProperties": False,
            "properties": {
                "before": _BEFORE,
                "title": _text("The title, with its inline Markdown."),
                "level": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 6,
                    "description": "1 to 6. Used where `before` is left out; else it has to agree with it.",
                },
                "kind": _KIND,
                "items": _ITEMS,
                "sections": _list("section", "The sections within this one."),
            },
        },
        "item": {
            "type": "object",
            "description": "A list entry, a paragraph, a fence or a table, and what is nested in it.",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {
                "before": _BEFORE,
                "id": _text('Its name, such as "R3" or "R3.1". Left out, it gets one.'),
                "kind": _KIND,
                "text": _text("What it says: on one line and without marks, unless verbatim. To change it, edit this."),
                "markdown": _text(
                    "The same as it stands in the document, where that differs; ignored if `text` says other."
                ),
                "verbatim": {"type": "boolean", "description": "Whether it is a fence or a table."},
                "criterion": {
                    "type": "boolean",
                    "description": "Whether it says when its parent is met. Told by its words and place; not read.",
                },
                "parent": _text("The id of the item it belongs to, where it is not nested in that one. Not read."),
                "items": _ITEMS,
            },
        },
    },
}
"""JSON Schema, draft 2020-12, of what `spec_json.to_json` writes and `spec_json.spec_of` reads."""

_TYPES: Mapping[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
_NAMES = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a number",
}


def check(value: object, schema: Json = SCHEMA, path: str = "$") -> None:
    """Raise `HybridError` naming the first place (as a JSON path) where `value` is not as `schema` wants it.

    Knows the keywords that `SCHEMA` uses, and no others.
    """
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "const" in schema and value != schema["const"]:
        raise refusal(path, f"is {_shown(value)}, not {_shown(schema['const'])}")
    if "enum" in schema and value not in schema["enum"]:
        raise refusal(path, f"is {_shown(value)}, and not one of {', '.join(map(_shown, schema['enum']))}")
    name = schema.get("type")
    if name and (not isinstance(value, _TYPES[name]) or (name == "integer" and isinstance(value, bool))):
        raise refusal(path, f"is {_shown(value)}, not {_NAMES[name]}")
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        raise refusal(path, f"is {value}, and not from {schema['minimum']} to {schema['maximum']}")
    if isinstance(value, list):
        for index, each in enumerate(value):
            check(each, schema["items"], f"{path}[{index}]")
    if isinstance(value, dict):
        _check_object(value, schema, path)


def refusal(path: str, cause: str) -> HybridError:
    """What to raise for JSON that is no spec: `path` is where, `cause` goes on from there."""
    return HybridError("This JSON is no spec", f"{path} {cause}.", "`hybridtui schema` prints the form it must have.")


def _check_object(value: Mapping[str, object], schema: Json, path: str) -> None:
    properties: Mapping[str, Json] = schema["properties"]
    required: Sequence[str] = schema["required"]
    for name in required:
        if name not in value:
            raise refusal(path, f'has no "{name}"')
    for name, each in value.items():
        if name not in properties:
            raise refusal(path, f'has "{name}", which is not known')
        check(each, properties[name], f"{path}.{name}")


def _shown(value: object) -> str:
    shown = (
        '""' if value == "" else "null" if value is None else f'"{value}"' if isinstance(value, str) else repr(value)
    )
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
