"""Why this file exists: other tools want the spec in their own form, and `hybridtui convert` gives it to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from hybridtui.core import spec_json
from hybridtui.core.errors import Exit
from hybridtui.core.openspec import openspec
from hybridtui.core.spec import Spec, parse
from hybridtui.headless import paper, streams, trace_file

_FORMS: Mapping[str, Callable[[Spec], str]] = {
    "json": spec_json.to_json,
    "md": lambda spec: spec.text,
    "openspec": openspec,
}


def run(spec: str, to: str, output: str) -> Exit:
    """`hybridtui convert`: `spec`, Markdown or our JSON, as "json", "md" or "openspec". Raises `HybridError`.

    Items are called what the trace file beside it calls them.
    """
    streams.check_output(output, spec, "the spec")
    source = paper.read(spec, "the spec")
    markdown = spec_json.from_json(source.text) if source.is_json else source.text
    streams.write(_FORMS[to](parse(markdown, trace_file.read(spec).known)), output)
    return Exit.DONE


def schema() -> Exit:
    """`hybridtui schema`: the JSON Schema of what `convert --to json` gives. Raises `HybridError`."""
    streams.write(json.dumps(spec_json.SCHEMA, indent=2) + "\n")
    return Exit.DONE
