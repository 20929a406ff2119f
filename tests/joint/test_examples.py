"""Which signs are gated, which candidate is right, and what SLUL is taken to have written."""

from __future__ import annotations

from itertools import islice

import pytest

from stable_signer.gloss_to_pose.experts import loci_of
from stable_signer.joint.corpus import balanced_examples, is_told_by_class, shares
from stable_signer.joint.examples import Examples, Gated, written
from stable_signer.lexicon.entries import load_lexicon
from stable_signer.text_to_gloss.corpus.pairs import pairs
from stable_signer.text_to_gloss.corpus.pools import literal_keys
from stable_signer.text_to_gloss.corpus.templates import EXTRA_LITERALS
from stable_signer.text_to_gloss.exchange import SENSES
from stable_signer.text_to_gloss.target import OBJECTS, SUBJECTS
from stable_signer.text_to_gloss.words import load_words

WORDS = load_words()
EXAMPLES = Examples(WORDS, literal_keys(WORDS, EXTRA_LITERALS), load_lexicon())


@pytest.fixture(scope="module")
def corpus():
    return list(islice(balanced_examples(EXAMPLES, seed=3, split="train"), 150))


def test_the_right_candidate_has_the_sense_and_direction_of_the_answer(corpus):
    for example in corpus:
        answer = example.pair.target
        for sign in example.gated:
            i, right = sign.place, sign.candidates[sign.right]
            after = answer[i + 1] if i + 1 < len(answer) else ""
            if len(set(sign.senses)) > 1:
                assert sign.senses[sign.right] == (SENSES.index(after) if after in SENSES else 0)
            if right.entries[0].agreement == "subject-object" and answer[i - 1] in SUBJECTS:
                assert right.sign.subject == answer[i - 1][:-1]


def test_only_one_candidate_is_the_right_one(corpus):
    for sign in (sign for example in corpus for sign in example.gated):
        right = sign.candidates[sign.right]
        same = [
            c for c in sign.candidates
            if c.entries == right.entries and loci_of(c.sign) == loci_of(right.sign)
        ]  # fmt: skip
        assert same == [right]


def test_a_model_that_writes_the_right_answer_has_written_the_right_candidate(corpus):
    for example in corpus:
        answer = (*example.pair.target, "")
        for sign in example.gated:
            senses, directions = written(sign, answer, answer)
            assert senses[sign.right]
            if example.pair.target[sign.place - 1] in SUBJECTS or answer[sign.place + 1] in OBJECTS:
                assert directions[sign.right] or sign.candidates[sign.right].entries[0].agreement is None


def test_a_model_that_writes_another_sense_has_not_written_the_right_one(corpus):
    signs = [(e.pair, s) for e in corpus for s in e.gated if len(set(s.senses)) > 1]
    assert signs
    for pair, sign in signs:
        wrong = max(s for s in sign.senses if s != sign.senses[sign.right])
        said = [*pair.target, ""]
        said.insert(sign.place + 1, SENSES[wrong]) if said[sign.place + 1] not in SENSES else None
        said[sign.place + 1] = SENSES[wrong] if wrong else "nothing"
        senses, _ = written(sign, (*pair.target, ""), said)
        assert not senses[sign.right] and senses[sign.senses.index(wrong)]


def test_random_sentences_teach_no_sense_of_the_same_class(corpus):
    for pair in islice(pairs(WORDS, 5, template_share=0.0, ambiguous_share=0.9), 200):
        for sign in EXAMPLES(pair):
            glosses = {c.entries[0].gloss for c in sign.candidates}
            if glosses == {"LIGHT-color", "LIGHT-weight", "LIGHT-lamp"}:
                assert is_told_by_class(sign) == (sign.candidates[sign.right].entries[0].gloss == "LIGHT-lamp")


def test_rare_senses_are_drawn_as_often_as_common_ones(corpus):
    weights = shares(corpus)
    per_sense: dict[str, float] = {}
    for example, weight in zip(corpus, weights, strict=True):
        if len(example.gated) == 1:
            (sign,) = example.gated
            right = sign.candidates[sign.right].sign
            key = f"{right.source.lower() if sign.has_senses else ''} {right}"
            per_sense[key] = per_sense.get(key, 0.0) + weight
    assert len(per_sense) > 20 and all(0 < weight <= 1 for weight in weights)
    assert max(per_sense.values()) <= 1 + 1e-9


def test_the_corpus_is_the_same_for_the_same_seed(corpus):
    again = islice(balanced_examples(EXAMPLES, seed=3, split="train"), 20)
    assert [e.pair.text for e in again] == [e.pair.text for e in corpus[:20]]
    assert all(example.pair.split == "train" and example.gated for example in corpus)


def test_a_gated_sign_has_several_candidates(corpus):
    gated: list[Gated] = [sign for example in corpus for sign in example.gated]
    assert all(len(sign.candidates) == len(sign.described) == len(sign.senses) > 1 for sign in gated)
    assert not any(word.startswith("written") for sign in gated for words in sign.described for word in words)
