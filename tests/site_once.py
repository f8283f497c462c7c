"""The site of the real data, for all processes of a run: that of the one release, unpacked. It is only read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from once import made_once
from release.conftest import built_once


def site_once(factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    release = built_once(factory)
    packed = release.whole("-site.zip")

    def make(folder: Path) -> None:
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(folder)

    return made_once(factory, "site", make) / packed.stem
