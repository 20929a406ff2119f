"""Tests of ``stable_signer.pose_to_video``."""
