"""Replacing files: whoever looks, and whenever the process dies, finds the old file or the new one; nobody's work is
overwritten."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from xinzhi import writing
from xinzhi.writing import Replacement, WriteRefusedError, conflict_line, open_elsewhere, replace_file, replace_files

VALIDATE = Path(writing.__file__).resolve().parents[1]
OLD, NEW = "旧old\n" * 60_000, "新new\n" * 50_000
CONFLICT = "id,name\n<<<<<<< HEAD\na,1\n=======\na,2\n>>>>>>> theirs\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path, text: str, read: str | None) -> str:
    """The English message with which writing is refused."""
    with pytest.raises(WriteRefusedError) as error:
        replace_files([Replacement(path, text, read=read)])
    assert any("\u4e00" <= c <= "\u9fff" for c in error.value.zh)
    return error.value.en


@pytest.mark.parametrize("lock", [".~lock.t.csv#", "~$t.csv", "~$csv", ".#t.csv", ".t.csv.swp"])
def test_a_file_that_is_open_elsewhere_is_left_alone(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")
    (tmp_path / lock).symlink_to("somebody@somewhere.1234")  # as Emacs does: it leads nowhere
    assert lock in refused(path, "new", "old")
    assert path.read_text(encoding="utf-8") == "old"
    (tmp_path / lock).unlink()
    replace_files([Replacement(path, "new", read="old")])
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
    assert "has changed" in refused(path, "new", "old")
    assert names(tmp_path) in ([], ["t.csv"])


def test_a_file_that_came_into_being_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("theirs", encoding="utf-8")
    assert "has changed" in refused(tmp_path / "t.csv", "new", None)


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
    assert names(tmp_path) == ["t.csv"]


def test_one_refusal_keeps_all_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / ".~lock.b#").touch()
    with pytest.raises(WriteRefusedError):
        replace_files([Replacement(tmp_path / "a", "new", read="old"), Replacement(tmp_path / "b", "new", read="old")])
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "t.csv"
    real.write_text("old", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(Path("real", "t.csv"))
    replace_files([Replacement(link, "new", read="old")])
    assert link.is_symlink() and real.read_text(encoding="utf-8") == "new"
    assert names(tmp_path / "real") == ["t.csv"]


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises((WriteRefusedError, OSError)):
        replace_files([Replacement(tmp_path / "a", "new", read=None)])


def test_a_folder_that_is_not_there_is_refused_in_both_languages(tmp_path: Path) -> None:
    assert "cannot write" in refused(tmp_path / "missing" / "t.csv", "new", None)


def test_nothing_to_write_is_nothing(tmp_path: Path) -> None:
    replace_files([])
    assert names(tmp_path) == []


def test_a_file_that_somebody_writes_right_now_is_no_leftover(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with writing._prepared(path, "theirs") as theirs:
        replace_file(path, "ours")
        assert theirs.read_text(encoding="utf-8") == "theirs"
    assert names(tmp_path) == ["t.csv"]


# A process that is killed before each step in turn after which the disk, or what is known of it, is another.
KILLED = """
import builtins, io, os, pathlib, signal, sys, tempfile
sys.path.insert(0, sys.argv[1])
from xinzhi.writing import Replacement, replace_files
left = int(sys.argv[2])
def dies_before(call):
    def step(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **named)
    return step
for name in ("fsync", "fchmod", "fchown", "close"):
    setattr(os, name, dies_before(getattr(os, name)))
tempfile.mkstemp = dies_before(tempfile.mkstemp)
for name in ("replace", "unlink", "read_bytes"):
    setattr(pathlib.Path, name, dies_before(getattr(pathlib.Path, name)))
folder = pathlib.Path(sys.argv[3])
replace_files([Replacement(folder / n, "new " + n, read="old " + n) for n in ("a", "b")])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system does not kill")
def test_a_process_killed_at_any_step_leaves_whole_files_and_the_next_run_tidies_up(tmp_path: Path) -> None:
    killed = 0
    for step in range(100):
        folder = tmp_path / str(step)
        folder.mkdir()
        for name in ("a", "b"):
            (folder / name).write_text(f"old {name}", encoding="utf-8")
            (folder / name).chmod(0o640)
        code = subprocess.run(
            [sys.executable, "-c", KILLED, str(VALIDATE), str(step), str(folder)], check=False
        ).returncode
        found = {name: (folder / name).read_text(encoding="utf-8") for name in ("a", "b")}
        assert all(text in (f"old {name}", f"new {name}") for name, text in found.items()), (step, found)
        assert all((folder / name).stat().st_mode & 0o777 == 0o640 for name in found)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        killed += 1
        replace_files([Replacement(folder / name, f"new {name}", read=text) for name, text in found.items()])
        assert names(folder) == ["a", "b"], step
    assert killed >= 12, "the process was not killed at its steps"
    assert found == {"a": "new a", "b": "new b"}


ENDLESS = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from xinzhi.writing import replace_file
texts = "\\u65e7old\\n" * 60_000, "\\u65b0new\\n" * 50_000
print("ready", flush=True)
while True:
    for text in texts:
        replace_file(pathlib.Path(sys.argv[2]), text)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system does not kill")
def test_a_writer_killed_at_random_moments_never_leaves_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(OLD, encoding="utf-8")
    chance = random.Random(20240101)
    left_behind = 0
    for _ in range(20):
        process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(VALIDATE), str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.communicate()
        assert path.read_text(encoding="utf-8") in (OLD, NEW)
        left_behind += len(names(tmp_path)) - 1
    assert left_behind, "no writer was killed while it wrote"
    replace_file(path, "after")
    assert names(tmp_path) == ["t.csv"]
