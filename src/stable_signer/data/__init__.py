"""Keypoints of other programs: their files in, ours out."""
