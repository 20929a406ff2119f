"""The baked signers."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from stable_signer.body.signer import DEFAULT_SIGNER, GRID_STEP_CM, SIGNERS, load_body
from stable_signer.errors import ModelError


@pytest.mark.parametrize("name", SIGNERS)
def test_is_whole(name: str) -> None:
    body = load_body(name)
    assert 28 < body.cm < 45
    assert (body.parents[1:] < np.arange(1, len(body.bones))).all() and body.parents[0] == -1
    assert body.faces.max() < len(body.rest_vertices)
    np.testing.assert_allclose(body.weights.sum(1), 1.0, atol=1e-6)
    shoulders = body.heads[[body.bone["right_upper_arm_1"], body.bone["left_upper_arm_1"]]]
    np.testing.assert_allclose(shoulders.mean(0), 0.0, atol=1e-5)
    assert np.linalg.norm(shoulders[1] - shoulders[0]) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("name", SIGNERS)
def test_places_lie_on_the_surface_and_face_outward(name: str) -> None:
    body = load_body(name)
    for key, place in body.places.items():
        assert np.linalg.norm(place.normal) == pytest.approx(1.0, abs=1e-5)
        if "arm" in key or "elbow" in key:
            continue
        near = 1.5 if "shoulder" in key else 0.8  # the grid ends where the arms begin
        assert abs(body.distance(place.position)) * body.cm < near, key
        assert body.distance(place.position + 0.1 * place.normal) > 0.03, key


@pytest.mark.parametrize("name", SIGNERS)
def test_places_are_where_their_names_say(name: str) -> None:
    places = load_body(name).places
    heights = [
        places[key].position[1]
        for key in ("top-of-head", "forehead", "nose", "mouth", "chin", "neck", "chest", "belly")
    ]
    assert heights == sorted(heights, reverse=True)
    for key, place in places.items():
        side = -1 if key.startswith("right-") else 1 if key.startswith("left-") else 0
        assert place.position[0] * side > 0 if side else abs(place.position[0]) < 0.06 or key == "heart", key
    assert places["heart"].position[0] > 0.1
    for key in ("nose-tip", "mouth", "chin", "chest", "right-shoulder", "forehead"):
        assert places[key].normal[2] > 0.6, key


def test_distance_far_away_and_inside() -> None:
    body = load_body()
    assert body.distance(np.array([0.0, -0.5, 0.0])) < -0.1
    assert body.distance(np.array([0.0, 0.0, 3.0])) > 2.0
    points = np.random.default_rng(0).uniform(-0.4, 0.4, (500, 3))
    step = np.array([0.01, 0.0, 0.0])
    assert (np.abs(body.distance(points + step) - body.distance(points)) < 0.02).all()


def test_distance_is_that_of_scipy_on_the_grid() -> None:
    body = load_body()
    lines = [body.grid_corner[axis] + GRID_STEP_CM * np.arange(body.grid.shape[axis]) for axis in range(3)]
    field = RegularGridInterpolator(lines, body.grid.astype(float))
    low, high = ([line[end] for line in lines] for end in (0, -2))
    points = np.random.default_rng(0).uniform(low, high, (200, 3))
    points = points[points[:, 1] / body.cm > body.hips[0, 1] + 0.4]
    np.testing.assert_allclose(body.distance(points / body.cm) * body.cm * 10, field(points), atol=1e-6)


def test_two_sides_of_the_hand_are_told_apart() -> None:
    body = load_body()
    for side, sign in ((0, 1.0), (1, -1.0)):
        hand = body.hands[side]
        points = {name: body.heads[bone] + offset for name, (bone, offset) in body.hand_points[side].items()}
        thumbward = hand.frame[:, 0] * sign
        assert (points["index-radial"] - points["index-ulnar"]) @ thumbward > 0
        assert (points["palm"] - points["back"]) @ hand.frame[:, 2] > 0
        assert (points["index-pad"] - points["index-nail"]) @ hand.frame[:, 2] > 0


def test_unknown_name() -> None:
    with pytest.raises(ModelError, match=DEFAULT_SIGNER):
        load_body("nobody")


def test_loads_fast() -> None:
    started = time.process_time()
    load_body.__wrapped__(DEFAULT_SIGNER)
    assert time.process_time() - started < 0.2
