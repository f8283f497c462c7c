"""Places on the globe."""

from __future__ import annotations

from .base import FieldType


class GeopointType(FieldType):
    """Longitude and latitude; every cell is in doubt."""

    name = "geopoint"
    constraints = ("required", "enum")
