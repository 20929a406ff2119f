"""Tests of ``stable_signer.body``."""
