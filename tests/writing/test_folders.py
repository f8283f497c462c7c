"""A folder is replaced whole or not at all, wherever the process is killed."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import snapshot, write
from xinzhi.writing import WriteRefusedError, file_names, folders, replaced_folder

OLD, NEW = {"index.json": b"old", "a/b": b"old"}, {"index.json": b"new", "c": b"new"}
KILLED = """
import os, signal, sys
from pathlib import Path
from xinzhi.writing import folders

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def after(call):
    def called(*arguments, **named):
        call(*arguments, **named)
        die()
    return called

point, target, exchanges = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "True"
if not exchanges:
    folders.exchange = lambda *_: False
if point in ("_settle", "_swap"):
    setattr(folders, point, die)
if point == "aside":
    Path.rename = after(Path.rename)
if point == "swapped":
    folders._swap = after(folders._swap)
with folders.replaced_folder(target, lambda found: None) as new:
    (new / "index.json").write_bytes(b"new")
    if point == "half":
        die()
    (new / "c").write_bytes(b"new")
"""


def anything(_: Path) -> WriteRefusedError | None:
    return None


@pytest.mark.parametrize("exchanges", [True, False])
@pytest.mark.parametrize(("point", "left"), [("half", OLD), ("_settle", OLD), ("_swap", OLD), ("swapped", NEW)])
def test_a_killed_process_leaves_the_old_folder_or_the_new_one(
    tmp_path: Path, point: str, left: dict[str, bytes], exchanges: bool
) -> None:
    target = tmp_path / "dist"
    write(target, OLD)
    assert killed(point, target, exchanges) == -signal.SIGKILL
    assert snapshot(target) == left
    assert len(list(tmp_path.iterdir())) == 2, "what the killed process left lies beside"
    with replaced_folder(target, anything) as new:
        write(new, NEW)
    assert snapshot(target) == NEW
    assert [p.name for p in tmp_path.iterdir()] == ["dist"], "the next run has removed it"


def killed(point: str, target: Path, exchanges: bool = True) -> int:
    command = [sys.executable, "-c", KILLED, point, str(target), str(exchanges)]
    return subprocess.run(command, check=False).returncode


def test_a_folder_that_was_put_aside_is_brought_back_by_the_next_run(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    write(target, OLD)
    assert killed("aside", target, False) == -signal.SIGKILL
    assert not target.exists()
    with pytest.raises(ZeroDivisionError), replaced_folder(target, anything):
        raise ZeroDivisionError
    assert snapshot(target) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


def test_a_killed_process_leaves_no_first_folder(tmp_path: Path) -> None:
    assert killed("half", tmp_path / "dist") == -signal.SIGKILL
    assert not (tmp_path / "dist").exists()


def test_a_failed_build_leaves_the_old_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    write(target, OLD)
    with pytest.raises(ZeroDivisionError), replaced_folder(target, anything) as new:
        write(new, NEW)
        raise ZeroDivisionError
    assert snapshot(target) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


def test_a_folder_in_the_making_is_not_taken_for_abandoned(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "dist", anything) as first:
        write(first, OLD)
        with replaced_folder(tmp_path / "dist", anything) as second:
            write(second, NEW)
        assert first.exists()
    assert snapshot(tmp_path / "dist") == OLD, "whoever ends last is the one who is there"


def test_where_the_system_cannot_exchange_folders_the_old_one_goes_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "exchange", lambda *_: False)
    write(tmp_path / "dist", OLD)
    with replaced_folder(tmp_path / "dist", anything) as new:
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
    with pytest.raises(WriteRefusedError, match="no folder"), replaced_folder(tmp_path / "dist", anything):
        pytest.fail("nothing should be built")


def only_empty(folder: Path) -> WriteRefusedError | None:
    return WriteRefusedError("有内容", "something is in it") if any(folder.iterdir()) else None


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
def test_what_comes_into_the_folder_while_it_is_built_is_kept(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "dist"
    if there:
        target.mkdir()
    with pytest.raises(WriteRefusedError, match="something is in it"), replaced_folder(target, only_empty) as new:
        write(new, NEW)
        write(target, OLD)
    assert snapshot(target) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this system exchanges no folders")
@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
def test_what_comes_into_the_folder_at_the_last_moment_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    target = tmp_path / "dist"
    if there:
        target.mkdir()
    swap = folders._swap
    real = file_names._rename

    def late(*arguments: Path) -> bool:
        if not snapshot(target):
            write(target, OLD)
        return real(*arguments)

    def swap_late(*arguments: object) -> None:
        if not there:
            write(target, OLD)
        swap(*arguments)

    monkeypatch.setattr(file_names, "_rename", late)
    monkeypatch.setattr(folders, "_swap", swap_late)
    with pytest.raises(WriteRefusedError), replaced_folder(target, only_empty) as new:
        write(new, NEW)
    assert snapshot(target) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


@pytest.mark.parametrize("lock", [".~lock.b#", "~$b", ".#b", ".b.swp"])
def test_a_folder_with_a_file_that_is_open_elsewhere_is_left_alone(tmp_path: Path, lock: str) -> None:
    target = tmp_path / "dist"
    write(target, OLD)
    (target / "a" / lock).symlink_to("somebody@somewhere.1234")
    with pytest.raises(WriteRefusedError, match="is open in another program"), replaced_folder(target, anything):
        pytest.fail("nothing should be built")
    assert snapshot(target) == OLD
    (target / "a" / lock).unlink()
    with pytest.raises(WriteRefusedError, match="is open in another program"), replaced_folder(target, anything) as new:
        write(new, NEW)
        (target / "a" / lock).symlink_to("somebody@somewhere.1234")
    assert snapshot(target) == OLD


@pytest.mark.parametrize("step", ["mkdir", "fsync", "rename", "in the block"])
def test_a_full_disk_leaves_the_old_folder_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "dist"
    write(target, OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def build() -> None:
        with replaced_folder(target, anything) as new:
            write(new, NEW)
            if step == "in the block":
                fail()

    if step == "mkdir":
        real = Path.mkdir
        monkeypatch.setattr(Path, "mkdir", lambda p, *a, **n: fail() if p.name == "content" else real(p, *a, **n))
    elif step == "rename":
        monkeypatch.setattr(folders, "exchange", fail)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteRefusedError, match=r"No space left on device\. Nothing was written"):
        build()
    assert snapshot(target) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["dist"]


@pytest.mark.skipif(os.name != "posix", reason="this system has other permissions")
def test_the_folder_has_the_permissions_that_the_umask_leaves_and_nobody_looks_in_before(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with replaced_folder(tmp_path / "dist", anything) as new:
            write(new, NEW)
            assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "dist").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "dist" / "c").stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["名 字", "a\nb", "-rf", ".hidden", "*?[x]", "\udcff", "n" * 255])
@pytest.mark.skipif(os.name != "posix", reason="this system has fewer names")
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    for content in (OLD, NEW):
        with replaced_folder(tmp_path / name, anything) as new:
            write(new, content)
    assert snapshot(tmp_path / name) == NEW
    assert [p.name for p in tmp_path.iterdir()] == [name]
