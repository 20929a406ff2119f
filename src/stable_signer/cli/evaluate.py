"""``stable-signer evaluate``: the project's own tables, each part of the system a subcommand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import tyro

from stable_signer.cli.evaluate_experts import EvaluateExperts
from stable_signer.cli.evaluate_joins import EvaluateJoins
from stable_signer.cli.evaluate_report import (
    EvaluateAll,
    EvaluateGloss,
    EvaluatePose,
    EvaluateSentences,
    EvaluateVideo,
)
from stable_signer.cli.evaluate_slul import EvaluateSlul
from stable_signer.cli.evaluate_stabiliser import EvaluateStabiliser


@dataclass(frozen=True)
class Evaluate:
    """Measure the system, or a part of it."""

    command: tyro.conf.OmitSubcommandPrefixes[
        Annotated[EvaluateGloss, tyro.conf.subcommand("gloss")]
        | Annotated[EvaluatePose, tyro.conf.subcommand("pose")]
        | Annotated[EvaluateVideo, tyro.conf.subcommand("video")]
        | Annotated[EvaluateAll, tyro.conf.subcommand("all")]
        | Annotated[EvaluateSentences, tyro.conf.subcommand("sentences")]
        | Annotated[EvaluateSlul, tyro.conf.subcommand("slul")]
        | Annotated[EvaluateExperts, tyro.conf.subcommand("experts")]
        | Annotated[EvaluateJoins, tyro.conf.subcommand("joins")]
        | Annotated[EvaluateStabiliser, tyro.conf.subcommand("stabiliser")]
    ]

    def run(self) -> None:
        self.command.run()
