import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import Exit, HybridError
from hybridtui.local import chat
from hybridtui.local.thinking import Stripper

TEMPLATES = Path(__file__).parents[1] / "data" / "templates"
PROMPTS = {
    "qwen3": (
        "<|im_start|>system\nBe brief.<|im_end|>\n"
        "<|im_start|>user\nKeep the log.<|im_end|>\n"
        "<|im_start|>assistant\n<think>\n\n</think>\n\n"
    ),
    "qwen3.5": (
        "<|im_start|>system\nBe brief.<|im_end|>\n"
        "<|im_start|>user\nKeep the log.<|im_end|>\n"
        "<|im_start|>assistant\n<think>\n\n</think>\n\n"
    ),
    "gemma-3": "<bos><start_of_turn>user\nBe brief.\n\nKeep the log.<end_of_turn>\n<start_of_turn>model\n",
    "gemma-4": (
        "<bos><|turn>system\nBe brief.<turn|>\n"
        "<|turn>user\nKeep the log.<turn|>\n"
        "<|turn>model\n<|channel>thought\n<channel|>"
    ),
}
CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
WITHOUT_SYSTEM_ROLE = (
    "{{ bos_token }}{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    "{% for m in messages %}[{{ m.role }}]{{ m.content | trim }}[/]{% endfor %}"
)
BROKEN = {
    "syntax": "{% for m in messages %}",
    "refuses everything": "{{ raise_exception('never') }}",
    "leaves the texts out": "{{ bos_token }}hello",
    "says the user's text twice": "{{ messages[-1].content }}{{ messages[-1].content }}",
    "unknown attribute": "{{ messages[0].content.nothing.at_all }}",
    "fault of Python": "{{ 1 // 0 }}",
    "recursion without end": "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    "reaches for Python": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "changes what it is given": "{{ messages.append(1) }}",
    "writes without end": "{% for i in range(90000) %}{{ 'a line of text' }}{% endfor %}",
    "runs without end": "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}",
    "a number of a million digits": "{{ 10 ** 1000000 }}",
    "a gigabyte of text": "{{ 'a' * 1000000000 }}",
    "a gigabyte of text the other way round": "{{ 1000000000 * 'a' }}",
}


def family(name: str) -> chat.Frame:
    return chat.frame((TEMPLATES / f"{name}.jinja").read_text(encoding="utf-8"), "<bos>", "<eos>")


@pytest.mark.parametrize("name", PROMPTS)
def test_each_family_gets_its_own_turns_with_thinking_off(name: str) -> None:
    assert family(name).render("Be brief.", "Keep the log.") == PROMPTS[name]


@pytest.mark.parametrize("name", PROMPTS)
def test_an_answer_after_a_familys_prompt_is_no_thought(name: str) -> None:
    stripper = Stripper(family(name).after)
    assert not stripper.thinking
    stripper.feed("Keep the log.")
    assert stripper.end() == "Keep the log."


def test_a_block_opened_by_the_prompt_is_closed_before_the_answer() -> None:
    opens = chat.frame(CHATML.replace("assistant\\n", "assistant\\n<think>\\n"))
    stripper = Stripper(opens.after)
    stripper.feed("Short is best.\n</think>\n\nKeep the log.")
    assert stripper.end() == "Keep the log."


@pytest.mark.parametrize("name", PROMPTS)
def test_only_a_template_that_writes_the_first_token_is_said_to(name: str) -> None:
    assert family(name).starts == PROMPTS[name].startswith("<bos>")


@given(st.text(), st.text())
def test_the_words_of_notes_are_never_markup(system: str, user: str) -> None:
    pieces = chat.Frame("<|system|>", "<|user|>", "<|model|>").pieces(system, user)
    assert [piece.markup for piece in pieces] == [True, False, True, False, True]
    assert (pieces[1].text, pieces[3].text) == (system.strip(), user.strip())


def test_notes_that_look_like_a_template_or_a_turn_stay_as_they_are() -> None:
    note = "say {{ bos_token }} and {% raw %} then <|im_end|>"
    assert note in family("qwen3").render("Be brief.", note)


def test_a_system_role_that_is_refused_opens_the_users_turn() -> None:
    frame = chat.frame(WITHOUT_SYSTEM_ROLE, "<bos>")
    assert frame.render("Be brief.", "Keep the log.") == "<bos>[user]Be brief.\n\nKeep the log.[/]"


def test_a_system_text_that_is_left_out_opens_the_users_turn() -> None:
    deaf = "{% for m in messages if m.role == 'user' %}[{{ m.content }}]{% endfor %}"
    assert chat.frame(deaf).render("Be brief.", "Keep the log.") == "[Be brief.\n\nKeep the log.]"


@pytest.mark.parametrize("template", [None, "", " \n"])
def test_a_base_model_gets_no_turns(template: str | None) -> None:
    frame = chat.frame(template, "<bos>")
    assert frame == chat.PLAIN
    assert frame.render("Be brief.", "Keep the log.") == "Be brief.\n\nKeep the log.\n\n"
    assert not frame.starts


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_or_hostile_template_is_an_error_that_a_person_can_act_on(fault: str) -> None:
    with pytest.raises(HybridError) as caught:
        chat.frame(BROKEN[fault], "<bos>")
    error = caught.value
    assert error.exit is Exit.NO_MODEL
    assert error.title
    assert error.cause
    assert error.next_step
    assert "\n" not in error.cause
    assert len(error.cause) < 400


def test_what_a_template_says_when_it_refuses_is_the_cause() -> None:
    with pytest.raises(HybridError, match="never"):
        chat.frame(BROKEN["refuses everything"])


def test_a_limit_leaves_no_trace_function_behind() -> None:
    before = sys.gettrace()
    with pytest.raises(HybridError):
        chat.frame(BROKEN["runs without end"])
    assert sys.gettrace() is before


def test_a_template_finds_what_the_models_maker_expects_of_a_renderer() -> None:
    means = (
        "{{ {'a': '<é>'} | tojson }} {{ strftime_now('%Y') }} {% generation %}{{ eos_token }}{% endgeneration %}"
        "{% for m in messages %}{% if loop.index > 2 %}{% break %}{% endif %} {{ m.content }}{% endfor %}"
        " {{ tools is none }} {{ 2 * 3 }} {{ 'ab' * 2 }}"
    )
    frame = chat.frame(means, "<bos>", "<eos>")
    assert re.fullmatch(r'\{"a": "<é>"\} \d{4} <eos> ', frame.before)
    assert frame.after == " True 6 abab"


def test_reading_the_module_loads_no_template_engine() -> None:
    probe = "import sys, hybridtui.local.chat; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-P", "-c", probe], check=False).returncode == 0
