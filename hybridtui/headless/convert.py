"""Why this file exists: other tools want the spec in their own form, and `hybridtui convert` gives it to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.spec import Spec, parse
from hybridtui.core.spec.exchange import SCHEMA, spec_of, to_json
from hybridtui.core.spec.openspec import openspec
from hybridtui.headless import paper, streams, trace_file

_FORMS: Mapping[str, Callable[[Spec], str]] = {"json": to_json, "md": lambda spec: spec.text, "openspec": openspec}


def run(spec: str, to: str, output: str) -> Exit:
    """`hybridtui convert`: `spec`, Markdown or our JSON, as "json", "md" or "openspec". Raises `HybridError`.

    Items of Markdown are called what the trace file beside it calls them. OpenSpec refuses a spec without a
    requirement: where that is what comes out, it is told.
    """
    streams.check_output(output, spec, "the spec")
    source = paper.read(spec, "the spec")
    document = spec_of(source.text) if source.is_json else parse(source.whole, trace_file.read(spec).known)
    result = _FORMS[to](document)
    streams.write(result, output)
    if to == "openspec" and "\n### Requirement: " not in result:
        cause = "Nothing stands under Requirements or Constraints."
        streams.tell(HybridError("OpenSpec will refuse this", cause, "Put an item under such a heading."))
    return Exit.DONE


def schema() -> Exit:
    """`hybridtui schema`: the JSON Schema of what `convert --to json` gives. Raises `HybridError`."""
    streams.write(json.dumps(SCHEMA, indent=2) + "\n")
    return Exit.DONE
