"""Tests of ``stable_signer.data``."""
