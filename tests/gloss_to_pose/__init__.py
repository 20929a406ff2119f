"""Tests of ``stable_signer.gloss_to_pose``."""
