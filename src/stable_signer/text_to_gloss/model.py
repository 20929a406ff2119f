"""SLUL's encoder-decoder: a T5 (``transformers``) of our own size with a vocabulary of whole symbols.

Difference from the paper (arXiv 2512.04048): trained from scratch, words travel as typed sentinels (see ``exchange``).
"""

from __future__ import annotations

from collections.abc import Sequence

from transformers import T5Config, T5ForConditionalGeneration

from stable_signer.text_to_gloss.config import SlulConfig


def build_model(config: SlulConfig, vocabulary: Sequence[str]) -> T5ForConditionalGeneration:
    """A T5 with random weights for a vocabulary whose first symbols are padding and end."""
    return T5ForConditionalGeneration(
        T5Config(
            vocab_size=len(vocabulary),
            d_model=config.d_model,
            d_kv=config.d_kv,
            d_ff=config.d_ff,
            num_layers=config.num_layers,
            num_decoder_layers=config.num_layers,
            num_heads=config.num_heads,
            dropout_rate=config.dropout,
            feed_forward_proj="relu",
            pad_token_id=0,
            eos_token_id=1,
            decoder_start_token_id=0,  # pyright: ignore[reportCallIssue]
        )
    )
