"""From a Motion to the bones of a body, and to keypoints.

A bone's transform is its rotation away from rest and the place of its head (see ``signer``). The arms are solved in the
frame of the upright chest and carried along by the torso; a hand that follows the head is carried along by the head.
Letters: t frames, b bones, v vertices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stable_signer.body import rotation
from stable_signer.body.hand import FINGERS, SIDES, finger_joints
from stable_signer.body.motion import Motion
from stable_signer.body.reach import ArmPose, solve_arm, within_reach
from stable_signer.body.signer import Body
from stable_signer.pose import Pose
from stable_signer.skeleton import SIGNER_131

SPINE_SHARES = {"spine_1": 0.1, "spine_2": 0.3, "spine_3": 0.55, "spine_4": 0.8, "chest": 1.0}
"""How much of the torso's rotation each vertebra has."""
NECK_SHARES = {"neck_1": 0.2, "neck_2": 0.42, "neck_3": 0.68, "head": 1.0}
"""How much of the head's rotation."""
_FOREARM_SHARES = {"forearm_1": 0.25, "forearm_2": 0.75}
"""How much of the forearm's turn: the radius turns about the ulna."""


@dataclass(frozen=True)
class Bones:
    """Bones over time: rotation away from rest (t b 3 3) and place of the head (t b 3), canonical space."""

    rotation: np.ndarray
    head: np.ndarray
    arms: tuple[ArmPose, ArmPose]
    """In the frame of the upright chest, with what could not be reached."""

    def __len__(self) -> int:
        return len(self.head)

    def place(self, bone: int, offset: np.ndarray) -> np.ndarray:
        """Where a point (3), given by its rest offset from the bone's head, is (t 3)."""
        return self.head[:, bone] + self.rotation[:, bone] @ offset

    def skinning(self, body: Body) -> np.ndarray:
        """Matrices (t b 3 4) float32 that take rest positions to posed ones."""
        shift = self.head - np.einsum("tbij,bj->tbi", self.rotation, body.heads)
        return np.concatenate([self.rotation, shift[..., None]], -1).astype(np.float32)


def bone_transforms(body: Body, motion: Motion) -> Bones:
    """All bones of a body in a motion."""
    turn, head = _trunk(body, motion)
    _eyes(body, turn, head, motion.gaze)
    wrist, palm = _riding(body, motion, turn, head)
    arms = tuple(
        solve_arm(body, side, wrist[:, side], palm[:, side], motion.swivel[:, side], motion.shrug[:, side], motion.fps)
        for side in (0, 1)
    )
    for side in (0, 1):
        _arm(body, turn, head, side, arms[side])
        _fingers(body, turn, head, side, motion.fingers[:, side])
    return Bones(turn, head, (arms[0], arms[1]))


def seen_wrists(body: Body, motion: Motion) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the wrists of ``pose_of`` are (t 2 3), canonical, without solving the arms.

    Also what reach took from them (t 2 3), in the frame of the upright chest, and the rotation of the chest (t 3 3).
    """
    turn, head = _trunk(body, motion)
    carried, _ = _riding(body, motion, turn, head)
    local = np.stack([within_reach(body.arms[i], carried[:, i], motion.shrug[:, i]) for i in (0, 1)], 1)
    chest = body.bone["chest"]
    seen = np.einsum("tij,thj->thi", turn[:, chest], local - body.heads[chest]) + head[:, chest, None]
    return seen, local - carried, turn[:, chest]


def _trunk(body: Body, motion: Motion) -> tuple[np.ndarray, np.ndarray]:
    """Rotations (t b 3 3) and places (t b 3) of all bones, with those of spine, neck and head filled in."""
    t, b = len(motion), len(body.bones)
    turn, head = np.broadcast_to(np.eye(3), (t, b, 3, 3)).copy(), np.zeros((t, b, 3))
    head[:, 0] = body.heads[0]
    _chain(body, turn, head, SPINE_SHARES, motion.torso, np.broadcast_to(np.eye(3), (t, 3, 3)))
    _chain(body, turn, head, NECK_SHARES, motion.head, turn[:, body.bone["chest"]].copy())
    return turn, head


def _chain(
    body: Body, turn: np.ndarray, head: np.ndarray, shares: dict[str, float], vector: np.ndarray, base: np.ndarray
) -> None:
    """Rotate a chain of bones, each by its share of a rotation vector (t 3), on top of ``base`` (t 3 3)."""
    for name, share in shares.items():
        bone = body.bone[name]
        turn[:, bone] = base @ rotation.matrix(rotation.exp(share * np.asarray(vector, np.float64)))
        _attach(body, turn, head, bone)


def _attach(body: Body, turn: np.ndarray, head: np.ndarray, bone: int) -> None:
    """Put a bone's head where its parent carries it."""
    parent = body.parents[bone]
    head[:, bone] = head[:, parent] + turn[:, parent] @ (body.heads[bone] - body.heads[parent])


def _eyes(body: Body, turn: np.ndarray, head: np.ndarray, gaze: np.ndarray) -> None:
    vector = np.stack([-gaze[:, 1], gaze[:, 0], np.zeros(len(gaze))], -1)
    look = rotation.matrix(rotation.exp(vector.astype(np.float64)))
    for side in SIDES:
        bone = body.bone[f"{side}_eye"]
        turn[:, bone] = turn[:, body.bone["head"]] @ look
        _attach(body, turn, head, bone)


def _riding(body: Body, motion: Motion, turn: np.ndarray, head: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wrists (t 2 3) and hand frames (t 2 3 3) in the upright chest's frame, moved with the head where they follow
    it."""
    chest, skull = body.bone["chest"], body.bone["head"]
    back = np.swapaxes(turn[:, chest], -1, -2)
    nod = back @ turn[:, skull]
    moved = np.einsum("tij,tj->ti", back, head[:, skull] - head[:, chest]) + body.heads[chest]
    wrist = np.asarray(motion.wrist, np.float64)
    carried = np.einsum("tij,thj->thi", nod, wrist - body.heads[skull]) + moved[:, None]
    follow = np.asarray(motion.follow_head, np.float64)
    part = rotation.matrix(rotation.exp(follow[..., None] * rotation.log(rotation.quaternion(nod))[:, None]))
    return wrist + follow[..., None] * (carried - wrist), part @ rotation.matrix(motion.palm)


def _arm(body: Body, turn: np.ndarray, head: np.ndarray, side: int, arm: ArmPose) -> None:
    """Write the bones of an arm, carried from the upright chest's frame to where the chest is."""
    chest = body.bone["chest"]
    lift, origin = turn[:, chest], head[:, chest]
    axis = body.arms[side].upper_frame[:, 0]
    half = _without_half_twist(arm.girdle, arm.upper, axis)
    fore_axis = body.arms[side].fore_frame[:, 0]
    rotations = {
        "clavicle": arm.girdle,
        "shoulder": arm.girdle,
        "upper_arm_1": half,
        "upper_arm_2": arm.upper,
        **{name: arm.fore @ rotation.about(fore_axis, share * arm.twist) for name, share in _FOREARM_SHARES.items()},
        "hand": arm.hand,
    }
    fixed = {"upper_arm_1": arm.shoulder, "forearm_1": arm.elbow, "hand": arm.wrist}
    for name, local in rotations.items():
        bone = body.bone[f"{SIDES[side]}_{name}"]
        turn[:, bone] = lift @ local
        if name in fixed:
            head[:, bone] = origin + np.einsum("tij,tj->ti", lift, fixed[name] - body.heads[chest])
        else:
            _attach(body, turn, head, bone)


def _without_half_twist(girdle: np.ndarray, upper: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """The upper arm's rotation with half of its turn about its own length taken back: the skin of the shoulder
    twists less."""
    q = rotation.quaternion(np.swapaxes(girdle, -1, -2) @ upper)
    twist = 2.0 * np.arctan2(q[:, :3] @ axis, q[:, 3])
    return upper @ rotation.about(axis, -0.5 * twist)


def _fingers(body: Body, turn: np.ndarray, head: np.ndarray, side: int, fingers: np.ndarray) -> None:
    """Write the bones of the fingers on the hand bone, which is in place."""
    hand, bone = body.hands[side], body.bone[f"{SIDES[side]}_hand"]
    rotations, joints = finger_joints(hand, fingers)
    mirror = np.diag([hand.sign, 1.0, 1.0])
    frame = hand.frame @ mirror
    carried = turn[:, bone] @ frame
    turn[:, hand.bones] = carried[:, None, None] @ rotations @ frame.T
    head[:, hand.bones] = head[:, bone, None, None] + np.einsum("tij,tfpj->tfpi", carried, joints[:, :, :3])


def face_points(body: Body, weights: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """Rest positions (t n 3) of vertices (n,) displaced by facial actions (t 52)."""
    order = np.searchsorted(body.action_vertices, vertices)
    order = np.minimum(order, len(body.action_vertices) - 1)
    known = body.action_vertices[order] == vertices
    deltas = body.action_deltas[:, order] * known[None, :, None]
    moved = np.asarray(weights, np.float32) @ deltas.reshape(len(deltas), -1)
    return body.rest_vertices[vertices] + moved.reshape(len(weights), len(vertices), 3)


def pose_of(body: Body, motion: Motion) -> Pose:
    """Keypoints (signer-131, all with confidence 1 except knees and ankles) of a body in a motion."""
    return keypoints(body, motion, bone_transforms(body, motion))


def keypoints(body: Body, motion: Motion, bones: Bones) -> Pose:
    """As ``pose_of`` for bones that are known already."""
    xyz = np.zeros((len(bones), len(SIGNER_131), 3), np.float32)
    confidence = np.ones(xyz.shape[:2], np.float32)
    confidence[:, _LEGS] = 0.0
    for joint, name in _BODY_JOINTS.items():
        xyz[:, joint] = bones.head[:, body.bone[name]]
    xyz[:, 1] = 0.5 * (xyz[:, 2] + xyz[:, 5])
    skull = body.bone["head"]
    for side, prefix in enumerate(SIDES):
        hand = SIGNER_131.hand(prefix)
        chain = body.hands[side].bones
        xyz[:, hand[0]] = bones.head[:, body.bone[f"{prefix}_hand"]]
        for i in range(len(FINGERS)):
            xyz[:, hand[4 * i + 1 : 4 * i + 4]] = bones.head[:, chain[i]]
            end = body.finger_ends[side, i] - body.heads[chain[i, 2]]
            xyz[:, hand[4 * i + 4]] = bones.place(int(chain[i, 2]), end)
        ear = body.places[f"{prefix}-ear"]
        xyz[:, _EARS[side]] = bones.place(skull, ear.position - body.heads[skull])
        xyz[:, _HIPS[side]] = bones.place(0, body.hips[side] - body.heads[0])
        eye = body.bone[f"{prefix}_eye"]
        xyz[:, _EYES[side]] = bones.place(skull, body.eye_fronts[side] - body.heads[skull])
        xyz[:, _IRISES[side]] = bones.place(eye, body.eye_fronts[side] - body.heads[eye])
    marks = np.concatenate([body.face_68, [body.tongue_tip]])
    local = face_points(body, motion.face, marks) - body.heads[skull]
    face = np.einsum("tij,tnj->tni", bones.rotation[:, skull], local) + bones.head[:, skull, None]
    xyz[:, SIGNER_131.face], xyz[:, -1] = face[:, :68], face[:, 68]
    xyz[:, 0] = face[:, 30]
    return Pose(xyz, confidence, motion.fps, SIGNER_131)


_BODY_JOINTS = {
    2: "right_upper_arm_1", 3: "right_forearm_1", 4: "right_hand",
    5: "left_upper_arm_1", 6: "left_forearm_1", 7: "left_hand",
}  # fmt: skip
_EYES, _EARS, _IRISES, _HIPS = (14, 15), (16, 17), (128, 129), (8, 11)
_LEGS = [9, 10, 12, 13]
