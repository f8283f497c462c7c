"""Spans of time."""

from __future__ import annotations

from .base import FieldType


class DurationType(FieldType):
    """Spans of time in ISO 8601; every cell is in doubt."""

    name = "duration"
    constraints = ("required", "enum")
