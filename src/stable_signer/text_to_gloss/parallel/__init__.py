"""SLUL on any parallel corpus of text and gloss: a subword vocabulary of its own, the same T5 and the same losses."""
