"""docs/releases.md is true: its files, for whom they are and their tests always, its sizes and digests for the state
that it names."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from build_releases_page import PAGE, TESTS, page, state, table, write_page
from commands import SOURCES
from packages import ROOT
from release.conftest import Built
from xinzhi.release.build import build

ROW = re.compile(r"^\| .*\|$", re.MULTILINE)


def rows(text: str) -> list[str]:
    """The rows of the table without sizes, digests, counts and version."""
    return [re.sub(r"`[0-9a-f]{64}`|\d[\d,]*(?=[ .-])", "…", row) for row in ROW.findall(text)]


def test_every_test_that_the_page_names_exists() -> None:
    named = {test for tests in TESTS.values() for test in tests}
    there = set()
    for path in {test.partition("::")[0] for test in named}:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        there |= {
            f"{path}::{node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        }
    assert named - there == set()


def test_the_page_has_every_file_with_its_audience_and_its_tests(release: Built) -> None:
    found = rows(table(release.folder))
    assert len(found) == 2 + len(TESTS)
    assert [row for row in rows(PAGE.read_text(encoding="utf-8")) if row in found] == found, (
        "make releases-page writes the table anew"
    )


@pytest.mark.exhaustive  # a build with the documents, and hardly ever of the state that the page names
def test_sizes_and_digests_are_those_of_the_state_that_the_page_names(release: Built, tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    named, checked = (
        re.search(r"state `([0-9a-f]{16})`, (not )?checked", text),
        "对照原文" in text and "未对照原文" not in text,
    )
    assert named is not None, "make releases-page writes the table anew"
    if checked and not SOURCES:
        pytest.skip("the page's digests are of a build with the documents, and these are not at hand")
    build(ROOT, tmp_path / "dist", sources=Path(SOURCES) if checked else None)
    if state(json.loads((tmp_path / "dist" / "index.json").read_text(encoding="utf-8"))) != named[1]:
        pytest.skip(
            "the page's digests are of another state of data, toolkit or libraries than this one, and say so:"
            " make releases-page writes them anew"
        )
    assert page(tmp_path / "dist") == text


def test_a_state_tells_apart_what_decides_the_bytes(release: Built) -> None:
    index = json.loads((release.folder / "index.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(release.whole(".zip")) as archive:
        assert (
            "`SHA256SUMS`" not in archive.read(f"{release.stem}/docs/releases.md").decode().split("## What holds")[0]
        ), "no digest within what it is the digest of"
    changed = [
        {**index, part: {**index[part], name: "other"}} for part in ("made_from", "made_with") for name in index[part]
    ]
    assert len({state(index), *map(state, changed)}) == 1 + len(changed) >= 9


def test_a_file_that_no_test_opens_is_not_listed(release: Built, tmp_path: Path) -> None:
    index = json.loads((release.folder / "index.json").read_text(encoding="utf-8"))
    index["files"].append({**index["files"][0], "path": "unopened.bin"})
    (tmp_path / "index.json").write_text(json.dumps(index), encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text("", encoding="utf-8")
    with pytest.raises(KeyError, match=r"unopened\.bin"):
        table(tmp_path)


def test_a_release_without_the_documents_leaves_the_page_as_it_is(release: Built, tmp_path: Path) -> None:
    written = tmp_path / "releases.md"
    written.write_text("as it was", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        write_page(release.folder, written)
    assert "SOURCES" in str(ended.value) and written.read_text(encoding="utf-8") == "as it was"


def test_a_build_touches_nothing_but_its_folder() -> None:
    """Whoever only wants a release finds the repository as it was."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    told = subprocess.run([make, "--dry-run", "dist"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    commands = [line for line in told.stdout.splitlines() if "xinzhi build" in line or "scripts/" in line]
    assert len(commands) == 1 and "--out dist" in commands[0]
