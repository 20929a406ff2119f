"""How every inner loop of the renderer is compiled: once a machine, without the interpreter lock, the same to the bit
everywhere."""

from __future__ import annotations

from numba import njit

kernel = njit(cache=True, nogil=True, error_model="numpy")
"""Compile a function of arrays and scalars. No fast-math: sums keep their order, so a picture never depends on the
machine."""

inner = njit(nogil=True, error_model="numpy", forceinline=True)
"""A part of a kernel, called once a sample or a pixel: melted into its caller."""
