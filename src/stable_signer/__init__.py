"""Stable Signer: a sentence in, a video of a person signing it in American Sign Language out.

>>> from stable_signer import StableSigner
>>> StableSigner.from_pretrained().sign("Hello, how are you?").save("hello.mp4")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stable_signer.clip import Clip as Clip
    from stable_signer.errors import StableSignerError as StableSignerError
    from stable_signer.gloss import GlossSequence as GlossSequence
    from stable_signer.gloss import Sign as Sign
    from stable_signer.gloss import Span as Span
    from stable_signer.gloss import parse_gloss as parse_gloss
    from stable_signer.pipeline import Cascade as Cascade
    from stable_signer.pipeline import StableSigner as StableSigner
    from stable_signer.plan import SigningPlan as SigningPlan
    from stable_signer.pose import Pose as Pose

_HOME = {
    "Cascade": "pipeline",
    "Clip": "clip",
    "GlossSequence": "gloss",
    "Pose": "pose",
    "Sign": "gloss",
    "SigningPlan": "plan",
    "Span": "gloss",
    "StableSigner": "pipeline",
    "StableSignerError": "errors",
    "parse_gloss": "gloss",
}
__all__ = sorted(_HOME)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    """Load public names at their first use: ``import stable_signer`` and ``--help`` stay quick."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
