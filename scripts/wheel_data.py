"""Puts the data package into the wheel, so that `xinzhi.load` works where only the wheel is installed."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("datapackage.json", "datasets", "schemas", "views", "CHANGELOG.md", "LICENSE-DATA")


class WheelData(BuildHookInterface[Any]):
    """Adds the package below the modules. An editable install reads the checkout and gets no copy that could go
    stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to include; `version` is `standard` or `editable`."""
        if version == "standard":
            build_data["force_include"] |= {name: f"xinzhi/data/{name}" for name in CARRIED}
