"""Makes the domains of bridges and of lighthouses known to the toolkit, as any package of data could."""

from __future__ import annotations

import bridges
import lighthouses
import pytest
from xinzhi.domains import register


@pytest.fixture(autouse=True)
def known_domains() -> None:
    register(bridges.NAME, lambda: bridges.DOMAIN)
    register(lighthouses.NAME, lambda: lighthouses.DOMAIN)
