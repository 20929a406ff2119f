"""Training of SLUL and SLP-MoE together, with the hierarchical objective (Stable Signer, arXiv 2512.04048)::

    L = L_SLUL+SAGM + l_moe L_moe + l_ent L_ent + l_smooth L_smooth + l_hand L_hand + l_vel L_vel

The gate reads the states of the decoder, which read the features H, so the pose side's gradient reaches the encoder.
Letters: b pairs, s and g symbols, k candidates, t frames, j joints, d and e widths.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
from torch import Tensor

from stable_signer.gloss_to_pose import loss
from stable_signer.gloss_to_pose.experts import WRITTEN_DIRECTION, WRITTEN_SENSE
from stable_signer.joint.batching import JointBatch, balanced_corpus, joint_batches
from stable_signer.joint.config import JointConfig
from stable_signer.joint.corpus import Example
from stable_signer.joint.examples import Examples, written
from stable_signer.joint.gate import TorchGate, vocabulary_of
from stable_signer.joint.poses import HANDS, ExpertPoses
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.text_to_gloss.loss import Terms, objective, pooled
from stable_signer.text_to_gloss.symbols import MASK
from stable_signer.text_to_gloss.train import Trainer

LOG = "joint.jsonl"
"""One line a step: its number and the terms."""


@dataclass(frozen=True)
class JointTerms:
    """The terms of one batch; those of the pose side are zero where no sign is gated."""

    L_SLUL: Tensor
    """SLUL's own objective, L_SAGM and its other terms included as its configuration weighs them."""
    L_moe: Tensor
    L_ent: Tensor
    L_smooth: Tensor
    L_hand: Tensor
    L_vel: Tensor
    L: Tensor
    right: Tensor
    """Share of the gated signs whose heaviest candidate is the right one."""

    def as_floats(self) -> dict[str, float]:
        return {field.name: round(getattr(self, field.name).item(), 5) for field in fields(self)}


@dataclass(frozen=True)
class Material:
    """What a gate is trained on; several runs may share it."""

    examples: Examples
    corpus: Sequence[Example]
    """See ``balanced_corpus``."""
    poses: ExpertPoses

    @classmethod
    def of(cls, slul: Trainer, config: JointConfig) -> Material:
        """The shipped lexicon, with the ambiguous words that ``slul`` knows; takes some minutes."""
        lexicon = load_lexicon()
        examples = Examples(slul.words, slul.literals, lexicon)
        return cls(examples, balanced_corpus(examples, config), ExpertPoses(lexicon))


class JointTrainer:
    """SLUL of ``slul``, a new gate, and one optimiser for both."""

    def __init__(self, config: JointConfig, slul: Trainer, material: Material) -> None:
        self.config, self.slul, self.material = config, slul, material
        torch.manual_seed(config.seed)
        vocabulary = vocabulary_of(material.examples.lexicon, slul.literals.values())
        self.gate = TorchGate(slul.config.d_model, config.width, vocabulary)
        self.hands = torch.tensor(HANDS)
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), weight_decay=0.01)
        self.step = 0

    def _groups(self) -> list[dict]:
        groups = [{"params": list(self.gate.parameters()), "scale": self.config.gate_scale}]
        if self.config.reach != "frozen":
            groups.append({"params": list(self.slul.model.parameters()), "scale": 1.0})
        return groups

    def run(self, folder: Path, report: Callable[[int, dict[str, float]], None] | None = None) -> None:
        """Train to the configured end; the terms of every step go to the log in ``folder`` and to ``report``."""
        folder.mkdir(parents=True, exist_ok=True)
        material = self.material
        stream = joint_batches(material.examples, material.corpus, self.slul.encode, self.config)
        with (folder / LOG).open("w") as log:
            log.write(json.dumps(asdict(self.config)) + "\n")
            while self.step < self.config.steps:
                terms = self._update(next(stream)).as_floats()
                self.step += 1
                log.write(json.dumps({"step": self.step} | terms) + "\n")
                if report is not None:
                    report(self.step, terms)

    def _update(self, batch: JointBatch) -> JointTerms:
        torch.manual_seed(self.config.seed * 7919 + self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = group["scale"] * _learning_rate(self.step, self.config)
        self.slul.model.train(self.config.reach != "frozen")
        terms = self.terms(batch)
        self.optimiser.zero_grad(set_to_none=True)
        if terms.L.requires_grad:
            terms.L.backward()
            for group in self.optimiser.param_groups:  # each its own: the gate's steps do not shorten SLUL's
                torch.nn.utils.clip_grad_norm_(group["params"], self.config.clip)
            self.optimiser.step()
        return terms

    def terms(self, batch: JointBatch) -> JointTerms:
        """The objective on one batch."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.config.reach != "frozen"):
            slul = self.slul_terms(batch)
        zero = torch.zeros(())
        L_moe = L_ent = L_smooth = L_hand = L_vel = share = zero
        if batch.gated:
            log_w, right, y_k = self.weigh(batch, slul)
            y_hat, y = loss.blend(log_w.exp(), y_k), y_k[right.nonzero(as_tuple=True)]
            c = torch.ones(y.shape[:-1])
            L_moe, L_ent = loss.L_moe(log_w, right), loss.L_ent(log_w)
            L_smooth, L_vel = loss.L_smooth(y_hat, c), loss.L_vel(y_hat, y, c)
            L_hand = loss.L_hand(y_hat, y, c, self.hands)
            share = right.gather(1, log_w.argmax(1, keepdim=True)).float().mean()
        weights = self.config
        L = (
            weights.l_slul * slul.L + weights.l_moe * L_moe + weights.l_ent * L_ent
            + weights.l_smooth * L_smooth + weights.l_hand * L_hand + weights.l_vel * L_vel
        )  # fmt: skip
        return JointTerms(slul.L, L_moe, L_ent, L_smooth, L_hand, L_vel, L, share)

    def slul_terms(self, batch: JointBatch) -> Terms:
        """SLUL's own objective on a batch, and the states that the gate reads."""
        ids = batch.slul
        mask_id = self.slul.encode.id_of[MASK]
        return objective(self.slul.model, ids.ids, ids.mask, ids.labels, self.slul.config.loss, mask_id)

    def weigh(self, batch: JointBatch, slul: Terms) -> tuple[Tensor, Tensor, Tensor]:
        """log w (g k), which candidate is right (g k), and the candidates' poses (g k t j 3)."""
        drawn = torch.rand(2, len(batch.gated)) if self.gate.training else torch.ones(2, len(batch.gated))
        rows = self.gate.rows(batch.gated, hidden=drawn[0] < self.config.hide_gloss)
        self._tell(rows, batch, slul.logits, told=(drawn[1] > self.config.hide_written).tolist())
        present, right = torch.zeros(rows.shape[:2], dtype=torch.bool), torch.zeros(rows.shape[:2], dtype=torch.bool)
        y_k: list[Tensor] = []
        for g, sign in enumerate(batch.gated):
            present[g, : len(sign.candidates)] = True
            right[g, sign.right] = True
            y_k.append(self.material.poses(sign.candidates))
        log_w = self.gate(self.query(batch, slul), rows, present)
        return log_w, right, torch.nn.utils.rnn.pad_sequence(y_k, batch_first=True)

    def query(self, batch: JointBatch, slul: Terms) -> Tensor:
        """h (g d), what the gate is asked with: the decoder's state that has read the sign, or Pool(H)."""
        rows = torch.tensor(batch.rows)
        if self.config.query == "pooled":
            h = pooled(slul.H, batch.slul.mask)[rows]  # q = Pool(H)
        else:
            h = slul.states[rows, torch.tensor([sign.place + 1 for sign in batch.gated])]
        return h if self.config.reach == "joint" else h.detach()

    def _tell(self, rows: Tensor, batch: JointBatch, logits: Tensor, told: list[bool]) -> None:
        """Mark, in the last two places, the candidates with the sense and the direction that SLUL would write."""
        said = logits.detach().argmax(-1)
        for g, (row, sign) in enumerate(zip(batch.rows, batch.gated, strict=True)):
            if told[g]:
                answer = batch.pairs[row].target
                symbols = [self.slul.symbols[i] for i in said[row, : len(answer) + 1]]
                senses, directions = written(sign, (*answer, ""), symbols)
                for k, (is_sense, is_direction) in enumerate(zip(senses, directions, strict=True)):
                    rows[g, k, -1] = self.gate.row_of[WRITTEN_SENSE] * is_sense
                    rows[g, k, -2] = self.gate.row_of[WRITTEN_DIRECTION] * is_direction


def _learning_rate(step: int, config: JointConfig) -> float:
    """Linear warm-up, then a cosine to a tenth of the peak."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    done = min(1.0, (step - config.warmup) / max(1, config.steps - config.warmup))
    return config.learning_rate * (0.1 + 0.45 * (1 + math.cos(math.pi * done)))
