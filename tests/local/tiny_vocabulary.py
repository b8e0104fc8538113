"""Why this file exists: the families cut text into tokens in three ways, and the constraint must hold in each.

Each function here gives the metadata of a vocabulary of some hundred tokens: all bytes, a few words with a space before
them, and the family's own control tokens and chat template.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.local.gguf_file import Value

_WORDS = "the them there to and an a it is in of on file row rows column keep check should have has not need people"
_WORD_SPACE = "▁"

_NORMAL, _UNKNOWN, _CONTROL, _USER_DEFINED, _BYTE = 1, 2, 3, 4, 6
"""What llama.cpp calls a token's type."""

_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
_TURNS = (
    "{{ bos_token }}{% for message in messages %}OPEN"
    "{{ 'model' if message.role == 'assistant' else message.role }}\n{{ message.content }}CLOSE\n{% endfor %}"
    "{% if add_generation_prompt %}OPENmodel\n{% endif %}"
)


def byte_level(splitter: str) -> dict[str, Value]:
    """Qwen's: every byte is a token, written as a visible character, and merges build words of them.

    `splitter` is llama.cpp's name for the rules that cut text into words first.
    """
    visible = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in visible]
    space = chr(256 + others.index(ord(" ")))
    tokens = dict.fromkeys([*map(chr, visible), *(chr(256 + at) for at in range(len(others)))], _NORMAL)
    tokens |= dict.fromkeys(_beginnings(space), _NORMAL)
    tokens |= dict.fromkeys(["<|endoftext|>", "<|im_start|>", "<|im_end|>"], _CONTROL)
    tokens |= dict.fromkeys(["<think>", "</think>"], _USER_DEFINED)
    names = [*tokens]
    return {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": splitter,
        "tokenizer.ggml.tokens": names,
        "tokenizer.ggml.token_type": [*tokens.values()],
        "tokenizer.ggml.merges": _merges(space),
        "tokenizer.ggml.eos_token_id": names.index("<|im_end|>"),
        "tokenizer.ggml.padding_token_id": names.index("<|endoftext|>"),
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": _CHATML,
    }


def scored_pieces(opens: str = "<start_of_turn>", closes: str = "<end_of_turn>") -> dict[str, Value]:
    """Gemma 3's: pieces of text, the best scored joined first; what no piece covers goes byte by byte.

    `opens` and `closes` are the control tokens around a turn.
    """
    tokens = dict.fromkeys(["<pad>", "<eos>", "<bos>"], _CONTROL) | {"<unk>": _UNKNOWN}
    tokens |= dict.fromkeys((f"<0x{byte:02X}>" for byte in range(256)), _BYTE)
    tokens |= dict.fromkeys([opens, closes], _CONTROL)
    tokens |= dict.fromkeys(["\n", _WORD_SPACE, *map(chr, range(ord("!"), ord("~") + 1))], _NORMAL)
    tokens |= dict.fromkeys(_beginnings(_WORD_SPACE), _NORMAL)
    names = [*tokens]
    return {
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": names,
        "tokenizer.ggml.scores": [float(len(name)) if kind == _NORMAL else 0.0 for name, kind in tokens.items()],
        "tokenizer.ggml.token_type": [*tokens.values()],
        "tokenizer.ggml.bos_token_id": names.index("<bos>"),
        "tokenizer.ggml.eos_token_id": names.index("<eos>"),
        "tokenizer.ggml.eot_token_id": names.index(closes),
        "tokenizer.ggml.unknown_token_id": names.index("<unk>"),
        "tokenizer.ggml.padding_token_id": names.index("<pad>"),
        "tokenizer.ggml.add_bos_token": True,
        "tokenizer.ggml.add_space_prefix": False,
        "tokenizer.chat_template": _TURNS.replace("OPEN", opens).replace("CLOSE", closes),
    }


def merged_pieces() -> dict[str, Value]:
    """Gemma 4's: the same pieces, but joined by merges in their order."""
    pieces = scored_pieces("<|turn>", "<turn|>")
    return pieces | {"tokenizer.ggml.model": "gemma4", "tokenizer.ggml.merges": _merges(_WORD_SPACE)}


def size(vocabulary: dict[str, Value]) -> int:
    """The number of its tokens."""
    tokens = vocabulary["tokenizer.ggml.tokens"]
    assert isinstance(tokens, Sequence)
    return len(tokens)


def _beginnings(space: str) -> list[str]:
    """Every beginning of every word behind a space, shortest first."""
    return [space + word[:end] for word in _WORDS.split() for end in range(1, len(word) + 1)]


def _merges(space: str) -> list[str]:
    return [*dict.fromkeys(f"{piece[:-1]} {piece[-1]}" for piece in _beginnings(space))]
