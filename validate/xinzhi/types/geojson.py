"""Shapes on the globe."""

from __future__ import annotations

from .base import FieldType


class GeojsonType(FieldType):
    """Objects of GeoJSON or TopoJSON; every cell is in doubt."""

    name = "geojson"
    constraints = ("required", "enum")
    is_hashable = False
