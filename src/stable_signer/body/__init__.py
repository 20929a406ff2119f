"""The signer's body: the baked people, how they move, and how keypoints become their movement."""
