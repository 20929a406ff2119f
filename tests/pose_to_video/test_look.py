"""The shipped looks."""

from __future__ import annotations

import numpy as np
import pytest

from stable_signer.body.kinematics import bone_transforms
from stable_signer.body.motion import FACIAL_ACTIONS, rest
from stable_signer.body.signer import SIGNERS, load_body
from stable_signer.errors import ModelError
from stable_signer.pose_to_video import look
from stable_signer.pose_to_video.light import CLOTH, CURLS, EYE, HAIR, SKIN, TEETH, Background, linear_of_srgb
from stable_signer.pose_to_video.look import coarser, load_look

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def contrast(a: float, b: float) -> float:
    """Ratio of luminances as in WCAG 2."""
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def lab(linear: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear RGB."""
    matrix = np.array([[0.4124, 0.3576, 0.1805], LUMINANCE, [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(matrix @ linear / matrix.sum(1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def vertices_of(name: str, *materials: int) -> np.ndarray:
    surface = load_look(name).surface
    return np.unique(surface.faces[np.isin(surface.material, materials)])


def luminance(name: str, vertices: np.ndarray) -> float:
    return float(np.median(load_look(name).surface.albedo[vertices] @ LUMINANCE))


def hands(name: str) -> np.ndarray:
    own = load_look(name)
    skin = vertices_of(name, SKIN)
    return skin[np.abs(own.rest[skin, 0]) > 0.7]


@pytest.mark.parametrize("name", SIGNERS)
def test_a_look_is_whole(name: str) -> None:
    own = load_look(name)
    assert np.allclose(own.weights.sum(1), 1, atol=1e-5)
    assert own.weight_bones.max() < len(load_body(name).bones)
    assert own.surface.faces.max() < len(own.rest)
    assert np.isfinite(own.rest).all()
    assert len(own.surface.material) == len(own.surface.faces) == len(own.surface.uv) == len(own.two_sided)
    assert {SKIN, CLOTH, EYE, TEETH} <= set(own.surface.material.tolist())
    assert len(own.surface.faces) < 32_000


@pytest.mark.parametrize("name", SIGNERS)
def test_hands_contrast_with_the_shirt_and_hair_and_shirt_with_the_backdrop(name: str) -> None:
    hand, shirt = luminance(name, hands(name)), luminance(name, vertices_of(name, CLOTH))
    assert contrast(hand, shirt) > 2.0
    backdrop = lab(linear_of_srgb(np.array(Background().centre)))
    for vertices, least in ((hands(name), 22), (vertices_of(name, CLOTH), 22), (vertices_of(name, HAIR, CURLS), 10)):
        if len(vertices):
            assert np.linalg.norm(backdrop - lab(np.median(load_look(name).surface.albedo[vertices], 0))) > least


def test_the_signers_look_different() -> None:
    colours = [tuple(np.round(load_look(name).surface.albedo[hands(name)].mean(0), 3)) for name in SIGNERS]
    assert len(SIGNERS) >= 6
    assert len(set(colours)) == len(SIGNERS)


def posed(name: str, **actions: float) -> np.ndarray:
    own, motion = load_look(name), rest(1, 25.0)
    face = np.zeros(len(FACIAL_ACTIONS))
    for action, weight in actions.items():
        face[FACIAL_ACTIONS.index(action)] = weight
    matrices = bone_transforms(load_body(name), motion).skinning(load_body(name))[0]
    out, moved = np.empty_like(own.rest), np.empty_like(own.rest)
    own.posed(matrices, face, moved, out)
    return out


def test_a_blink_moves_the_lids_alone() -> None:
    moved = np.linalg.norm(posed("ada", eyeBlinkLeft=1.0) - posed("ada"), axis=1)
    assert moved.max() > 0.01
    assert moved[vertices_of("ada", CLOTH)].max() == 0
    assert moved[vertices_of("ada", EYE)].max() == 0
    # the signer's left is on the right of the picture
    assert np.average(load_look("ada").rest[:, 0], weights=moved) > 0.05


def test_the_jaw_takes_the_lower_teeth_along() -> None:
    moved = np.linalg.norm(posed("ben", jawOpen=1.0) - posed("ben"), axis=1)
    assert moved[vertices_of("ben", TEETH)].max() > 0.03
    assert moved[vertices_of("ben", HAIR)].max() == 0


def test_unknown_and_broken_looks_are_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="choose one of"):
        load_look("nobody")
    (tmp_path / "shared.safetensors").write_bytes(b"not a tensor file")
    monkeypatch.setattr(look, "LOOKS", tmp_path)
    load_look.cache_clear()
    with pytest.raises(ModelError, match="cannot be read"):
        load_look("ada")
    load_look.cache_clear()


def test_a_coarser_texture_keeps_its_mean() -> None:
    texture = np.random.default_rng(0).random((8, 8, 3)).astype(np.float32)
    assert coarser(texture, 2).shape == (4, 4, 3)
    assert np.allclose(coarser(texture, 4).mean((0, 1)), texture.mean((0, 1)), atol=1e-6)


@pytest.mark.parametrize("name", SIGNERS)
def test_a_look_fits_its_body(name: str) -> None:
    """Bodies and looks are baked apart: the skin that shows must be the body's own."""
    skin = load_look(name).rest[vertices_of(name, SKIN)]
    nose = load_body(name).places["nose-tip"].position
    assert np.linalg.norm(skin - nose, axis=1).min() < 2e-3
    assert abs(skin[:, 0].min() - load_body(name).rest_vertices[:, 0].min()) < 2e-3
