"""The command line: ``stable-signer sign | plan | lexicon | evaluate | score | train | stabilise``.

Standard output is data, standard error is talk.
"""

from __future__ import annotations

import sys
from typing import Annotated

import tyro

from stable_signer.cli.evaluate import Evaluate
from stable_signer.cli.lexicon import Lexicon
from stable_signer.cli.score import Score
from stable_signer.cli.sign import Plan, Sign, Signers
from stable_signer.cli.stabilise import Stabilise
from stable_signer.cli.train import Train
from stable_signer.errors import StableSignerError

Command = (
    Annotated[Sign, tyro.conf.subcommand("sign")]
    | Annotated[Plan, tyro.conf.subcommand("plan")]
    | Annotated[Signers, tyro.conf.subcommand("signers")]
    | Annotated[Lexicon, tyro.conf.subcommand("lexicon")]
    | Annotated[Evaluate, tyro.conf.subcommand("evaluate")]
    | Annotated[Score, tyro.conf.subcommand("score")]
    | Annotated[Train, tyro.conf.subcommand("train")]
    | Annotated[Stabilise, tyro.conf.subcommand("stabilise")]
)


def main(args: list[str] | None = None) -> int:
    """Run the command line; 0 if all went well, 1 after an error of ours, 2 after a wrong call."""
    try:
        tyro.cli(Command, prog="stable-signer", description=__doc__, args=args).run()  # type: ignore[call-overload]
    except StableSignerError as error:
        print(f"stable-signer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stable-signer: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output went away, as in "| head"
        sys.stderr.close()
        return 0
    return 0
