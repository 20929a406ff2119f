"""Back-translation: a pose-to-text transformer reads generated signing, so that its text can be scored.

The recipe of neccam/slt (Camgoz et al. 2020) without recognition: beam 3, length penalty -1.
"""

from stable_signer.evaluation.back_translation.infer import BackTranslator as BackTranslator
