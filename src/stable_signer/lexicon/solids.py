"""Hands and forearms as balls: how deep they are in the body or in each other. Hands: 0 right, 1 left.

Axis letters: n postures, k keys, c candidates, p balls of the hand, q balls of an obstacle, t frames.
"""

from __future__ import annotations

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.hand import phalanx_rotations
from stable_signer.body.signer import Body
from stable_signer.lexicon import overlap
from stable_signer.lexicon.elbows import elbows

#: Balls along a finger: phalanx, share of its length, centimetres toward the palm side, radius; for a hand whose
#: middle knuckle is KNUCKLE_CM from the wrist.
_FINGER_BALLS = (
    (0, 0.5, 0.5, 0.92),
    (1, 0.0, 0.45, 0.88),
    (1, 0.5, 0.42, 0.82),
    (2, 0.0, 0.35, 0.76),
    (2, 0.4, 0.3, 0.7),
    (2, 0.75, 0.22, 0.6),
)
KNUCKLE_CM = 11.1
#: Balls along a forearm: share of its length from the wrist, radius.
_FOREARM_BALLS = ((0.08, 1.75), (0.25, 2.0), (0.45, 2.4), (0.65, 2.9), (0.85, 3.2))


def samples(body: Body, fingers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a right hand: centres (n p 3) in its frame for finger angles (n 5 4), and radii (p).

    The bones of the model lie near the back of the fingers, so the balls are moved toward the palm side.
    """
    hand = body.hands[0]
    straight = phalanx_rotations(fingers)
    steps = np.einsum("nfpij,fpj->nfpi", straight @ hand.straighten, hand.steps)
    heads = hand.bases[:, None] + np.concatenate([np.zeros_like(steps[:, :, :1]), np.cumsum(steps, 2)[:, :, :2]], 2)
    size = float(hand.bases[2, 1]) / KNUCKLE_CM
    inward = straight[..., 2].copy()
    inward[:, 0] = -straight[:, 0, :, :, 0]
    parts = [
        heads[:, :, p] + share * steps[:, :, p] + (depth_cm * size) * inward[:, :, p]
        for p, share, depth_cm, _ in _FINGER_BALLS
    ]
    bases = hand.bases[1:] + np.array([0.0, 0.0, 0.5 * size])
    palm = np.broadcast_to(np.concatenate([bases, 0.55 * hand.bases[1:]]), (len(fingers), 8, 3))
    centres = np.concatenate([np.stack(parts, 2).reshape(len(fingers), -1, 3), palm], 1)
    radii = np.concatenate([np.tile([ball[3] for ball in _FINGER_BALLS], 5), [1.05] * 4, [1.4] * 4])
    return centres, radii * size


def forearm_balls(body: Body, side: int, wrist: np.ndarray, swivel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Balls that fill a forearm: centres (t p 3), radii (p), for wrists (t 3) and swivels (t)."""
    flip = np.array([-1.0 if side == 1 else 1.0, 1.0, 1.0])
    elbow = elbows(body, wrist * flip, swivel[:, None])[0] * flip
    share, radii = np.array(_FOREARM_BALLS).T
    size = float(body.hands[0].bases[2, 1]) / KNUCKLE_CM
    return wrist[:, None] + share[:, None] * (elbow - wrist[:, None]), radii * size


def depth_in(balls: np.ndarray, centres: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """How deep (c), 0 if not, one of the balls at ``centres`` (c p 3) sinks into ``balls`` (q 4)."""
    return overlap.deepest(centres, radii, balls[:, :3], balls[:, 3])


def placed(wrist: np.ndarray, palm: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Balls (k c p 3) of right hands with wrists (k c 3), palms (k c 4) and balls (k p 3) in the frame of the hand."""
    return wrist[:, :, None] + centres[:, None] @ np.swapaxes(rotation.matrix(palm), -1, -2)


def depth(body: Body, wrist: np.ndarray, centres: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """How deep (k c), 0 if not, hands with wrists (k c 3) and balls (k c p 3) sink into the body."""
    result = np.zeros(wrist.shape[:2])
    near = body.distance(wrist[:, 0]) < 25.0 / body.cm
    if near.any():
        result[near] = np.maximum(radii - body.distance(centres[near]), 0.0).max(-1)
    return result
