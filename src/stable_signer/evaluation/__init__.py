"""Measuring what the stages make, as the papers of the field compute it."""
