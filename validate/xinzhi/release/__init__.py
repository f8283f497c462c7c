"""Builds a release from the datasets: every format, its metadata, and the proof that they are sound."""
