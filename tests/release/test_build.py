"""A release is whole, the same bytes wherever it is built, and lists what it holds."""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from commands import run, snapshot, speaks_both
from packages import ROOT
from packages import build as base_package
from release.conftest import Built, copy_of_package, small_package
from typer.testing import Result
from xinzhi.release.package_readme import without_broken_links
from xinzhi.version import __version__


def test_the_index_and_the_sums_list_every_file_as_it_is(release: Built) -> None:
    there = snapshot(release.folder)
    index = json.loads(there["index.json"])
    listed = {f["path"]: f for f in index["files"]}
    assert listed.keys() == there.keys() - {"index.json", "SHA256SUMS"}
    for path, entry in listed.items():
        assert entry["sha256"] == hashlib.sha256(there[path]).hexdigest(), path
        assert entry["bytes"] == len(there[path]), path
        assert "/" in entry["mediatype"] and entry["audience_zh"] and entry["audience_en"]
    sums = dict(reversed(line.split("  ", 1)) for line in there["SHA256SUMS"].decode().splitlines())
    assert sums == {
        path: hashlib.sha256(content).hexdigest() for path, content in there.items() if path != "SHA256SUMS"
    }


def test_the_index_is_dated_by_the_changelog_and_not_by_a_clock(release: Built) -> None:
    index = json.loads((release.folder / "index.json").read_text(encoding="utf-8"))
    assert f"## [{index['version']}] – {index['date']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


class Commanded(NamedTuple):
    """A release of the small package that the command has built with the documents, and what the command said."""

    result: Result
    folder: Path


@pytest.fixture(scope="module")
def commanded(tmp_path_factory: pytest.TempPathFactory) -> Commanded:
    folder = tmp_path_factory.mktemp("commanded")
    package = small_package(folder / "p")
    result = run("build", package, "--out", folder / "dist", "--sources", package / "documents")
    return Commanded(result, folder / "dist")


def test_two_builds_are_the_same_byte_for_byte(commanded: Commanded, tmp_path: Path) -> None:
    built_elsewhere(small_package(tmp_path / "another place" / "包"), commanded.folder, tmp_path / "发布", "documents")


@pytest.mark.exhaustive
def test_two_builds_of_the_real_data_are_the_same_byte_for_byte(release: Built, tmp_path: Path) -> None:
    built_elsewhere(copy_of_package(tmp_path / "another place" / "包"), release.folder, tmp_path / "发布")


def built_elsewhere(package: Path, built: Path, out: Path, documents: str | None = None) -> None:
    """A second build is the same as the first: in another folder, at another time, with another umask, locale, time
    zone, hash seed and number of threads, and where texts are no UTF-8."""
    for path in package.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    command = [sys.executable, "-m", "xinzhi", "build", str(package), "--out", str(out)]
    if documents is not None:
        command += ["--sources", str(package / documents)]
    environment = {
        **os.environ,
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "7",
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(command, env=environment, cwd=out.parent, capture_output=True, check=False, umask=0o077)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    one, other = snapshot(built), snapshot(out)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    modes = {p.stat().st_mode & 0o777 for p in out.rglob("*") if p.is_file()}
    assert modes == {0o644}


def test_what_depends_on_a_library_that_is_not_locked_is_named(release: Built) -> None:
    there = snapshot(release.folder)
    digest = hashlib.sha256(there[f"{release.stem}.sqlite"]).hexdigest().encode()
    naming = {path for path, content in there.items() if digest in content} - {"README.md", "index.json", "SHA256SUMS"}
    depending = {path for path, file in release.files.items() if file.depends_on}
    assert depending == naming | {f"{release.stem}.sqlite"} and naming
    assert all(path in there["README.md"].decode().split("SQLite")[-1] for path in naming)


def test_nothing_in_a_release_tells_where_it_was_built(release: Built) -> None:
    places = [str(release.package).encode(), str(release.folder).encode(), str(ROOT).encode()]
    contents = snapshot(release.folder)
    assert [path for path, content in contents.items() if any(place in content for place in places)] == []


@pytest.mark.parametrize("suffix", [".zip", "-csv.zip", "-csv-excel.zip", "-parquet.zip", ".xlsx"])
def test_members_of_archives_have_one_time_and_one_mode_and_are_sorted(release: Built, suffix: str) -> None:
    with zipfile.ZipFile(release.whole(suffix)) as archive:
        members = archive.infolist()
        assert archive.testzip() is None
    assert [m.filename for m in members] == sorted(m.filename for m in members)
    assert {(m.date_time, m.external_attr >> 16, m.create_system, m.compress_type) for m in members} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3, zipfile.ZIP_DEFLATED)
    }


@pytest.mark.parametrize("suffix", [".zip", "-csv.zip", "-csv-excel.zip", "-parquet.zip"])
def test_an_archive_unpacks_into_a_folder_of_its_own(release: Built, suffix: str) -> None:
    with zipfile.ZipFile(release.whole(suffix)) as archive:
        names = archive.namelist()
    assert {name.partition("/")[0] for name in names} == {release.whole(suffix).stem} and len(names) > 50


def test_the_pages_of_the_zip_lead_only_to_what_is_in_it(release: Built) -> None:
    with zipfile.ZipFile(release.whole(".zip")) as archive:
        there = set(archive.namelist())
        pages = {name: archive.read(name).decode() for name in there if name.endswith(".md")}
    followed = 0
    for name, text in pages.items():
        for target in re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", re.sub(r"`[^`\n]*`", "", text)):
            if not re.match("[a-z]+:", target):
                path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
                assert path in there or any(each.startswith(f"{path}/") for each in there), (name, target)
                followed += 1
    assert followed > 80


def test_the_zip_has_a_page_for_whoever_has_only_the_zip(release: Built) -> None:
    with zipfile.ZipFile(release.whole(".zip")) as archive:
        page = archive.read(f"{release.stem}/README.md").decode()
    assert "How to open it" in page and "怎么打开" in page and "make" not in page.split()
    assert "(datasets/targets.csv)" in page and "(views/promises.sql)" in page and "creativecommons.org" in page


def test_a_link_to_what_is_not_there_becomes_its_text() -> None:
    page = "[a](x.md) [b](y.md#z) [c](../up.md) [d](https://e.org/f) [e](#here) [f](d) ![g](p.png)"
    found = without_broken_links(page, "docs/page.md", {"docs/y.md", "docs/d/file"})
    assert found == "a [b](y.md#z) c [d](https://e.org/f) [e](#here) [f](d) ![g](p.png)"


def test_no_text_of_the_documents_is_in_a_release(release: Built) -> None:
    """`documents` are known by digest only; the folder with them is no part of any format."""
    assert not [path for path in snapshot(release.folder) if Path(path).suffix == ".txt"]


def test_the_command_says_what_it_has_built(commanded: Commanded) -> None:
    result = commanded.result
    assert result.exit_code == 0
    assert (
        f"xinzhi-{__version__}.duckdb" in result.stdout and "parquet/ (" in result.stdout and speaks_both(result.stdout)
    )
    assert "\x1b[" not in result.stdout


def test_a_site_that_was_built_into_the_folder_of_the_release_does_not_stop_the_release(tmp_path: Path) -> None:
    package, dist = small_package(tmp_path / "p"), tmp_path / "dist"
    assert run("site", package, "--out", dist / "site").exit_code == 0
    (dist / "note.txt").write_text("mine", encoding="utf-8")
    assert run("build", package, "--out", dist).exit_code == 2
    (dist / "note.txt").unlink()
    assert run("build", package, "--out", dist).exit_code == 0
    assert (dist / "index.json").is_file() and not (dist / "site").exists()


def test_an_invalid_package_is_not_released(tmp_path: Path) -> None:
    package = base_package(
        tmp_path / "p", [{"file": "datasets/targets.csv", "replace": ["qinghe-fab,", "no-such-project,"]}]
    )
    result = run("build", package, "--out", tmp_path / "dist")
    assert result.exit_code == 1
    assert "foreign-key" in result.stdout and "nothing was released" in result.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["p"]


def test_another_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "other", "resources": []}', encoding="utf-8")
    result = run("build", tmp_path, "--out", tmp_path / "dist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'other'" in result.stderr and speaks_both(result.stderr)


def test_a_package_without_a_version_is_refused(tmp_path: Path) -> None:
    package = base_package(tmp_path / "p", [{"file": "datapackage.json", "json": [["version"]]}])
    result = run("build", package, "--out", tmp_path / "dist")
    assert result.exit_code == 2
    assert "no version" in result.stderr


def test_missing_documents_are_told_before_anything_is_written(tmp_path: Path) -> None:
    result = run("build", base_package(tmp_path / "p"), "--out", tmp_path / "dist", "--sources", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr and not (tmp_path / "dist").exists()


def test_with_the_documents_a_release_says_that_it_was_checked_against_them(commanded: Commanded) -> None:
    report = json.loads((commanded.folder / "validation.json").read_text(encoding="utf-8"))
    assert report["valid"] and report["where"] == "." and report["checks"]["evidence"]["ran"]
