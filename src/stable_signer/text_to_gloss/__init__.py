"""SLUL, text to gloss: English in, a gloss sequence with non-manual spans out.

``normalise`` cleans the text and finds its sentences, ``words`` and ``analyse`` turn each into the tokens that the
model
reads, ``infer`` runs the exported model, ``assemble`` turns its answer into a gloss sequence. ``corpus``, ``model``,
``loss``, ``train`` and ``export`` make the weights.
"""
