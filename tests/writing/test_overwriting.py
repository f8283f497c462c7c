"""Overwriting one file by itself, whatever it held."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from threading import Thread

import pytest
from file_units import CONFLICT, listed, read, write
from xinzhi.writing import (
    Replacement,
    WriteRefusedError,
    overwrite_file,
    replace_files,
)


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
