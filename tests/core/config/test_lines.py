"""Why this file exists: a wrong line number is worse than none, and TOML can be written in many ways."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.config.lines import key_lines, line_of

keys = st.sampled_from(["a", "b-1", '"x.y"', "'q # ='", '"[é]"', "a . b", '"\\u0061z"'])
values = st.sampled_from(
    [
        "1",
        '"# = [ \\" "',
        "'\\'",
        '"""x\n[a]\nb = 1 # no\n""\\""""',
        '"""two""\nmore"""""',
        "'''\na = [\n'''",
        "[ # ]\n  1, # [\n  2 ]",
        '{ a = 1, b = "}" }',
        "2026-11-23",
        "true",
    ]
)
blanks = st.sampled_from(["", "\n", "# a = 1\n", "   \n# [a]\n", "\t"])
pairs = st.builds("{}{} = {} # end\n".format, blanks, keys, values)
tables = st.builds("{}[{}]\n{}".format, blanks, keys, st.lists(pairs, max_size=3).map("".join))
files = st.builds("{}{}".format, st.lists(pairs, max_size=3).map("".join), st.lists(tables, max_size=3).map("".join))


def names(content: object, path: str = "") -> set[str]:
    """Every table and key, as far as it is not in an inline table: these have no line of their own."""
    if not isinstance(content, dict):
        return set()
    here = {f"{path}{name}" for name in content}
    return here | {deep for name, value in content.items() for deep in names(value, f"{path}{name}.")}


@given(files)
def test_every_key_is_found_where_it_is_written(text: str) -> None:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a key given twice
    lines = key_lines(text)
    assert lines.keys() <= names(table)
    rows = text.split("\n")
    for name in names(table):
        line = line_of(lines, name)
        before, row = "\n".join(rows[: line - 1]), rows[line - 1]
        # up to its line nothing knows the name, and on it stands either its table or its equals sign
        assert name not in names(tomllib.loads(before)) or name not in lines
        assert row.lstrip().startswith("[") or "=" in row


def test_names_have_the_line_of_the_nearest_thing_that_is_written_out() -> None:
    lines = key_lines('[local]\r\n# no\r\nmodel = """\r\ncontext = 1\r\n"""\r\nthreads = 2\r\n[ui]\r\n')
    assert [line_of(lines, name) for name in ("local.model", "local.threads", "local.context", "ui", "x.y")] == [
        3,
        6,
        1,
        7,
        0,
    ]
