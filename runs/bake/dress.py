"""Puts the looks of the signers together: skin that shows, shirt, hair, eyes, teeth, tongue, lashes; writes one file
a signer."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import save_file

from bake import clothes, hair, head_map, mesh, occlusion, paint, skeleton
from bake.assemble import CLOTH, EYE, GROUPS, HAIR, LASH, MOUTH, NAIL, SKIN, TEETH
from bake.signers import RECIPES, Recipe
from bake.source import NUM_BODY, Figure, Source, figure, load_source, vertex_mask
from bake.styles import STYLES, Style

# one of the two layers of lashes is enough for the eye
_PARTS = {group: material for group, material in GROUPS.items() if not group.endswith("eyelashes-1")}
_PLAIN = {TEETH: (0.70, 0.66, 0.57), MOUTH: (0.36, 0.09, 0.08), EYE: (0.7, 0.68, 0.65)}
CURLS = 8
_TROUSERS = (0.030, 0.033, 0.040)


@dataclass(frozen=True)
class Wardrobe:
    """What the signers' meshes share: patches of the base mesh in one list of vertices."""

    body: mesh.Patch
    """Skin, eyes, teeth, tongue, lashes."""
    body_material: np.ndarray
    """(f)."""
    trousers: mesh.Patch
    shirt: mesh.Patch
    hem_edges: np.ndarray
    """(e 2) shirt vertices along its borders."""
    hem_faces: np.ndarray
    hem_origin: np.ndarray
    """(n) shirt vertices whose weights the hem shares."""
    uv: np.ndarray
    """(f 3 2) of all faces; -1 where a face has no texture."""
    head: head_map.HeadMap
    scalp: np.ndarray
    """Base vertices of head and neck without ears."""
    lashes: tuple[np.ndarray, np.ndarray]
    """Base vertices of the lashes, and the vertex of the lid next to each."""

    @property
    def faces(self) -> np.ndarray:
        """(f 3) over body, shirt and hem vertices."""
        n, m, k = len(self.body.t), len(self.trousers.t), len(self.shirt.t)
        parts = [self.body.faces, self.trousers.faces + n, self.shirt.faces + n + m, self.hem_faces + n + m + k]
        return np.concatenate(parts)

    @property
    def material(self) -> np.ndarray:
        """(f)."""
        cloth = len(self.trousers.faces) + len(self.shirt.faces) + len(self.hem_faces)
        return np.r_[self.body_material, np.full(cloth, CLOTH)].astype(np.uint8)

    def spread(self, base: np.ndarray) -> np.ndarray:
        """Values of base vertices carried to all vertices."""
        shirt = self.shirt.of(base)
        return np.concatenate([self.body.of(base), self.trousers.of(base), shirt, shirt[self.hem_origin]])


def dress_all(folder: Path) -> None:
    """Write ``shared.safetensors`` and one file a signer into the folder."""
    source = load_source()
    reference = _placed(source, figure(source, {}, {}))
    wardrobe = make_wardrobe(source, reference)
    folder.mkdir(parents=True, exist_ok=True)
    save_shared(source, wardrobe, folder)
    for recipe in RECIPES:
        save_look(source, wardrobe, reference, recipe, folder)


def _placed(source: Source, body: Figure) -> Figure:
    """A figure in shoulder widths from the neck."""
    heads, names = skeleton.our_heads(source, body), list(skeleton.BONES)
    shoulders = heads[[names.index("right_upper_arm_1"), names.index("left_upper_arm_1")]]
    neck, width = shoulders.mean(0), np.linalg.norm(shoulders[1] - shoulders[0])
    return Figure((body.vertices - neck) / width, (heads - neck) / width, body.tails)


def make_wardrobe(source: Source, reference: Figure) -> Wardrobe:
    """Choose and cut the faces on the reference figure."""
    points, heads, names = reference.vertices, reference.heads, list(skeleton.BONES)
    elbows = heads[[names.index("right_forearm_1"), names.index("left_forearm_1")]]
    wrists = heads[[names.index("right_hand"), names.index("left_hand")]]
    body, material = _body_parts(source, points, elbows, wrists)
    shirt = clothes.shirt_patch(source, points, elbows, wrists)
    hem_edges = mesh.border_edges(shirt.faces)
    _, hem_faces, hem_origin = clothes.hem(shirt, clothes.fit(shirt, points), hem_edges)
    normals = mesh.normals_of(points[:NUM_BODY], mesh.triangles(source.quads["body"]))
    trousers = clothes.trousers_patch(source, points)
    uv = np.full((len(body.faces) + len(trousers.faces) + len(shirt.faces) + len(hem_faces), 3, 2), -1.0)
    corners = body.of(points)[body.faces]
    on_head = (corners[..., 1] > head_map.BOTTOM).all(1) & (np.abs(corners[..., 0]) < 0.5).all(1) & (material == SKIN)
    uv[: len(body.faces)][on_head] = head_map.head_uv(corners[on_head])
    for group in ("helper-r-eye", "helper-l-eye"):
        ball = points[np.unique(source.quads[group])]
        mine = (material == EYE) & (np.sign(corners[:, 0, 0]) == np.sign(ball[:, 0].mean()))
        uv[: len(body.faces)][mine] = head_map.eye_uv(corners[mine], ball.mean(0), np.ptp(ball[:, 1]) / 2)
    head = head_map.head_map(source, points, normals)
    return Wardrobe(
        body,
        material,
        trousers,
        shirt,
        hem_edges,
        hem_faces,
        hem_origin,
        uv,
        head,
        _scalp(source, points),
        _lashes(source, points),
    )


def _body_parts(
    source: Source, points: np.ndarray, elbows: np.ndarray, wrists: np.ndarray
) -> tuple[mesh.Patch, np.ndarray]:
    """The skin that shows and the small parts of the head, with a material a face."""
    groups = ["body", *_PARTS]
    quads = np.concatenate([source.quads[g] for g in groups])
    uv = np.concatenate([source.quad_uv[g] for g in groups])
    material = np.concatenate([np.full(len(source.quads[g]), _PARTS.get(g, SKIN)) for g in groups])
    inside, nails = np.zeros(len(points)), np.zeros(len(points))
    inside[:NUM_BODY], nails[:NUM_BODY] = vertex_mask(source, "inside-mouth"), vertex_mask(source, "fingernails")
    material[(inside[quads] > 0.5).all(1) & (material == SKIN)] = MOUTH
    material[(nails[quads].mean(1) > 0.5) & (material == SKIN)] = NAIL
    patch = mesh.patch_of(quads, uv)
    material = np.tile(material, 2)
    place = patch.of(points)
    forearm = np.max([clothes.along_forearm(place, e, w) for e, w in zip(elbows, wrists, strict=True)], 0)
    shows = ((clothes.inside_neckline(place) > -0.05) & (forearm < 0)) | (forearm > clothes.CUFF - 0.12)
    chosen = shows[patch.faces].all(1)
    return mesh.keep(patch, chosen), material[chosen]


def _scalp(source: Source, points: np.ndarray) -> np.ndarray:
    used = np.unique(source.quads["body"])
    away = np.linalg.norm(points[used] - hair.CENTRE, axis=1)
    ears = vertex_mask(source, "ears")[used]
    return used[(points[used, 1] > 0.45) & (away < 0.45) & (away > 0.16) & (ears < 0.02)]


def _lashes(source: Source, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from scipy.spatial import KDTree

    lashes = np.unique(np.concatenate([source.quads[g].ravel() for g, m in _PARTS.items() if m == LASH]))
    skin = np.unique(source.quads["body"])
    return lashes, skin[KDTree(points[skin]).query(points[lashes])[1]]


def save_shared(source: Source, wardrobe: Wardrobe, folder: Path) -> None:
    """Faces, texture coordinates, skin weights and facial actions."""
    weights, bones = skeleton.four_weights(source)
    dense = np.zeros((len(weights), len(skeleton.BONES)))
    np.add.at(dense, (np.arange(len(weights))[:, None], bones), weights)
    dense = wardrobe.spread(dense)
    four = np.argsort(-dense, axis=1, kind="stable")[:, :4]
    weights = np.take_along_axis(dense, four, 1)
    starts, vertices, deltas = _sparse_actions(source, wardrobe)
    tensors = {
        "faces": wardrobe.faces.astype(np.uint16),
        "uv": np.round(np.where(wardrobe.uv < 0, 0, wardrobe.uv * 65000 + 1)).astype(np.uint16),
        "material": wardrobe.material,
        "num_hem_faces": np.array([len(wardrobe.hem_faces)], np.int32),
        "weights": np.round(weights / weights.sum(1, keepdims=True) * 255).astype(np.uint8),
        "weight_bones": four.astype(np.uint8),
        "action_starts": starts.astype(np.int32),
        "action_vertices": vertices.astype(np.uint16),
        "action_deltas": deltas.astype(np.float16),
    }
    meta = {"bones": list(skeleton.BONES), "actions": list(source.actions)}
    _save(tensors, folder / "shared.safetensors", meta)


def _sparse_actions(source: Source, wardrobe: Wardrobe) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each action the vertices it moves and by how many metres; the eyeballs turn with their bones instead."""
    base = source.action_deltas.copy()
    for group in ("helper-r-eye", "helper-l-eye"):
        base[:, source.quads[group].ravel()] = 0
    starts, vertices, deltas = [0], [], []
    for action in base:
        moved = wardrobe.spread(action)
        chosen = np.flatnonzero(np.linalg.norm(moved, axis=1) > 1.5e-4)
        vertices.append(chosen)
        deltas.append(moved[chosen])
        starts.append(starts[-1] + len(chosen))
    return np.array(starts), np.concatenate(vertices), np.concatenate(deltas)


def save_look(source: Source, wardrobe: Wardrobe, reference: Figure, recipe: Recipe, folder: Path) -> None:
    """Rest vertices, colours, occlusion, hair and texture of one signer."""
    style, body = STYLES[recipe.name], figure(source, recipe.phenotype, recipe.changes)
    placed = _placed(source, body)
    seed = sorted(STYLES).index(recipe.name)
    base = _groomed(source, wardrobe, reference, style, placed.vertices)
    vertices = _rest(wardrobe, base)
    locks = _hair(wardrobe, reference, style, base, seed)
    number = len(vertices)
    everything = np.concatenate([vertices, locks.vertices])
    faces = np.concatenate([wardrobe.faces, locks.faces + number])
    normals = mesh.normals_of(everything, faces)
    sky = occlusion.open_sky(everything, faces, normals)
    albedo = np.concatenate(
        [_albedo(source, wardrobe, style, base), paint.linear(style.looks.hair) * locks.streak[:, None]]
    )
    texture = paint.head_texture(style.looks, wardrobe.head, seed)
    tensors = {
        "vertices": everything.astype(np.float32),
        "hair_material": np.array([CURLS if style.hair and style.hair.curls else HAIR], np.uint8),
        "hair_hangs": np.array([style.hair is not None and style.hair.hang], np.uint8),
        "hair_faces": (locks.faces + number).astype(np.uint16),
        "albedo": np.round(255 * _srgb(albedo)).astype(np.uint8),
        "occlusion": np.round(255 * _softened(wardrobe, sky)).astype(np.uint8),
        "texture": np.frombuffer(_encoded(texture), np.uint8),
    }
    _save(tensors, folder / f"{recipe.name}.safetensors", {"about": recipe.about})


def _save(tensors: dict[str, np.ndarray], path: Path, meta: dict) -> None:
    # safetensors writes the memory as it lies: arrays must lie in row order
    ordered = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
    save_file(ordered, path, {"stable_signer": json.dumps(meta)})
    path.chmod(0o644)


def _groomed(source: Source, wardrobe: Wardrobe, reference: Figure, style: Style, base: np.ndarray) -> np.ndarray:
    """The base vertices with short lashes, and the skin pushed out where a full beard grows."""
    base = base.copy()
    lash, lid = wardrobe.lashes
    base[lash] = base[lid] + style.looks.lashes * (base[lash] - base[lid])
    if style.looks.beard:
        field = paint.beard_field(
            reference.vertices[:NUM_BODY], vertex_mask(source, "lips"), vertex_mask(source, "ears")
        )
        field *= 1 - vertex_mask(source, "inside-mouth")
        normals = mesh.normals_of(base[:NUM_BODY], mesh.triangles(source.quads["body"]))
        base[:NUM_BODY] += 0.016 * style.looks.beard * field[:, None] * normals
    return base


def _rest(wardrobe: Wardrobe, base: np.ndarray) -> np.ndarray:
    shirt = clothes.fit(wardrobe.shirt, base)
    rings, _, _ = clothes.hem(wardrobe.shirt, shirt, wardrobe.hem_edges)
    trousers = wardrobe.trousers.of(base)
    trousers = trousers - 0.05 * mesh.normals_of(trousers, wardrobe.trousers.faces)
    return np.concatenate([wardrobe.body.of(base), trousers, shirt, rings])


def _hair(wardrobe: Wardrobe, reference: Figure, style: Style, base: np.ndarray, seed: int) -> hair.Hair:
    """Hair fitted to this head: reference heights are carried over by where crown, ears and chin are."""
    if style.hair is None:
        return hair.Hair(np.zeros((0, 3)), np.zeros((0, 3), int), np.zeros(0))
    own, other = base[wardrobe.scalp], reference.vertices[wardrobe.scalp]
    stretch, shift = np.ones(3), np.zeros(3)
    for axis in range(3):
        stretch[axis], shift[axis] = np.polyfit(other[:, axis], own[:, axis], 1)
    shift[0] = 0.0
    return hair.hair_of(style.hair, own, stretch, shift, seed)


def _albedo(source: Source, wardrobe: Wardrobe, style: Style, base: np.ndarray) -> np.ndarray:
    """Linear RGB (v 3) of body, shirt and hem vertices."""
    colour = np.tile(paint.linear(style.looks.skin), (len(base), 1))
    colour[:NUM_BODY] = paint.hand_colours(style.looks, *_hand_masks(source, base))
    body = wardrobe.body.of(colour)
    for substance, plain in _PLAIN.items():
        body[wardrobe.body.faces[wardrobe.body_material == substance]] = plain
    body[wardrobe.body.faces[wardrobe.body_material == LASH]] = 0.35 * paint.linear(style.looks.brows)
    cloth = paint.linear(style.shirt)
    trousers = np.tile(_TROUSERS, (len(wardrobe.trousers.t), 1))
    shirt, hem = np.tile(cloth, (len(wardrobe.shirt.t), 1)), np.tile(0.72 * cloth, (len(wardrobe.hem_origin), 1))
    return np.concatenate([body, trousers, shirt, hem])


def _hand_masks(source: Source, base: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of body vertices (n,): how palmar they face, how near a knuckle's back, and the nails; 0..1."""
    names = np.array(list(skeleton.BONES))
    _, bones = skeleton.four_weights(source)
    main = bones[:NUM_BODY, 0]
    nails = vertex_mask(source, "fingernails")
    normals = mesh.normals_of(base[:NUM_BODY], mesh.triangles(source.quads["body"]))
    palmar = np.zeros(NUM_BODY)
    for side in ("right", "left"):
        fingers = [f"{side}_{f}_{k}" for f in ("index", "middle", "ring", "pinky") for k in (1, 2, 3)]
        hand = np.isin(names[main], [f"{side}_hand", *fingers, *(f"{side}_thumb_{k}" for k in (1, 2, 3))])
        back = normals[(nails > 0.6) & np.isin(names[main], fingers)].mean(0)
        palmar[hand] = np.clip(-normals[hand] @ back / np.linalg.norm(back) * 1.4 + 0.1, -1, 1)
    return np.clip(palmar, 0, 1), np.clip(-palmar, 0, 1), nails


def _softened(wardrobe: Wardrobe, sky: np.ndarray) -> np.ndarray:
    """Occlusion that never turns teeth or eyes black, and stays gentle on cloth that moves."""
    least = np.full(len(sky), 0.30)
    for substance, floor in ((TEETH, 0.62), (EYE, 0.80), (MOUTH, 0.35), (LASH, 0.6), (NAIL, 0.8)):
        least[np.unique(wardrobe.body.faces[wardrobe.body_material == substance])] = floor
    cloth = len(wardrobe.trousers.t) + len(wardrobe.shirt.t) + len(wardrobe.hem_origin)
    least[len(wardrobe.body.t) : len(wardrobe.body.t) + cloth] = 0.55
    return np.clip(least + (1 - least) * np.clip(sky * 1.15, 0, 1), 0, 1)


def _srgb(linear: np.ndarray) -> np.ndarray:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055)


def _encoded(texture: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.round(255 * _srgb(texture)).astype(np.uint8)).save(file, "WEBP", quality=97, method=6)
    return file.getvalue()
