"""The site of the real data, built once for all processes of a run: it is only read."""

from __future__ import annotations

from pathlib import Path

import pytest
from once import made_once
from release.conftest import copy_of_package
from xinzhi.site.build import build


def site_once(factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""

    def make(folder: Path) -> None:
        build(copy_of_package(folder / "package"), folder / "site")

    return made_once(factory, "site", make) / "site"
