"""Reads a package from a zip file, and refuses one that was made to harm."""

from __future__ import annotations

import lzma
import shutil
import stat
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from ..expansion import MOST_EXPANSION, is_excessive
from .package import DESCRIPTOR, PackageError, is_safe_path

MOST_MEMBERS = 10_000
_MEMBER_MARK = b"PK\x01\x02"
_CHUNK = 4 * 1024 * 1024
_LONGEST_SHOWN = 200  # of a member's name, which may take 64 KiB
# ValueError: of a name that is not in the encoding that it claims.
_DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError)


def has_too_many_members(path: Path) -> bool:
    """Whether a zip file lists more members than are read. It is counted before its directory, however long, is taken
    into memory. Raises OSError."""
    members, tail = 0, b""
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            members += (tail + chunk).count(_MEMBER_MARK)
            tail = chunk[-len(_MEMBER_MARK) + 1 :]
            if members > MOST_MEMBERS:
                return True
    return False


class Archive:
    """The files of a zip file. Raises PackageError for a file that is no zip file, and for a hostile one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            if has_too_many_members(path):
                raise PackageError(
                    f"{path} 的成员超过 {MOST_MEMBERS:,} 个，未解压任何内容",
                    f"{path} has more than {MOST_MEMBERS:,} members: nothing was unpacked",
                )
            self._zip = zipfile.ZipFile(path)
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
            raise PackageError(f"{path} 不是可读的 zip 文件", f"{path} is not a readable zip file: {error}") from error
        try:
            self._members = self._checked()
        except BaseException:
            self._zip.close()
            raise

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        for member in self._zip.infolist():
            name = PurePosixPath(member.filename).as_posix()  # two spellings of a path are one file
            if not is_safe_path(name) or name in members or stat.S_ISLNK(member.external_attr >> 16):
                shown = _shown(member.filename)
                raise PackageError(
                    f"{self.path} 含有不安全的成员“{shown}”（越出文件夹、重复或为链接），未解压任何内容",
                    f"{self.path} has an unsafe member {shown!r} (outside of the folder, twice, or a link):"
                    " nothing was unpacked",
                )
            if member.flag_bits & 1:
                raise PackageError(f"{self.path} 已加密", f"{self.path} is encrypted")
            members[name] = member
        unpacked = sum(m.file_size for m in members.values())
        if is_excessive(unpacked, self.path.stat().st_size):
            raise PackageError(
                f"{self.path} 解压后有 {unpacked:,} 字节，超过其大小的 {MOST_EXPANSION} 倍，未解压",
                f"{self.path} would unpack to {unpacked:,} bytes, more than {MOST_EXPANSION} times its size: nothing"
                " was unpacked",
            )
        return {name: m for name, m in members.items() if not m.is_dir()}

    def names(self) -> Collection[str]:
        """The paths of all files."""
        return self._members

    def descriptor(self) -> str | None:
        """The path of the descriptor: at the top, or in the one folder that has one; None where there is none. Raises
        PackageError where there are several."""
        places = [n for n in self.names() if n == DESCRIPTOR or (n.count("/") == 1 and n.endswith(f"/{DESCRIPTOR}"))]
        if DESCRIPTOR in places or len(places) == 1:
            return DESCRIPTOR if DESCRIPTOR in places else places[0]
        if places:
            raise PackageError(
                f"{self.path} 中有多个数据包：{'、'.join(places)}",
                f"{self.path} holds several packages: {', '.join(places)}",
            )
        return None

    def copy(self, names: Collection[str], into: Path) -> None:
        """Unpack files below `into`, each at its path; no more bytes are written than the zip file declares. Raises
        PackageError for a damaged one, and where there is no room."""
        for name in names:
            to = into / name
            try:
                to.parent.mkdir(parents=True, exist_ok=True)
                target = to.open("wb")
            except OSError as error:  # a file where another one needs a folder
                raise PackageError(
                    f"{self.path} 中的 {_shown(name)} 无法解压：{error.strerror or error}",
                    f"{_shown(name)} in {self.path} cannot be unpacked: {error.strerror or error}",
                ) from error
            try:
                with target, self._zip.open(self._members[name]) as source:
                    shutil.copyfileobj(source, target, 1 << 20)
            except _DAMAGES as error:
                raise PackageError(
                    f"{self.path} 中的 {name} 已损坏：{error}", f"{name} in {self.path} is damaged: {error}"
                ) from error

    def close(self) -> None:
        """Close the zip file."""
        self._zip.close()


def _shown(name: str) -> str:
    return name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
