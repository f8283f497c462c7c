"""Tells catalogues, archives and machine-learning tools what a release holds, each in the form that they read."""

from .description import Description, Distribution, own_files
from .metadata_documents import Document, documents

__all__ = ["Description", "Distribution", "Document", "documents", "own_files"]
