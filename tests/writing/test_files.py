"""Replacing files: whoever looks finds the old file or the new one; nobody's work is overwritten."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from file_units import (
    AFTER,
    BEFORE,
    CONFLICT,
    VALIDATE,
    before_each_swap,
    listed,
    read,
    save,
    save_as_editors_do,
    unit,
    write,
)
from xinzhi.writing import (
    Replacement,
    WriteRefusedError,
    conflict_line,
    file_names,
    open_elsewhere,
    overwrite_file,
    replace_files,
    temporary,
    unfinished,
)


def refused(path: Path, text: str, read: str | None) -> str:
    """The English message with which writing is refused."""
    with pytest.raises(WriteRefusedError) as error:
        replace_files(path.parent, [Replacement(path, text, read=read)])
    assert "未写入" in error.value.zh and "othing was written" in error.value.en
    return error.value.en


@pytest.mark.parametrize("lock", [".~lock.t.csv#", "~$t.csv", "~$csv", ".#t.csv", ".t.csv.swp"])
def test_a_file_that_is_open_elsewhere_is_left_alone(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")
    (tmp_path / lock).symlink_to("somebody@somewhere.1234")  # as Emacs does: it leads nowhere
    assert lock in refused(path, "new", "old")
    assert path.read_text(encoding="utf-8") == "old"
    (tmp_path / lock).unlink()
    replace_files(path.parent, [Replacement(path, "new", read="old")])
    assert path.read_text(encoding="utf-8") == "new"


def test_a_lock_beside_the_file_that_a_link_leads_to_counts(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "t.csv"
    real.write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(real)
    (tmp_path / "real" / ".~lock.t.csv#").touch()
    assert open_elsewhere(tmp_path / "link.csv") == tmp_path / "real" / ".~lock.t.csv#"


def test_unresolved_conflicts_are_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CONFLICT, encoding="utf-8")
    assert f"{path}:2 " in refused(path, "new", CONFLICT)
    assert path.read_text(encoding="utf-8") == CONFLICT


@pytest.mark.parametrize("text", ["", "=======\n", "a\n>>>>>>> \n<<<<<<< \n", " <<<<<<< HEAD\n>>>>>>> x\n"])
def test_what_only_looks_like_a_conflict_is_none(text: str) -> None:
    assert conflict_line(text) is None


@pytest.mark.parametrize("change", [lambda p: p.write_text("theirs"), lambda p: p.unlink()])
def test_a_file_that_changed_since_it_was_read_is_left_alone(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")
    change(path)
    before = read(tmp_path)
    assert "has changed" in refused(path, "new", "old")
    assert read(tmp_path) == before


def test_a_file_that_came_into_being_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("theirs", encoding="utf-8")
    assert "has changed" in refused(tmp_path / "t.csv", "new", None)
    assert read(tmp_path) == {"t.csv": "theirs"}


def test_a_save_while_the_new_text_is_being_prepared_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")
    real = os.fsync

    def save_meanwhile(handle: int) -> None:
        real(handle)
        path.write_text("theirs", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    assert "has changed" in refused(path, "new", "old")
    assert path.read_text(encoding="utf-8") == "theirs"
    assert listed(tmp_path) == ["t.csv"]


def test_one_refusal_keeps_all_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / ".~lock.b#").touch()
    with pytest.raises(WriteRefusedError):
        replace_files(
            tmp_path, [Replacement(tmp_path / "a", "new", read="old"), Replacement(tmp_path / "b", "new", read="old")]
        )
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "t.csv"
    real.write_text("old", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(Path("real", "t.csv"))
    replace_files(tmp_path, [Replacement(link, "new", read="old")])
    assert link.is_symlink() and real.read_text(encoding="utf-8") == "new"
    assert listed(tmp_path / "real") == ["t.csv"]


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    refused(tmp_path / "a", "new", None)


def test_a_folder_that_is_not_there_is_refused_in_both_languages(tmp_path: Path) -> None:
    assert "cannot write" in refused(tmp_path / "missing" / "t.csv", "new", None)
    with pytest.raises(WriteRefusedError, match="cannot write"):
        replace_files(tmp_path, [Replacement(tmp_path / "missing" / "t.csv", "new")])


def test_nothing_to_write_is_nothing(tmp_path: Path) -> None:
    replace_files(tmp_path, [])
    assert listed(tmp_path) == []


# Three files, one of which is new, are one unit


def test_all_files_of_a_unit_are_written(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    replace_files(tmp_path, unit(tmp_path))
    assert read(tmp_path) == AFTER


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this system exchanges no files")
@pytest.mark.parametrize("saved", [save, save_as_editors_do])
@pytest.mark.parametrize("name", list(AFTER))
def test_a_save_at_the_last_moment_is_kept_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, saved: Callable[[Path], None]
) -> None:
    write(tmp_path, BEFORE)

    waiting = [tmp_path / name]

    def act(target: Path) -> None:
        if target in waiting:
            waiting.remove(target)
            saved(target)

    with before_each_swap(monkeypatch, act), pytest.raises(WriteRefusedError, match="has changed"):
        replace_files(tmp_path, unit(tmp_path))
    assert read(tmp_path) == BEFORE | {name: "theirs"}


def test_a_file_that_vanishes_at_the_last_moment_stays_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, BEFORE)

    def act(target: Path) -> None:
        if target.name == "b":
            target.unlink()

    with before_each_swap(monkeypatch, act), pytest.raises(WriteRefusedError, match="has changed"):
        replace_files(tmp_path, unit(tmp_path))
    assert read(tmp_path) == {"a": "old a"}


@pytest.mark.parametrize("lock", [".~lock.b#", "~$b"])
def test_a_lock_that_comes_while_files_are_prepared_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    write(tmp_path, BEFORE)
    real = os.fsync

    def open_meanwhile(handle: int) -> None:
        real(handle)
        (tmp_path / "sub" / lock).touch()

    monkeypatch.setattr(os, "fsync", open_meanwhile)
    with pytest.raises(WriteRefusedError, match="is open in another program"):
        replace_files(tmp_path, unit(tmp_path))
    assert read(tmp_path) == {**BEFORE, f"sub/{lock}": ""}


@pytest.mark.parametrize("exchanges", [True, False])
@pytest.mark.parametrize("name", ["swap_files", "take_free_name"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_between_two_files_brings_all_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, name: str, exchanges: bool
) -> None:
    write(tmp_path, BEFORE)
    if not exchanges:
        monkeypatch.setattr(file_names, "_rename", lambda *_: False)
    real = getattr(file_names, name)

    def fail(new: Path, target: Path) -> None:
        if target.name in ("b", "c") and new.read_text(encoding="utf-8").startswith("new"):
            raise error
        real(new, target)

    monkeypatch.setattr(unfinished, name, fail)
    with pytest.raises(WriteRefusedError if isinstance(error, OSError) else KeyboardInterrupt):
        replace_files(tmp_path, unit(tmp_path))
    assert read(tmp_path) == BEFORE


@pytest.mark.parametrize("step", ["open", "fsync", "fchmod", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_full_or_closed_disk_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    write(tmp_path, BEFORE)
    real, calls = getattr(os, step), iter(range(1000))

    def fail(*arguments: object, **named: object) -> object:
        if step == "rename" or (next(calls) == 1 and not (step == "open" and arguments[0] == tmp_path)):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(WriteRefusedError) as caught:
        replace_files(tmp_path, unit(tmp_path))
    monkeypatch.undo()
    assert os.strerror(number) in caught.value.en and "Nothing was written" in caught.value.en
    assert "未写入任何文件" in caught.value.zh
    assert read(tmp_path) == BEFORE


FULL = """
import pathlib, resource, sys
sys.path.insert(0, sys.argv[1])
from xinzhi.writing import Replacement, WriteRefusedError, replace_files
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
root = pathlib.Path(sys.argv[2])
try:
    small, large = Replacement(root / "a", "new", read="old a"), Replacement(root / "sub/b", "b" * 9999, read="old b")
    replace_files(root, [small, large])
except WriteRefusedError as error:
    print(error.en)
"""


@pytest.mark.skipif(os.name != "posix", reason="this system does not limit files")
def test_a_file_that_the_system_cuts_short_is_not_put_in_place(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    said = subprocess.run([sys.executable, "-c", FULL, VALIDATE, tmp_path], check=True, capture_output=True, text=True)
    assert f"cannot write {tmp_path / 'sub' / 'b'}: File too large" in said.stdout
    assert read(tmp_path) == BEFORE


@pytest.mark.parametrize("name", ["link", "folder/secret"])
def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path, name: str) -> None:
    package = tmp_path / "package"
    package.mkdir()
    write(tmp_path, {"secret": "old"})
    (package / "link").symlink_to(tmp_path / "secret")
    (package / "folder").symlink_to(tmp_path)
    with pytest.raises(WriteRefusedError, match="out of the package"):
        replace_files(package, [Replacement(package / name, "new", read="old")])
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "old"


# Several at once

SECOND = """
import fcntl, pathlib, sys
sys.path.insert(0, sys.argv[1])
from xinzhi.writing import Replacement, WriteRefusedError, replace_files
lock = fcntl.flock
def announced(*arguments):
    print("comes", flush=True)
    lock(*arguments)
fcntl.flock = announced
path = pathlib.Path(sys.argv[2])
try:
    replace_files(path.parent, [Replacement(path, "second", read="old")])
except WriteRefusedError as error:
    print(error.en)
"""


@pytest.mark.skipif(temporary.fcntl is None, reason="this system locks no folders")
def test_a_second_writer_waits_and_then_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"t": "old"})
    others: list[subprocess.Popen[str]] = []

    def another_comes(_: Path) -> None:
        command = [sys.executable, "-c", SECOND, str(VALIDATE), str(tmp_path / "t")]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        others.append(process)
        assert process.stdout is not None and process.stdout.readline() == "comes\n"

    with before_each_swap(monkeypatch, another_comes):
        replace_files(tmp_path, [Replacement(tmp_path / "t", "first", read="old")])
    (other,) = others
    assert "has changed" in other.communicate()[0]
    assert read(tmp_path) == {"t": "first"}


def test_of_many_writers_one_succeeds(tmp_path: Path) -> None:
    write(tmp_path, {"a": "old", "b": "old"})
    succeeded = []

    def run(number: int) -> None:
        texts = {name: f"{name} {number}" for name in ("a", "b")}
        try:
            replace_files(tmp_path, [Replacement(tmp_path / n, text, read="old") for n, text in texts.items()])
        except WriteRefusedError:
            return
        succeeded.append(texts)

    threads = [Thread(target=run, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert succeeded == [read(tmp_path)]


def test_a_report_that_somebody_writes_right_now_is_no_leftover(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with temporary.locked_temporary(path, b"theirs") as theirs:
        overwrite_file(path, "ours")
        assert theirs.read_bytes() == b"theirs"
    assert listed(tmp_path) == ["t.csv"]


# Names and permissions


@pytest.mark.parametrize(
    "name",
    ["名 字.csv", "a\nb.csv", "-rf", ".hidden", "a.b.c", "*?[x].csv", "\udcff.csv", "n" * 255, "芯" * 85, "~$x", "#x#"],
)
@pytest.mark.skipif(os.name != "posix", reason="this system has fewer names")
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    replace_files(tmp_path, [Replacement(path, "one")])
    replace_files(tmp_path, [Replacement(path, "two", read="one")])
    overwrite_file(path, "three")
    assert path.read_bytes() == b"three" and listed(tmp_path) == [name]


@pytest.mark.skipif(os.name != "posix", reason="this system has other permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o2664])
def test_permissions_are_kept_and_the_new_text_is_never_open_to_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    path = tmp_path / "t"
    write(tmp_path, {"t": "old"})
    path.chmod(mode)
    seen = []

    def look(*arguments: object) -> None:
        seen.extend(stat.S_IMODE(p.stat().st_mode) for p in tmp_path.glob(".t.*"))

    monkeypatch.setattr(os, "fchown", look)
    replace_files(tmp_path, [Replacement(path, "new", read="old")])
    overwrite_file(path, "newer")
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert seen == [0o600, 0o600]


@pytest.mark.skipif(os.name != "posix", reason="this system has other permissions")
def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_files(tmp_path, [Replacement(tmp_path / "a", "new")])
        overwrite_file(tmp_path / "b", "new")
    finally:
        os.umask(before)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a", "b")] == [0o640, 0o640]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"sub/t": "old"})
    (tmp_path / "sub").chmod(0o555)
    try:
        assert "cannot write" in refused(tmp_path / "sub" / "t", "new", "old")
    finally:
        (tmp_path / "sub").chmod(0o755)
