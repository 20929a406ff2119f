"""SLP-MoE: a gloss sequence becomes a signing plan, and the plan the motion of a signer's body.

``experts`` finds candidates in the pose prior, ``plan`` chooses times, ``spell`` fingerspells, ``join`` connects
the signs, ``non_manual`` moves face and head, ``infer`` is the stage as the pipeline sees it.
"""
