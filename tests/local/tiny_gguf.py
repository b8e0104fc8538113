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
from tests.local.tiny_vocabulary import byte_level, merged_pieces, scored_pieces, size

WINDOW = 32
"""Tokens that a sliding layer of a tiny Gemma looks back."""

_CONTEXT = 8192
_WIDTH = 64
_HEADS = 4
_KEY_VALUE_HEADS = 2
_HEAD = 16
_FEED_FORWARD = 128


def qwen3(path: Path) -> None:
    """Qwen3: attention in every layer, queries and keys normalised, a byte-level vocabulary."""
    vocabulary = byte_level("qwen2")
    draw = _Draw(seed=3)
    tensors = [*draw.ends(size(vocabulary))]
    for layer in range(3):
        tensors += [*draw.attention(layer), *draw.feed_forward(layer, "ffn_norm")]
    write(path, {**_shape("qwen3", 3), **vocabulary}, tensors)


def qwen35(path: Path) -> None:
    """Qwen3.5, a hybrid: three layers of a gated delta net, which keeps a state but no past, to one of attention."""
    state, groups, heads, kernel = 16, 2, 4, 4
    inner, mixed = heads * state, (2 * groups + heads) * state
    vocabulary = byte_level("qwen35")
    hybrid: dict[str, Value] = {
        "qwen35.rope.dimension_count": _HEAD,
        "qwen35.rope.dimension_sections": [4, 2, 2, 0],
        "qwen35.full_attention_interval": 4,
        "qwen35.ssm.conv_kernel": kernel,
        "qwen35.ssm.state_size": state,
        "qwen35.ssm.group_count": groups,
        "qwen35.ssm.time_step_rank": heads,
        "qwen35.ssm.inner_size": inner,
    }
    draw = _Draw(seed=5)
    tensors = [*draw.ends(size(vocabulary))]
    for layer in range(4):
        block = f"blk.{layer}"
        if layer == 3:
            tensors += draw.attention(layer, gated=True)
        else:
            tensors += [
                draw.ones(f"{block}.attn_norm.weight", _WIDTH),
                draw.matrix(f"{block}.attn_qkv.weight", _WIDTH, mixed),
                draw.matrix(f"{block}.attn_gate.weight", _WIDTH, inner),
                draw.matrix(f"{block}.ssm_conv1d.weight", kernel, mixed),
                draw.matrix(f"{block}.ssm_dt.bias", heads),
                draw.decay(f"{block}.ssm_a", heads),
                draw.matrix(f"{block}.ssm_beta.weight", _WIDTH, heads),
                draw.matrix(f"{block}.ssm_alpha.weight", _WIDTH, heads),
                draw.ones(f"{block}.ssm_norm.weight", state),
                draw.matrix(f"{block}.ssm_out.weight", inner, _WIDTH),
            ]
        tensors += draw.feed_forward(layer, "post_attention_norm")
    write(path, {**_shape("qwen35", 4), **hybrid, **vocabulary}, tensors)


def gemma3(path: Path) -> None:
    """Gemma 3: five layers that look back a window to one that sees all, and a SentencePiece vocabulary."""
    vocabulary = scored_pieces()
    draw = _Draw(seed=7)
    tensors = [*draw.ends(size(vocabulary))]
    for layer in range(6):
        tensors += [*draw.attention(layer), *draw.feed_forward(layer, "ffn_norm"), *draw.gemma_norms(layer)]
    write(path, {**_shape("gemma3", 6), "gemma3.attention.sliding_window": WINDOW, **vocabulary}, tensors)


def gemma4(path: Path) -> None:
    """Gemma 4, the small kind: wider heads where all is seen, late layers that use the keys of earlier ones, and every
    token fed into every layer.
    """
    layers, wide, fed = 6, 2 * _HEAD, 8
    slides = [True, True, False] * 2
    vocabulary = merged_pieces()
    mixed: dict[str, Value] = {
        "gemma4.attention.key_length": wide,
        "gemma4.attention.value_length": wide,
        "gemma4.attention.key_length_swa": _HEAD,
        "gemma4.attention.value_length_swa": _HEAD,
        "gemma4.rope.dimension_count": wide,
        "gemma4.rope.dimension_count_swa": _HEAD,
        "gemma4.rope.freq_base_swa": 1e4,
        "gemma4.attention.sliding_window": WINDOW,
        "gemma4.attention.sliding_window_pattern": slides,
        "gemma4.attention.shared_kv_layers": 3,
        "gemma4.embedding_length_per_layer_input": fed,
        "gemma4.final_logit_softcapping": 30.0,
    }
    draw = _Draw(seed=11)
    tensors = [
        *draw.ends(size(vocabulary)),
        draw.ones("rope_freqs.weight", wide // 2),
        draw.matrix("per_layer_token_embd.weight", layers * fed, size(vocabulary)),
        draw.matrix("per_layer_model_proj.weight", _WIDTH, layers * fed),
        draw.ones("per_layer_proj_norm.weight", fed),
    ]
    for layer, slide in enumerate(slides):
        tensors += [
            *draw.attention(layer, head=_HEAD if slide else wide),
            *draw.feed_forward(layer, "ffn_norm"),
            *draw.gemma_norms(layer),
            draw.matrix(f"blk.{layer}.inp_gate.weight", _WIDTH, fed),
            draw.matrix(f"blk.{layer}.proj.weight", fed, _WIDTH),
            draw.ones(f"blk.{layer}.post_norm.weight", _WIDTH),
            draw.ones(f"blk.{layer}.layer_output_scale.weight", 1),
        ]
    write(path, {**_shape("gemma4", layers), **mixed, **vocabulary}, tensors)


class _Draw:
    """Weights in the proportions of a trained model, so that what was said makes a difference to what follows."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def ends(self, tokens: int) -> Iterator[Tensor]:
        """What the tokens go in and come out through."""
        yield self.matrix("token_embd.weight", _WIDTH, tokens)
        yield self.ones("output_norm.weight", _WIDTH)

    def attention(self, layer: int, *, head: int = _HEAD, gated: bool = False) -> Iterator[Tensor]:
        block, keys = f"blk.{layer}", _KEY_VALUE_HEADS * head
        yield self.ones(f"{block}.attn_norm.weight", _WIDTH)
        yield self.matrix(f"{block}.attn_q.weight", _WIDTH, _HEADS * head * (2 if gated else 1))
        yield self.matrix(f"{block}.attn_k.weight", _WIDTH, keys)
        yield self.matrix(f"{block}.attn_v.weight", _WIDTH, keys)
        yield self.ones(f"{block}.attn_q_norm.weight", head)
        yield self.ones(f"{block}.attn_k_norm.weight", head)
        yield self.matrix(f"{block}.attn_output.weight", _HEADS * head, _WIDTH)

    def feed_forward(self, layer: int, norm: str) -> Iterator[Tensor]:
        block = f"blk.{layer}"
        yield self.ones(f"{block}.{norm}.weight", _WIDTH)
        yield self.matrix(f"{block}.ffn_gate.weight", _WIDTH, _FEED_FORWARD)
        yield self.matrix(f"{block}.ffn_up.weight", _WIDTH, _FEED_FORWARD)
        yield self.matrix(f"{block}.ffn_down.weight", _FEED_FORWARD, _WIDTH)

    def gemma_norms(self, layer: int) -> Iterator[Tensor]:
        """Gemma's second norms: of what attention and the feed-forward layer give."""
        yield self.ones(f"blk.{layer}.post_attention_norm.weight", _WIDTH)
        yield self.ones(f"blk.{layer}.post_ffw_norm.weight", _WIDTH)

    def matrix(self, name: str, inputs: int, outputs: int = 0) -> Tensor:
        """A matrix, or a vector without `outputs`, that keeps the size of what goes through it."""
        spread = (3 / inputs) ** 0.5
        weights = array("f", (self._random.uniform(-spread, spread) for _ in range(inputs * (outputs or 1))))
        return Tensor(name, (inputs, outputs) if outputs else (inputs,), weights)

    def ones(self, name: str, count: int) -> Tensor:
        return Tensor(name, (count,), array("f", [1.0] * count))

    def decay(self, name: str, count: int) -> Tensor:
        """Rates at which a state forgets: negative, or it would grow without end."""
        return Tensor(name, (count,), array("f", (-self._random.uniform(0.05, 0.5) for _ in range(count))))


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
        f"{family}.attention.layer_norm_rms_epsilon": 1e-6,
        f"{family}.rope.freq_base": 1e6,
    }
