"""``python -m stable_signer.cli``."""

import sys

from stable_signer.cli import main

sys.exit(main())
