"""Cites the package, a dataset or a single row: who says it, in which article, at which characters, in which
version."""

from .citation import Citation
from .cited import CitedInference, Passage, Source
from .find import cite, cite_fact

__all__ = ["Citation", "CitedInference", "Passage", "Source", "cite", "cite_fact"]
