"""The release's folder is replaced whole or not at all, wherever the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run, snapshot, speaks_both
from release.conftest import small_package
from xinzhi.contract.package import PackageError
from xinzhi.release import folder as folder_module
from xinzhi.release.build import WRITERS
from xinzhi.release.folder import replaced_folder

OLD, NEW = {"index.json": b"old", "a/b": b"old"}, {"index.json": b"new", "c": b"new"}
KILLED = """
import os, signal, sys
from pathlib import Path
from xinzhi.release import folder

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

point, target = sys.argv[1], Path(sys.argv[2])
if point in ("_settle", "_swap"):
    setattr(folder, point, die)
if point == "rmtree":
    folder.shutil.rmtree = die
with folder.replaced_folder(target, lambda found: True) as new:
    (new / "index.json").write_bytes(b"new")
    if point == "half":
        die()
    (new / "c").write_bytes(b"new")
"""


def write(folder: Path, content: dict[str, bytes]) -> None:
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.mark.parametrize(("point", "left"), [("half", OLD), ("_settle", OLD), ("_swap", OLD), ("rmtree", NEW)])
def test_a_killed_process_leaves_the_old_folder_or_the_new_one(
    tmp_path: Path, point: str, left: dict[str, bytes]
) -> None:
    target = tmp_path / "dist"
    write(target, OLD)
    killed = subprocess.run([sys.executable, "-c", KILLED, point, str(target)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert snapshot(target) == left
    assert len(list(tmp_path.iterdir())) == 2, "what the killed process left lies beside"
    with replaced_folder(target, lambda found: True) as new:
        write(new, NEW)
    assert snapshot(target) == NEW
    assert [p.name for p in tmp_path.iterdir()] == ["dist"], "the next run has removed it"


def test_a_killed_process_leaves_no_first_folder(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, "half", str(tmp_path / "dist")], check=False)
    assert not (tmp_path / "dist").exists()


def test_a_failed_build_leaves_the_old_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    write(target, OLD)
    with pytest.raises(ZeroDivisionError), replaced_folder(target, lambda found: True) as new:
        write(new, NEW)
        raise ZeroDivisionError
    assert snapshot(target) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


def test_a_folder_in_the_making_is_not_taken_for_abandoned(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "dist", lambda found: True) as first:
        write(first, OLD)
        with replaced_folder(tmp_path / "dist", lambda found: True) as second:
            write(second, NEW)
        assert first.exists()
    assert snapshot(tmp_path / "dist") == OLD, "whoever ends last is the one who is there"


def test_where_the_system_cannot_exchange_folders_the_old_one_goes_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "_exchanged", lambda *_: False)
    write(tmp_path / "dist", OLD)
    with replaced_folder(tmp_path / "dist", lambda found: True) as new:
        write(new, NEW)
    assert snapshot(tmp_path / "dist") == NEW
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


def _file(path: Path) -> None:
    path.write_text("x")


def _link(path: Path) -> None:
    (path.parent / "elsewhere").mkdir()
    path.symlink_to(path.parent / "elsewhere")


@pytest.mark.parametrize("make", [_file, _link])
def test_what_is_no_folder_is_not_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "dist")
    with pytest.raises(PackageError, match="no folder"), replaced_folder(tmp_path / "dist", lambda found: True):
        pytest.fail("nothing should be built")


@pytest.mark.parametrize(
    "content",
    [{"thesis.docx": b"years of work"}, {"index.json": b"{}"}, {"index.json": b"[1]"}, {"index.json": b"\xff"}],
)
def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path, content: dict[str, bytes]) -> None:
    write(tmp_path / "mine", content)
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "something else" in result.stderr and speaks_both(result.stderr)
    assert snapshot(tmp_path / "mine") == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "closed" / "dist")
    assert result.exit_code == 2 and "cannot write" in result.stderr


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "file" / "dist")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr and speaks_both(result.stderr)


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from xinzhi.release import build, folder, index

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

moment = sys.argv[1]
if moment.isdigit():
    build.WRITERS.insert(int(moment), die)
else:
    module, name = {"check": (build, "validate"), "page": (index, "_page"), "swap": (folder, "_swap")}[moment]
    setattr(module, name, die)
build.build(sys.argv[2], Path(sys.argv[3]))
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder with a package and a release of it, and what that holds."""
    place = tmp_path_factory.mktemp("old")
    assert run("build", small_package(place / "p"), "--out", place / "dist").exit_code == 0
    return place, snapshot(place / "dist")


@pytest.mark.parametrize("moment", ["check", "1", str(len(WRITERS) // 2), "page"])
def test_a_build_that_is_killed_at_any_moment_leaves_the_old_release(
    old: tuple[Path, dict[str, bytes]], moment: str
) -> None:
    """A number is that of the writers that have written by then."""
    place, before = old
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, moment, str(place / "p"), str(place / "dist")], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert snapshot(place / "dist") == before


def test_the_build_after_a_killed_one_clears_what_it_left(old: tuple[Path, dict[str, bytes]]) -> None:
    place, before = old
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, "swap", str(place / "p"), str(place / "dist")], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(list(place.iterdir())) > 2
    assert run("build", place / "p", "--out", place / "dist").exit_code == 0
    assert snapshot(place / "dist") == before
    assert sorted(p.name for p in place.iterdir()) == ["dist", "p"]
