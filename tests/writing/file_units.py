"""Files that the tests write and look at: by themselves, and three of them as one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from xinzhi import writing
from xinzhi.writing import (
    Replacement,
    file_names,
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


# Of the three files one is new.
BEFORE = {"a": "old a", "sub/b": "old b"}
AFTER = {"a": "new a", "sub/b": "new b", "sub/c": "new c"}


def unit(folder: Path) -> list[Replacement]:
    return [Replacement(folder / name, text, read=BEFORE.get(name)) for name, text in AFTER.items()]


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
