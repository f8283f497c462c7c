"""Every command that writes, killed while it does, and beside somebody who saves or has a file open: nobody finds half
a file, and nobody's work is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import writers
from commands import run, snapshot, speaks_both
from writers import WRITERS, Writer
from xinzhi.propose import acceptance
from xinzhi.release import build as release
from xinzhi.writing import complete, files, folders, unfinished

FILES, FOLDERS, REPORTS = ([w for w in WRITERS if w.kind == kind] for kind in ("files", "folder", "reports"))
CONFLICT = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n"
# Where a process dies, by how the command writes; the commands that take long die where most can go wrong.
POINTS = {
    "files": ["prepared", "recorded", "between", "replaced"],
    "folder": ["built", "settled", "in place"],
    "reports": ["prepared", "first written"],
}
SLOW = {"accept": ["recorded", "between"], "build": ["settled", "in place"]}
KILLED = """
import os, signal, sys
from pathlib import Path
from xinzhi.cli import app
from xinzhi.writing import files, folders, unfinished

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def then_die(call):
    def called(*arguments, **named):
        call(*arguments, **named)
        die()
    return called

kind, point, *arguments = sys.argv[1:]
if kind == "files":
    owner, name = {
        "prepared": (unfinished, "_write_record"),
        "recorded": (unfinished.ReplacementStep, "put"),
        "between": (unfinished.ReplacementStep, "put"),
        "replaced": (unfinished, "_close"),
    }[point]
    setattr(owner, name, then_die(getattr(owner, name)) if point == "between" else die)
elif kind == "folder":
    import writers

    writers.only_two_writers()
    name = {"built": "_settle", "settled": "_swap", "in place": "_swap"}[point]
    setattr(folders, name, then_die(folders._swap) if point == "in place" else die)
else:
    Path.replace = then_die(Path.replace) if point == "first written" else die
app(arguments)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Writer], tuple[Path, dict[str, bytes]]]]:
    """For a command: the folder in which it is to run, and what is there when it has run. Read-only."""
    known: dict[str, tuple[Path, dict[str, bytes]]] = {}
    all_writers = list(release.WRITERS)
    writers.only_two_writers()

    def make(writer: Writer) -> tuple[Path, dict[str, bytes]]:
        if writer.command not in known:
            folder = tmp_path_factory.mktemp(writer.command)
            writer.make(folder / "before")
            after = writers.copy(folder / "before", folder / "after")
            assert finished(writer, after) == 0
            known[writer.command] = folder / "before", contents(after)
        return known[writer.command]

    yield make
    release.WRITERS[:] = all_writers


@pytest.fixture
def here(made: Callable[[Writer], tuple[Path, dict[str, bytes]]], tmp_path: Path) -> Callable[[Writer], Path]:
    """For a command: a folder to run it in."""
    return lambda writer: writers.copy(made(writer)[0], tmp_path / "here")


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in snapshot(folder).items() if not name.startswith(".git/")}


def finished(writer: Writer, folder: Path) -> int:
    """Run the command in its folder; its exit status."""
    return outcome(writer, folder)[0]


def outcome(writer: Writer, folder: Path) -> tuple[int, str]:
    """Run the command in its folder; its exit status and what it said."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = run(*writer.arguments)
    finally:
        os.chdir(before)
    return result.exit_code, result.output


def refused(writer: Writer, folder: Path, said: str) -> None:
    code, output = outcome(writer, folder)
    assert code == 2, output
    assert said in " ".join(output.split()) and speaks_both(output)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system does not kill")
@pytest.mark.parametrize(
    ("writer", "point"),
    [(w, p) for w in WRITERS for p in SLOW.get(w.command, POINTS[w.kind])],
    ids=lambda part: str(part),
)
def test_a_command_that_is_killed_leaves_old_or_new_and_run_again_it_ends_well(
    writer: Writer,
    point: str,
    made: Callable[[Writer], tuple[Path, dict[str, bytes]]],
    here: Callable[[Writer], Path],
) -> None:
    folder = here(writer)
    before, after = contents(folder), made(writer)[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    process = subprocess.run(
        [sys.executable, "-c", KILLED, writer.kind, point, *writer.arguments],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
    )
    assert process.returncode == -signal.SIGKILL, process
    found = {name: content for name, content in contents(folder).items() if ".xinzhi-" not in name}
    for name in before.keys() | after.keys():
        assert found.get(name) in (before.get(name), after.get(name)), name
    changed = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
    new = {name for name in changed if found.get(name) == after.get(name)}
    if writer.kind == "folder":
        assert new in (set(), changed), "a folder is the old one or the new one"
    assert bool(new) == (point in ("between", "replaced", "in place", "first written"))
    if writer.kind == "files":
        complete(folder / "package" if writer.command == "accept" else folder)
        settled = {name for name in changed if contents(folder).get(name) == after.get(name)}
        assert settled in (set(), changed), "the next command that writes, whichever it is, finds all or none"
    proposed = writer.command == "propose" and point == "in place"  # which is not overwritten
    assert finished(writer, folder) == (2 if proposed else 0)
    assert contents(folder) == after


@pytest.mark.parametrize("writer", [*FILES, *REPORTS], ids=str)
@pytest.mark.parametrize("lock", [".~lock.{}#", "~${}"])
def test_a_command_does_not_write_into_what_is_open_elsewhere(
    writer: Writer, lock: str, here: Callable[[Writer], Path]
) -> None:
    folder = here(writer)
    target = folder / writer.replaces
    target.with_name(lock.format(target.name)).touch()
    before = contents(folder)
    refused(writer, folder, "is open in another program")
    changed = {name for name, content in contents(folder).items() if before.get(name) != content}
    assert changed == ({"report.json"} if writer.kind == "reports" else set()), "each report is for itself"
    target.with_name(lock.format(target.name)).unlink()
    assert finished(writer, folder) == 0


@pytest.mark.parametrize("writer", FOLDERS, ids=str)
def test_a_command_does_not_replace_a_folder_with_a_file_that_is_open_elsewhere(
    writer: Writer, here: Callable[[Writer], Path]
) -> None:
    folder = here(writer)
    target = folder / writer.replaces
    target.parent.mkdir(exist_ok=True)
    target.with_name(f".~lock.{target.name}#").touch()
    before = contents(folder)
    code, output = outcome(writer, folder)
    assert code == 2 and speaks_both(output)
    assert contents(folder) == before


@pytest.mark.parametrize("writer", [w for w in FILES if w.command != "docs"], ids=str)
def test_a_command_does_not_write_over_a_conflict(writer: Writer, here: Callable[[Writer], Path]) -> None:
    folder = here(writer)
    name = "CHANGELOG.md" if writer.command == "diff" else writer.replaces
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(CONFLICT)
    before = contents(folder)
    assert finished(writer, folder) in (1, 2)
    assert contents(folder)[name] == before[name]


def test_a_conflict_in_a_generated_page_is_resolved_by_writing_it_anew(
    made: Callable[[Writer], tuple[Path, dict[str, bytes]]], here: Callable[[Writer], Path]
) -> None:
    (writer,) = (w for w in FILES if w.command == "docs")
    folder = here(writer)
    (folder / writer.replaces).write_text(CONFLICT, encoding="utf-8")
    assert finished(writer, folder) == 0
    assert contents(folder) == made(writer)[1]


def save(path: Path) -> None:
    path.write_text("theirs\n", encoding="utf-8")


@pytest.mark.parametrize("moment", ["when all is worked out", "at the last moment"])
@pytest.mark.parametrize("writer", FILES, ids=str)
def test_what_somebody_saves_while_a_command_works_is_kept(
    writer: Writer, moment: str, here: Callable[[Writer], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    if moment == "at the last moment" and not sys.platform.startswith("linux"):
        pytest.skip("this system exchanges no files")
    folder = here(writer)
    before = contents(folder)
    saved = []
    module, name = (files, "locked_package") if moment == "when all is worked out" else (unfinished, "swap_files")
    real = getattr(module, name)

    def save_first(*arguments: Path) -> object:
        if not saved:
            saved.append(writer.replaces)
            save(folder / writer.replaces)
        return real(*arguments)

    monkeypatch.setattr(module, name, save_first)
    refused(writer, folder, "has changed since it was read: nothing was written")
    assert contents(folder) == before | {writer.replaces: b"theirs\n"}


def test_what_somebody_saves_while_accept_validates_is_kept(
    here: Callable[[Writer], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (writer,) = (w for w in FILES if w.command == "accept")
    folder = here(writer)
    before = contents(folder)
    real = acceptance.validate

    def save_first(*arguments: Path) -> object:
        save(folder / writer.replaces)
        return real(*arguments)

    monkeypatch.setattr(acceptance, "validate", save_first)
    refused(writer, folder, "has changed since it was read")
    assert contents(folder) == before | {writer.replaces: b"theirs\n"}


@pytest.mark.parametrize("writer", FOLDERS, ids=str)
def test_what_somebody_puts_into_a_folder_while_it_is_built_is_kept(
    writer: Writer, here: Callable[[Writer], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = here(writer)
    before = contents(folder)
    notes = (folder / writer.replaces).with_name("notes.txt")
    real = folders._settle

    def save_first(new: Path) -> None:
        notes.parent.mkdir(exist_ok=True)
        save(notes)
        real(new)

    monkeypatch.setattr(folders, "_settle", save_first)
    code, output = outcome(writer, folder)
    assert code == 2 and speaks_both(output)
    assert contents(folder) == before | {notes.relative_to(folder).as_posix(): b"theirs\n"}


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_a_full_disk_is_told_and_leaves_what_was_there(
    writer: Writer, here: Callable[[Writer], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = here(writer)
    before = contents(folder)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    code, output = outcome(writer, folder)
    assert code == 2 and "No space left on device" in " ".join(output.split()) and speaks_both(output)
    assert contents(folder) == before
