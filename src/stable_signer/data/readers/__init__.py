"""Readers of corpora, one a corpus: from the files as they are published to the nouns."""
