"""Makes the domain of bridges known to the toolkit, as any package of data could."""

from __future__ import annotations

import pytest
from bridges import DOMAIN, NAME
from xinzhi.domains import register


@pytest.fixture(autouse=True)
def known_bridges() -> None:
    register(NAME, lambda: DOMAIN)
