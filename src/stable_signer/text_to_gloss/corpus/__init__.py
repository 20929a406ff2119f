"""A synchronous grammar of our own: English sentences and their ASL gloss, generated together.

``pools`` draws words from the lexicon, ``nouns``, ``verbs`` and ``clauses`` build phrases with both sides at once,
``sentences`` and ``templates`` whole utterances, and ``pairs`` turns them into what the model reads and writes.
"""
