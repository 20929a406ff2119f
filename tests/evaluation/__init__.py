"""Tests of ``stable_signer.evaluation``."""
