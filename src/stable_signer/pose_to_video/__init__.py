"""Keypoints to video: the renderers (``skeleton``, ``avatar``), the camera that they share, and the files."""
