"""What a process leaves that was killed while it wrote a unit, and the record by which the next one settles it: all or
nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from file_units import AFTER, BEFORE, VALIDATE, read, save, write
from xinzhi.writing import (
    Replacement,
    WriteRefusedError,
    complete,
    replace_files,
    unfinished,
)

# A process for each step after which the disk, or what is known of it, is another, which is killed before it; the last
# one ends. Each has a folder of its own.
KILLED = """
import itertools, os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from xinzhi.writing import Replacement, file_names, replace_files
folder, exchanges, before, after = Path(sys.argv[2]), sys.argv[3] == "True", eval(sys.argv[4]), eval(sys.argv[5])
root, left = "", 0

def step():
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def seen(event, arguments):
    counted = event in ("open", "os.rename", "os.remove", "os.chmod", "os.link")
    if counted and root and str(arguments[0]).startswith(root):
        step()

def before_call(call):
    def called(*arguments):
        step()
        return call(*arguments)
    return called

sys.addaudithook(seen)
for number in itertools.count():
    here = folder / f"{number:03}"
    for name, text in before.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text)
        (here / name).chmod(0o640)
    child = os.fork()
    if child == 0:
        for name in ("fsync", "fchmod"):
            setattr(os, name, before_call(getattr(os, name)))
        file_names._rename = before_call(file_names._rename if exchanges else lambda *_: False)
        root, left = str(here), number
        replace_files(here, [Replacement(here / n, text, read=before.get(n)) for n, text in after.items()])
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != -signal.SIGKILL:
        sys.exit(code)
"""
needs_kill = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork and kill")


def kill_at_every_step(folder: Path, *, exchanges: bool = True) -> list[Path]:
    """A folder for each step before which a process was killed that wrote the unit there; in the last it was not."""
    arguments = [str(VALIDATE), str(folder), str(exchanges), repr(BEFORE), repr(AFTER)]
    subprocess.run([sys.executable, "-c", KILLED, *arguments], check=True)
    return sorted(folder.iterdir())


@needs_kill
@pytest.mark.parametrize("exchanges", [True, False])
def test_a_process_killed_at_any_step_leaves_whole_files_and_the_next_run_all_or_none(
    tmp_path: Path, exchanges: bool
) -> None:
    kinds = set()
    folders = kill_at_every_step(tmp_path, exchanges=exchanges)
    for folder in folders:
        found = {name: text for name, text in read(folder).items() if name in AFTER}
        assert all(text in (BEFORE.get(name), AFTER[name]) for name, text in found.items()), (folder, found)
        assert all((folder / name).stat().st_mode & 0o777 == 0o640 for name in BEFORE)
        assert complete(folder).undone == []
        now = {name: text for name, text in read(folder).items() if name in AFTER}
        assert now in (BEFORE, AFTER), folder
        kinds.add((found == now, now == AFTER))
        replace_files(folder, [Replacement(folder / n, f"{n}!", read=now.get(n)) for n in AFTER])
        assert read(folder) == {n: f"{n}!" for n in AFTER}, folder
    assert len(folders) > 20, "the process was not killed at its steps"
    assert kinds == {(True, False), (False, True), (True, True)}, "before, between, and after the files were replaced"


@pytest.fixture(scope="module")
def cut_short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit as a process leaves it that is killed when one file is replaced and the others are not. Read-only."""
    folders = kill_at_every_step(tmp_path_factory.mktemp("killed"))
    return next(f for f in folders if read(f)["a"] == "new a" and read(f)["sub/b"] == "old b")


@pytest.fixture
def between(tmp_path: Path, cut_short: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(cut_short, tmp_path / "between")


@needs_kill
def test_who_changed_a_waiting_file_keeps_it_and_the_rest_is_undone(between: Path) -> None:
    save(between / "sub" / "b")
    assert [p.name for p in complete(between).undone] == ["a", "b", "c"]
    assert read(between) == {"a": "old a", "sub/b": "theirs"}


@needs_kill
def test_who_changed_a_file_that_was_written_keeps_it_and_the_rest_is_completed(between: Path) -> None:
    write(between, {"a": "new a and theirs"})
    assert [p.name for p in complete(between).completed] == ["a", "b", "c"]
    assert read(between) == AFTER | {"a": "new a and theirs"}


@needs_kill
def test_a_waiting_file_that_is_open_elsewhere_waits(between: Path) -> None:
    (between / "sub" / "~$b").touch()
    before = read(between)
    with pytest.raises(WriteRefusedError, match="is open in another program"):
        complete(between)
    assert read(between) == before
    (between / "sub" / "~$b").unlink()
    complete(between)
    assert read(between) == AFTER


@needs_kill
def test_what_was_cut_short_is_settled_before_another_file_is_written(between: Path) -> None:
    write(between, {"d": "old d"})
    replace_files(between, [Replacement(between / "d", "new d", read="old d")])
    assert read(between) == AFTER | {"d": "new d"}


@needs_kill
def test_where_what_was_set_aside_is_gone_the_files_are_named(between: Path) -> None:
    for left in between.rglob("*.xinzhi-tmp"):
        left.unlink()
    before = read(between)
    with pytest.raises(WriteRefusedError, match="cut short earlier and cannot be completed: a was written") as caught:
        complete(between)
    assert "被中断" in caught.value.zh and unfinished.RECORD in caught.value.en
    assert read(between) == before


# A record may be anybody's


def entry(path: str, temporary: str, old: str | None, new: str) -> dict[str, object]:
    return {"path": path, "temporary": temporary, "old": old, "new": new}


OLD_DIGEST, NEW_DIGEST = unfinished.hashlib.sha256(b"old").hexdigest(), unfinished.hashlib.sha256(b"new").hexdigest()


@pytest.mark.parametrize(
    "files",
    [
        [entry("../secret", ".secret.1.xinzhi-tmp", OLD_DIGEST, NEW_DIGEST)],
        [entry("link", ".secret.1.xinzhi-tmp", OLD_DIGEST, NEW_DIGEST)],
        [entry("folder/secret", ".secret.1.xinzhi-tmp", OLD_DIGEST, NEW_DIGEST)],
        [entry("inside", "../.secret.1.xinzhi-tmp", OLD_DIGEST, NEW_DIGEST)],
        [entry("inside", "other", OLD_DIGEST, NEW_DIGEST)],
        [entry("inside", ".inside.1.xinzhi-tmp", OLD_DIGEST, NEW_DIGEST), entry("link", "x", None, OLD_DIGEST)],
        ["inside"],
        [{}],
        7,
    ],
)
def test_a_record_leads_nowhere_out_of_the_package(tmp_path: Path, files: object) -> None:
    package = tmp_path / "package"
    write(tmp_path, {"secret": "old", ".secret.1.xinzhi-tmp": "new", "package/inside": "old"})
    (package / ".inside.1.xinzhi-tmp").symlink_to(tmp_path / "secret")
    (package / "link").symlink_to(tmp_path / "secret")
    (package / "folder").symlink_to(tmp_path)
    (package / unfinished.RECORD).write_text(json.dumps({"version": 1, "files": files}), encoding="utf-8")
    with pytest.raises(WriteRefusedError, match="cannot be read"):
        complete(package)
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "old"
    assert (tmp_path / ".secret.1.xinzhi-tmp").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"[" * 100_000, b'{"version": 2, "files": []}'])
def test_a_record_that_cannot_be_read_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / unfinished.RECORD).write_bytes(content)
    with pytest.raises(WriteRefusedError, match="cannot be read"):
        complete(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_record_that_is_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / unfinished.RECORD)
    with pytest.raises(WriteRefusedError, match="cannot be read"):
        complete(tmp_path)
