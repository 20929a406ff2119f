"""Metrics, one file a kind; every result carries its signature and its direction."""
