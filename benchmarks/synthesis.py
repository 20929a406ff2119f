"""How long one sign takes to synthesise, warm: every ``--every``-th entry of the lexicon, milliseconds of this process.

``python benchmarks/synthesis.py [--signer NAME] [--every N]``
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np

from stable_signer.body.signer import DEFAULT_SIGNER, load_body
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.lexicon.synthesise import synthesise

WARM_UP = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signer", default=DEFAULT_SIGNER)
    parser.add_argument("--every", type=int, default=6)
    options = parser.parse_args()
    body, forms = load_body(options.signer), [entry.parsed for entry in load_lexicon()][:: options.every]
    for form in forms[:WARM_UP]:
        synthesise(form, body)
    spent = []
    for form in forms:
        started = time.process_time()
        synthesise(form, body)
        spent.append(1e3 * (time.process_time() - started))
    median, high, worst = np.percentile(spent, [50, 90, 100])
    print(f"{len(forms)} signs, {options.signer}: median {median:.1f} ms, 90 % {high:.1f} ms, worst {worst:.1f} ms")
    print(f"load average {os.getloadavg()[0]:.1f}; a shared core makes the numbers larger")


if __name__ == "__main__":
    main()
