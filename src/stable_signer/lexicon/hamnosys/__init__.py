"""HamNoSys (Hamburg Notation System 4) into the phonological notation: a written sign language gets a lexicon.

``symbols`` names the characters, ``tree`` groups them, ``posture`` and ``place`` read what a hand is like and where,
``movement`` what it does; ``translate`` puts a sign together.
"""

from stable_signer.lexicon.hamnosys.translate import Translated as Translated
from stable_signer.lexicon.hamnosys.translate import translate as translate
