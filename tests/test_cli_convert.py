"""Why this file exists: a spec that goes to another tool and comes back must be the spec that went."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit
from hybridtui.core.spec import Known, text_hash
from hybridtui.core.trace.record import Record
from tests.test_cli import run

SPEC = b"""# Upload\r\n\r
## Requirements

- Accept CSV files
  - Given a PDF, it is refused

```
- no item \xff
```
"""


def converted(form: str, *arguments: str, input: bytes = SPEC) -> bytes:
    done = run("convert", "-", "--to", form, *arguments, input=input)
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    return done.stdout


def test_markdown_comes_back_from_json_byte_for_byte() -> None:
    as_json = converted("json")
    assert json.loads(as_json)["title"] == "Upload"
    assert converted("md", input=as_json) == SPEC
    assert converted("json", input=as_json) == as_json


def test_markdown_to_markdown_changes_nothing() -> None:
    assert converted("md") == SPEC
    assert converted("md", input=b"") == b""


def test_openspec_comes_from_either_form() -> None:
    form = converted("openspec")
    assert b"### Requirement:" in form
    assert b"#### Scenario:" in form
    assert converted("openspec", input=converted("json")) == form


def test_items_are_called_what_the_file_beside_calls_them(tmp_path: Path) -> None:
    (tmp_path / "a.spec.md").write_text("## Requirements\n\n- Accept CSV files\n")
    (tmp_path / "a.trace.json").write_text(Record(known=(Known("R7", text_hash("Accept CSV files")),)).to_json())
    done = run("convert", "a.spec.md", "--to", "json", cwd=tmp_path)
    assert b'"R7"' in done.stdout


def test_an_output_file_is_written_and_the_spec_never(tmp_path: Path) -> None:
    (tmp_path / "a.spec.md").write_bytes(SPEC)
    assert run("convert", "a.spec.md", "--to", "json", "-o", "a.json", cwd=tmp_path).returncode == Exit.DONE
    assert run("convert", "a.json", "--to", "md", "-o", "b.md", cwd=tmp_path).returncode == Exit.DONE
    assert (tmp_path / "b.md").read_bytes() == SPEC
    done = run("convert", "a.spec.md", "--to", "openspec", "-o", "./a.spec.md", cwd=tmp_path)
    assert done.returncode == Exit.BAD_INPUT
    assert b"that file holds the spec" in done.stderr
    assert (tmp_path / "a.spec.md").read_bytes() == SPEC
    assert sorted(os.listdir(tmp_path)) == ["a.json", "a.spec.md", "b.md"]


@pytest.mark.parametrize(
    "text",
    [b"{}", b'{"title": "x", ', b'{"title": 3}', b'{"items": [' + b"[" * 50_000, b'{"title": NaN}'],
    ids=["empty", "half typed", "wrong type", "nested too deeply", "no number"],
)
def test_json_that_is_none_of_ours_is_bad_input_and_says_where(text: bytes) -> None:
    done = run("convert", "-", "--to", "md", input=text)
    assert (done.returncode, done.stdout) == (Exit.BAD_INPUT, b"")
    assert len(done.stderr.decode().splitlines()) >= 2
    assert b"Traceback" not in done.stderr


def test_a_name_that_ends_in_json_is_no_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.JSON").write_text("[1, 2]")
    assert run("convert", "a.JSON", "--to", "md", cwd=tmp_path).returncode == Exit.BAD_INPUT


def test_markdown_that_begins_with_a_brace_is_markdown() -> None:
    for text in (b"{{< note >}}\n", b"{: .class}\n", b"{\n"):
        assert converted("md", input=text) == text


def test_the_schema_is_one_that_names_what_convert_prints() -> None:
    done = run("schema")
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    schema = json.loads(done.stdout)
    assert "2020-12" in schema["$schema"]
    assert set(schema["required"]) <= set(json.loads(converted("json"))) <= set(schema["properties"])
