"""Tests of ``stable_signer.lexicon``."""
