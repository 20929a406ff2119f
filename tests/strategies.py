"""Hypothesis strategies for the nouns."""

from __future__ import annotations

from hypothesis import strategies as st

from stable_signer.gloss import NON_MANUALS, PERSONS, GlossSequence, Pause, Sign, Span

persons = st.sampled_from(PERSONS)
words = st.from_regex(r"[A-Z][A-Z0-9']{0,6}(-[A-Z][A-Z0-9']{0,4})?", fullmatch=True)
senses = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z]{1,4})?", fullmatch=True)


lexical_signs = st.builds(
    Sign,
    gloss=st.builds("{}{}".format, st.sampled_from(["", "#"]), words),
    sense=st.none() | senses,
    subject=st.none() | persons,
    object=st.none() | persons,
    repeats=st.integers(0, 3),
)
fingerspelled_signs = st.builds(Sign, letters=st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True))
number_signs = st.builds(Sign, number=st.from_regex(r"[0-9]{1,4}([.:][0-9]{2})?", fullmatch=True))
signs = lexical_signs | fingerspelled_signs | number_signs


@st.composite
def nested_spans(draw: st.DrawFn, start: int, stop: int, depth: int = 3) -> list[Span]:
    """Spans that nest, outer before inner."""
    if depth == 0 or stop - start < 1:
        return []
    a = draw(st.integers(start, stop - 1))
    b = draw(st.integers(a + 1, stop))
    kind = draw(st.sampled_from(sorted(NON_MANUALS)))
    word = draw(st.from_regex(r"[a-z]{1,6}", fullmatch=True)) if kind == "mouth" else ""
    intensity = draw(st.just(1.0) | st.floats(0, 2))
    inside = draw(nested_spans(a, b, depth - 1)) if draw(st.booleans()) else []
    beside = draw(nested_spans(b, stop, depth - 1)) if draw(st.booleans()) else []
    return [Span(kind, a, b, intensity, word), *inside, *beside]


@st.composite
def gloss_sequences(draw: st.DrawFn, min_size: int = 1, max_size: int = 8) -> GlossSequence:
    line = draw(st.lists(signs, min_size=min_size, max_size=max_size))
    spans = draw(nested_spans(0, len(line))) if draw(st.booleans()) else []
    after = draw(st.sets(st.integers(0, len(line) - 1), max_size=3)) if line else set()
    pauses = [Pause(i, draw(st.sampled_from(["clause", "sentence"]))) for i in sorted(after)]
    return GlossSequence(tuple(line), tuple(spans), tuple(pauses))
