"""Cites the package, a dataset or a single row: who says it, in which article, at which characters, in which
version."""

from .citation import Citation
from .find import cite
from .model import CitedInference, Passage, Source

__all__ = ["Citation", "CitedInference", "Passage", "Source", "cite"]
