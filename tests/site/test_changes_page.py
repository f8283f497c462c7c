"""The page of changes tells what differs from the version named, row by row where rows have pages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from packages import ROOT
from packages import build as base_package
from site_page import Page
from xinzhi.site.build import build


def versions(folder: Path) -> tuple[Path, Path]:
    """A package, and its next version, in which a park has another English name."""
    old = base_package(folder / "old", ledger=True)
    shutil.copytree(ROOT / "views", old / "views", dirs_exist_ok=True)
    new = folder / "new"
    shutil.copytree(old, new)
    descriptor = json.loads((new / "datapackage.json").read_text(encoding="utf-8"))
    (new / "datapackage.json").write_text(json.dumps({**descriptor, "version": "99.0.0"}), encoding="utf-8")
    parks = new / "datasets" / "parks.csv"
    header, row, *others = parks.read_text(encoding="utf-8").splitlines()
    cells = row.split(",")
    cells[header.split(",").index("name_en")] = "Another Name"
    parks.write_text("\n".join([header, ",".join(cells), *others]) + "\n", encoding="utf-8")
    return old, new


def test_a_changed_row_is_told_with_its_cells_before_and_after(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    build(new, tmp_path / "site", previous=str(old))
    page = (tmp_path / "site" / "en" / "changes.html").read_text(encoding="utf-8")
    assert "99.0.0" in page and "Another Name" in page
    assert re.search(r"name_en: [^<]+ → Another Name", page)
    assert any(link.startswith("parks/") for link in Page(page).links)


def test_without_another_version_the_page_says_so(tmp_path: Path) -> None:
    _, new = versions(tmp_path)
    build(new, tmp_path / "site")
    assert "没有旧版可供比较" in (tmp_path / "site" / "zh" / "changes.html").read_text(encoding="utf-8")
