"""Why this file exists: every family named as supported is run in every test run, without its gigabytes.

Each function here writes a model of a family's real architecture, with its real kind of vocabulary and its own names of
tensors and settings, only small, and with random weights. It knows nothing; but llama.cpp loads it as it loads the real
one, and keeps its past in the same kind of memory, which is what the families differ in.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from pathlib import Path

from tests.local.gguf_file import Tensor, Value, write

_CONTEXT = 8192
WINDOW = 32
"""Tokens that a sliding layer of the tiny Gemma looks back."""

_WIDTH = 64
_HEADS = 4
_KEY_VALUE_HEADS = 2
_HEAD = 16
_FEED_FORWARD = 128
_EPSILON = 1e-6
_WORDS = "the them there to and an a it is in of on file row rows column keep check should have has not need people"

_NORMAL, _UNKNOWN, _CONTROL, _USER_DEFINED, _BYTE = 1, 2, 3, 4, 6
"""What llama.cpp calls a token's type."""

_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
_TURNS = (
    "{{ bos_token }}{% for message in messages %}<start_of_turn>"
    "{{ 'model' if message.role == 'assistant' else message.role }}\n{{ message.content }}<end_of_turn>\n{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)


def qwen3(path: Path, seed: int = 3) -> None:
    """Qwen3: attention in every layer, queries and keys normalised, a byte-level vocabulary."""
    vocabulary = _byte_level("qwen2")
    draw = _Draw(seed)
    tensors = [*draw.ends(_size(vocabulary))]
    for layer in range(3):
        tensors += [*draw.attention(layer), *draw.feed_forward(layer, "ffn_norm")]
    write(path, {**_shape("qwen3", 3), **vocabulary}, tensors)


def qwen35(path: Path, seed: int = 5) -> None:
    """Qwen3.5, a hybrid: three layers of a gated delta net, which keeps a state but no past, to one of attention."""
    state, groups, heads, kernel = 16, 2, 4, 4
    vocabulary = _byte_level("qwen35")
    hybrid: dict[str, Value] = {
        "qwen35.rope.dimension_count": _HEAD,
        "qwen35.rope.dimension_sections": [4, 2, 2, 0],
        "qwen35.full_attention_interval": 4,
        "qwen35.ssm.conv_kernel": kernel,
        "qwen35.ssm.state_size": state,
        "qwen35.ssm.group_count": groups,
        "qwen35.ssm.time_step_rank": heads,
        "qwen35.ssm.inner_size": heads * state,
    }
    mixed = 2 * groups * state + heads * state
    draw = _Draw(seed)
    tensors = [*draw.ends(_size(vocabulary))]
    for layer in range(4):
        block = f"blk.{layer}"
        if layer == 3:
            tensors += draw.attention(layer, gated=True)
        else:
            tensors += [
                draw.ones(f"{block}.attn_norm.weight", _WIDTH),
                draw.matrix(f"{block}.attn_qkv.weight", _WIDTH, mixed),
                draw.matrix(f"{block}.attn_gate.weight", _WIDTH, heads * state),
                draw.matrix(f"{block}.ssm_conv1d.weight", kernel, mixed),
                draw.matrix(f"{block}.ssm_dt.bias", heads),
                draw.decay(f"{block}.ssm_a", heads),
                draw.matrix(f"{block}.ssm_beta.weight", _WIDTH, heads),
                draw.matrix(f"{block}.ssm_alpha.weight", _WIDTH, heads),
                draw.ones(f"{block}.ssm_norm.weight", state),
                draw.matrix(f"{block}.ssm_out.weight", heads * state, _WIDTH),
            ]
        tensors += draw.feed_forward(layer, "post_attention_norm")
    write(path, {**_shape("qwen35", 4), **hybrid, **vocabulary}, tensors)


def gemma3(path: Path, seed: int = 7) -> None:
    """Gemma 3: five layers that look back a window to one that sees all, and a SentencePiece vocabulary."""
    vocabulary = _pieces()
    draw = _Draw(seed)
    tensors = [*draw.ends(_size(vocabulary))]
    for layer in range(6):
        tensors += [
            *draw.attention(layer),
            draw.ones(f"blk.{layer}.post_attention_norm.weight", _WIDTH),
            *draw.feed_forward(layer, "ffn_norm"),
            draw.ones(f"blk.{layer}.post_ffw_norm.weight", _WIDTH),
        ]
    write(path, {**_shape("gemma3", 6), "gemma3.attention.sliding_window": WINDOW, **vocabulary}, tensors)


class _Draw:
    """Weights in the proportions of a trained model, so that what was said makes a difference to what follows."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def ends(self, tokens: int) -> Iterator[Tensor]:
        """What the tokens go in and come out through."""
        yield self.matrix("token_embd.weight", _WIDTH, tokens)
        yield self.ones("output_norm.weight", _WIDTH)

    def attention(self, layer: int, *, gated: bool = False) -> Iterator[Tensor]:
        block, keys = f"blk.{layer}", _KEY_VALUE_HEADS * _HEAD
        yield self.ones(f"{block}.attn_norm.weight", _WIDTH)
        yield self.matrix(f"{block}.attn_q.weight", _WIDTH, _HEADS * _HEAD * (2 if gated else 1))
        yield self.matrix(f"{block}.attn_k.weight", _WIDTH, keys)
        yield self.matrix(f"{block}.attn_v.weight", _WIDTH, keys)
        yield self.ones(f"{block}.attn_q_norm.weight", _HEAD)
        yield self.ones(f"{block}.attn_k_norm.weight", _HEAD)
        yield self.matrix(f"{block}.attn_output.weight", _HEADS * _HEAD, _WIDTH)

    def feed_forward(self, layer: int, norm: str) -> Iterator[Tensor]:
        block = f"blk.{layer}"
        yield self.ones(f"{block}.{norm}.weight", _WIDTH)
        yield self.matrix(f"{block}.ffn_gate.weight", _WIDTH, _FEED_FORWARD)
        yield self.matrix(f"{block}.ffn_up.weight", _WIDTH, _FEED_FORWARD)
        yield self.matrix(f"{block}.ffn_down.weight", _FEED_FORWARD, _WIDTH)

    def matrix(self, name: str, inputs: int, outputs: int = 0) -> Tensor:
        """A matrix, or a vector without `outputs`, that keeps the size of what goes through it."""
        spread = (3 / inputs) ** 0.5
        weights = array("f", (self._random.uniform(-spread, spread) for _ in range(inputs * (outputs or 1))))
        return Tensor(name, (inputs, outputs) if outputs else (inputs,), weights)

    def ones(self, name: str, size: int) -> Tensor:
        return Tensor(name, (size,), array("f", [1.0] * size))

    def decay(self, name: str, size: int) -> Tensor:
        """Rates at which a state forgets: negative, or it would grow without end."""
        return Tensor(name, (size,), array("f", (-self._random.uniform(0.05, 0.5) for _ in range(size))))


def _shape(family: str, layers: int) -> dict[str, Value]:
    return {
        "general.architecture": family,
        "general.name": f"Tiny {family}",
        f"{family}.block_count": layers,
        f"{family}.context_length": _CONTEXT,
        f"{family}.embedding_length": _WIDTH,
        f"{family}.feed_forward_length": _FEED_FORWARD,
        f"{family}.attention.head_count": _HEADS,
        f"{family}.attention.head_count_kv": _KEY_VALUE_HEADS,
        f"{family}.attention.key_length": _HEAD,
        f"{family}.attention.value_length": _HEAD,
        f"{family}.attention.layer_norm_rms_epsilon": _EPSILON,
        f"{family}.rope.freq_base": 1e6,
    }


def _byte_level(splitter: str) -> dict[str, Value]:
    """Qwen's kind: every byte is a token, written as a visible character, and merges build words of them."""
    visible = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in visible]
    tokens = dict.fromkeys([*map(chr, visible), *(chr(256 + at) for at in range(len(others)))], _NORMAL)
    space = chr(256 + others.index(ord(" ")))
    merges: dict[str, None] = {}
    for word in _WORDS.split():
        piece = space
        for letter in word:
            merges[f"{piece} {letter}"] = None
            piece += letter
            tokens[piece] = _NORMAL
    tokens |= {"<|endoftext|>": _CONTROL, "<|im_start|>": _CONTROL, "<|im_end|>": _CONTROL}
    tokens |= {"<think>": _USER_DEFINED, "</think>": _USER_DEFINED}
    names = [*tokens]
    return {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": splitter,
        "tokenizer.ggml.tokens": names,
        "tokenizer.ggml.token_type": [*tokens.values()],
        "tokenizer.ggml.merges": [*merges],
        "tokenizer.ggml.eos_token_id": names.index("<|im_end|>"),
        "tokenizer.ggml.padding_token_id": names.index("<|endoftext|>"),
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": _CHATML,
    }


def _pieces() -> dict[str, Value]:
    """Gemma's kind: scored pieces of text with "▁" for a space; what no piece covers goes byte by byte."""
    tokens = {"<pad>": _CONTROL, "<eos>": _CONTROL, "<bos>": _CONTROL, "<unk>": _UNKNOWN}
    tokens |= {f"<0x{byte:02X}>": _BYTE for byte in range(256)}
    tokens |= {"<start_of_turn>": _CONTROL, "<end_of_turn>": _CONTROL, "\n": _NORMAL, "▁": _NORMAL}
    tokens |= {chr(code): _NORMAL for code in range(ord("!"), ord("~") + 1)}
    for word in _WORDS.split():
        tokens |= {f"▁{word[:end]}": _NORMAL for end in range(1, len(word) + 1)}
    names = [*tokens]
    return {
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": names,
        "tokenizer.ggml.scores": [float(len(name)) if kind == _NORMAL else 0.0 for name, kind in tokens.items()],
        "tokenizer.ggml.token_type": [*tokens.values()],
        "tokenizer.ggml.bos_token_id": names.index("<bos>"),
        "tokenizer.ggml.eos_token_id": names.index("<eos>"),
        "tokenizer.ggml.eot_token_id": names.index("<end_of_turn>"),
        "tokenizer.ggml.unknown_token_id": names.index("<unk>"),
        "tokenizer.ggml.padding_token_id": names.index("<pad>"),
        "tokenizer.ggml.add_bos_token": True,
        "tokenizer.ggml.add_space_prefix": False,
        "tokenizer.chat_template": _TURNS,
    }


def _size(vocabulary: dict[str, Value]) -> int:
    tokens = vocabulary["tokenizer.ggml.tokens"]
    assert isinstance(tokens, list)
    return len(tokens)
