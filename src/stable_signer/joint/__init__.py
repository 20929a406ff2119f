"""Joint training of SLUL and SLP-MoE with the hierarchical objective (Stable Signer, arXiv 2512.04048).

``examples`` finds the signs of a training pair that have several experts and the right one among them, ``poses``
performs those on the reference body, ``gate`` is the gate of ``gloss_to_pose`` in torch, ``train`` the objective and
its loop, ``export`` writes what ships. The only place where two stages meet in training; torch is needed here.
"""
