"""Every error that a user can cause, as a tree under one base class.

A message is one line: what was given, what was expected, what to do.
"""

from __future__ import annotations


class StableSignerError(Exception):
    """Base of all errors that the command line prints as one line without a traceback."""


class GlossError(StableSignerError):
    """A gloss line that does not parse, or a gloss sequence whose spans do not nest."""


class PlanError(StableSignerError):
    """A signing plan that is not valid JSON, has a wrong field, or is of another version."""


class PoseError(StableSignerError):
    """Keypoints of a wrong shape, range or skeleton, or a broken pose file."""


class LexiconError(StableSignerError):
    """A lexicon entry or a form in the phonological notation that cannot be read or performed."""


class TextError(StableSignerError):
    """Text with nothing to sign in it, or (with ``strict``) with words that have no sign."""


class VideoError(StableSignerError):
    """A file that cannot be written or read, or a picture size, rate or suffix that is not known."""


class ModelError(StableSignerError):
    """Weights or a tokenizer that are missing, corrupt or of another version."""
