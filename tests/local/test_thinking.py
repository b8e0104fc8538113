import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.local.thinking import Stripper

# what each family puts out in thinking mode: (end of the prompt, what the model says)
QWEN3 = ("<|im_start|>assistant\n", "<think>\nShort is best.\n</think>\n\nKeep the log.")
QWEN3_5 = ("<|im_start|>assistant\n<think>\n", "Short is best.\n</think>\n\nKeep the log.")
QWEN_OFF = ("<|im_start|>assistant\n<think>\n\n</think>\n\n", "Keep the log.")
GEMMA3 = ("<start_of_turn>model\n", "Keep the log.")
GEMMA4 = ("<|turn>model\n", "<|channel>thought\nShort is best.\n<channel|>Keep the log.")
GEMMA4_OFF = ("<|turn>model\n<|channel>thought\n<channel|>", "Keep the log.")
GEMMA4_EMPTY = ("<|turn>model\n", "<|channel>thought\n<channel|>Keep the log.")
HARMONY = (
    "<|end|><|start|>assistant",
    "<|channel|>analysis<|message|>Short is best.<|end|>"
    "<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>"
    "<|start|>assistant<|channel|>final<|message|>Keep the log.<|return|>",
)
MISTRAL = ("[/INST]", "[THINK]Short is best.[/THINK]Keep the log.")
FAMILIES = {
    "Qwen3": QWEN3,
    "Qwen3.5, block opened by the prompt": QWEN3_5,
    "Qwen, thinking off": QWEN_OFF,
    "Gemma 3": GEMMA3,
    "Gemma 4": GEMMA4,
    "Gemma 4, thinking off": GEMMA4_OFF,
    "Gemma 4, empty thought": GEMMA4_EMPTY,
    "harmony": HARMONY,
    "Mistral": MISTRAL,
}
TAGS = (
    "<think>",
    "</think>",
    "<|channel>",
    "<channel|>",
    "<|start|>",
    "<|channel|>",
    "<|message|>",
    "<|end|>",
    "[THINK]",
)
PIECES = (*TAGS, "[/THINK]", "<|return|>", "final", "analysis", "<", "<|", "<thi", "nk>", "a", "b.", " ", "\n")


def stripped(text: str, prompt: str = "") -> str:
    stripper = Stripper(prompt)
    stripper.feed(text)
    return stripper.end()


@pytest.mark.parametrize("family", FAMILIES)
def test_only_the_answer_of_each_family_is_left(family: str) -> None:
    prompt, said = FAMILIES[family]
    assert stripped(said, prompt) == "Keep the log."


@pytest.mark.parametrize("family", FAMILIES)
def test_no_piece_of_a_thought_or_tag_shows_when_an_answer_comes_by_the_character(family: str) -> None:
    prompt, said = FAMILIES[family]
    stripper = Stripper(prompt)
    seen = [stripper.feed(character) for character in said]
    assert all("Keep the log.".startswith(text) for text in seen)
    assert stripper.end() == "Keep the log."


@pytest.mark.parametrize("family", FAMILIES)
def test_an_answer_cut_short_anywhere_shows_no_thought(family: str) -> None:
    prompt, said = FAMILIES[family]
    for length in range(len(said)):
        stripper = Stripper(prompt)
        shown = stripper.feed(said[:length])
        assert "Keep the log.".startswith(shown)
        assert "Short" not in stripper.end()


def test_a_block_that_is_never_closed_hides_all_after_its_start() -> None:
    assert stripped("Keep the log. <think>But maybe not. Or") == "Keep the log."
    assert stripped("Keep the log. <|channel>thought\nBut maybe") == "Keep the log."
    assert stripped("<|channel|>analysis<|message|>But maybe") == ""
    assert stripped("<|channel|>final") == ""


def test_a_closing_tag_without_an_opening_one_takes_back_what_came_before() -> None:
    stripper = Stripper()
    assert stripper.feed("The user wants a log. ") == "The user wants a log. "
    assert stripper.feed("</think>\n\nKeep") == "Keep"
    assert stripper.feed(" the log.") == "Keep the log."
    assert stripper.end() == "Keep the log."


def test_an_answer_around_a_thought_keeps_both_its_parts() -> None:
    assert stripped("Keep <think>hm</think> the log.") == "Keep the log."
    assert stripped("Keep<think>hm</think> the log.") == "Keep the log."
    assert stripped("- one\n<think>hm</think>\n- two") == "- one\n- two"


def test_a_block_within_a_block_is_thought_to_its_last_closing_tag() -> None:
    assert stripped("<think>a <think>b</think> c</think>Keep the log.") == "Keep the log."


def test_only_a_blocks_own_tag_closes_it() -> None:
    assert stripped("<think>a <channel|> b <|end|> c [/THINK] d</think>Keep the log.") == "Keep the log."
    assert stripped("<|channel>thought\na </think> b<channel|>Keep the log.") == "Keep the log."


@pytest.mark.parametrize("text", ["a < b and b > c", "<thin ice", "if x <| y |> z", "[THIN", "<", "1 <think 2"])
def test_what_only_looks_like_a_tag_is_text(text: str) -> None:
    assert stripped(text) == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<[")))
def test_text_without_tags_is_left_as_it_is_but_for_white_space_around_it(text: str) -> None:
    assert stripped(text) == text.strip()


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.data())
@example("a <think>b</think>  c", None)
def test_how_an_answer_is_cut_makes_no_difference(text: str, data: st.DataObject | None) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text))))) if data else range(len(text))
    stripper = Stripper()
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        stripper.feed(text[start:end])
    assert stripper.end() == stripped(text)


def test_it_tells_whether_the_model_is_thinking() -> None:
    stripper = Stripper("<|im_start|>assistant\n<think>\n")
    assert stripper.thinking
    stripper.feed("Short is best.</think>")
    assert not stripper.thinking
