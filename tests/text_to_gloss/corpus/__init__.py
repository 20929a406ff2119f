"""Tests of ``stable_signer.text_to_gloss.corpus``."""
