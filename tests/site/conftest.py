"""One site of the real data, built once for all tests that only read it."""

from __future__ import annotations

import pytest
from once import made_once
from packages import ROOT
from site_page import Built
from xinzhi.site.build import build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(made_once(tmp_path_factory, "site", lambda folder: build(ROOT, folder)))
