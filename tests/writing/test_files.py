"""Replacing files: whoever looks, and whenever the process dies, finds the old file or the new one; nobody's work is
overwritten."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from xinzhi import writing
from xinzhi.writing import (
    Replacement,
    WriteRefusedError,
    complete,
    conflict_line,
    file_names,
    open_elsewhere,
    overwrite_file,
    replace_files,
    temporary,
    unfinished,
)

VALIDATE = Path(writing.__file__).resolve().parents[1]
CONFLICT = "id,name\n<<<<<<< HEAD\na,1\n=======\na,2\n>>>>>>> theirs\n"


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def read(folder: Path) -> dict[str, str]:
    """The text of every file below a folder."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes().decode("utf-8") for p in found}


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


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
    assert "has changed" in refused(path, "new", "old")
    assert listed(tmp_path) in ([], ["t.csv"])


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

BEFORE = {"a": "old a", "sub/b": "old b"}
AFTER = {"a": "new a", "sub/b": "new b", "sub/c": "new c"}


def unit(folder: Path, found: dict[str, str] = BEFORE) -> list[Replacement]:
    return [Replacement(folder / name, text, read=found.get(name)) for name, text in AFTER.items()]


def test_all_files_of_a_unit_are_written(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    replace_files(tmp_path, unit(tmp_path))
    assert read(tmp_path) == AFTER


@contextmanager
def before_each_swap(monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], object]) -> Iterator[None]:
    """Do something at the last moment before a file gets its name."""
    for name in ("swap_files", "take_free_name"):
        real = getattr(file_names, name)

        def swap(new: Path, target: Path, real: Callable[[Path, Path], None] = real) -> None:
            act(target)
            real(new, target)

        monkeypatch.setattr(unfinished, name, swap)
    yield
    monkeypatch.undo()


def save(path: Path) -> None:
    path.write_text("theirs", encoding="utf-8")


def save_as_editors_do(path: Path) -> None:
    aside = path.with_name(f"{path.name}~")
    save(aside)
    aside.replace(path)


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


# Killed at any step

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


def record(folder: Path, *files: dict[str, object], version: int = 1) -> None:
    (folder / unfinished.RECORD).write_text(json.dumps({"version": version, "files": list(files)}), encoding="utf-8")


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


# One file by itself


def test_a_file_is_overwritten_whatever_it_held(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_bytes(b"\xff" + CONFLICT.encode())
    overwrite_file(path, "a\nb\r\n芯\n")
    assert path.read_bytes() == "a\nb\r\n芯\n".encode() and listed(tmp_path) == ["t"]


def test_a_text_that_is_none_is_not_written(tmp_path: Path) -> None:
    write(tmp_path, {"t": "old"})
    with pytest.raises(UnicodeEncodeError):
        overwrite_file(tmp_path / "t", "new " * 100_000 + "\udc80")
    with pytest.raises(UnicodeEncodeError):
        replace_files(tmp_path, [Replacement(tmp_path / "t", "\udc80", read="old")])
    assert read(tmp_path) == {"t": "old"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write(tmp_path, {"t": "old"})

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(WriteRefusedError, match="No space left on device"):
        overwrite_file(tmp_path / "t", "new")
    assert read(tmp_path) == {"t": "old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such devices")
def test_what_is_no_file_is_written_into_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    heard: list[bytes] = []
    listener = Thread(target=lambda: heard.append((tmp_path / "pipe").read_bytes()))
    listener.start()
    overwrite_file(tmp_path / "pipe", "new")
    listener.join()
    assert heard == [b"new"] and (tmp_path / "pipe").is_fifo()
    overwrite_file(Path("/dev/null"), "new")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(WriteRefusedError, match="No space left on device"):
        overwrite_file(Path("/dev/full"), "new")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    with pytest.raises(WriteRefusedError, match="cannot write"):
        overwrite_file(tmp_path / "t", "new")
    assert (tmp_path / "t").is_dir() and listed(tmp_path) == ["t"]
