"""The two layers that every package has, before those of its domain, as reports call them."""

from __future__ import annotations

from typing import NamedTuple


class LayerName(NamedTuple):
    """What a layer is called: its id, and what reports call it and its unit, in Chinese and in English."""

    id: str
    title: tuple[str, str]
    unit: tuple[str, str]


DESCRIPTOR = LayerName("descriptor", ("描述文件", "descriptor"), ("个对象", "objects"))
STRUCTURE = LayerName("structure", ("结构", "structure"), ("行", "rows"))
