"""A Data Package as described: its resources, their files and their Table Schemas."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import BilingualError
from .scratch import ScratchFolder

DESCRIPTOR = "datapackage.json"
# Of a descriptor, and of each schema beside it; JSON takes some fifty times its size in memory.
LARGEST_DESCRIPTOR = 8 * 1024 * 1024


class PackageError(BilingualError):
    """The package cannot be read at all: there is nothing to validate."""


@dataclass(frozen=True)
class Field:
    """A column as its Table Schema defines it."""

    descriptor: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.descriptor.get("name", ""))

    @property
    def type(self) -> str:
        return str(self.descriptor.get("type", "string"))

    @property
    def constraints(self) -> Mapping[str, Any]:
        declared = self.descriptor.get("constraints", {})
        return declared if isinstance(declared, Mapping) else {}

    @property
    def categories(self) -> list[str] | None:
        """The values of `categories` (Data Package v2), or None where there are none."""
        declared = self.descriptor.get("categories")
        if not isinstance(declared, list):
            return None
        return [
            str(c["value"] if isinstance(c, Mapping) else c)
            for c in declared
            if not isinstance(c, Mapping) or "value" in c
        ]


@dataclass(frozen=True)
class Schema:
    """A Table Schema."""

    descriptor: Mapping[str, Any]

    @cached_property
    def fields(self) -> list[Field]:
        declared = self.descriptor.get("fields", [])
        return [Field(f) for f in declared if isinstance(f, Mapping)] if isinstance(declared, list) else []

    @cached_property
    def names(self) -> list[str]:
        return [f.name for f in self.fields]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name; of several of one name the first."""
        return {f.name: f for f in reversed(self.fields)}

    def field(self, name: str) -> Field:
        """The field called `name`; raises KeyError."""
        return self.by_name[name]

    def values(self, name: str) -> list[str]:
        """The values that a column's `enum` lists; none where there is no such column or list."""
        found = next((f.constraints.get("enum") for f in self.fields if f.name == name), None)
        return [str(value) for value in found] if isinstance(found, list) else []

    @property
    def primary_key(self) -> list[str]:
        return _names(self.descriptor.get("primaryKey", []))

    @property
    def unique_keys(self) -> list[list[str]]:
        declared = self.descriptor.get("uniqueKeys", [])
        return [_names(key) for key in declared] if isinstance(declared, list) else []

    def unique_keys_among(self, names: Collection[str]) -> list[list[str]]:
        """The unique keys that can be checked: those of at least one column, whose columns are all among `names`."""
        return [key for key in self.unique_keys if key and set(names).issuperset(key)]

    @property
    def foreign_keys(self) -> list[tuple[list[str], str, list[str]]]:
        """(fields, resource, referenced fields); the resource is "" for the table itself."""
        keys = self.descriptor.get("foreignKeys", [])
        return [
            (
                _names(k.get("fields", [])),
                str(k["reference"].get("resource", "")),
                _names(k["reference"].get("fields", [])),
            )
            for k in (keys if isinstance(keys, list) else [])
            if isinstance(k, Mapping) and isinstance(k.get("reference"), Mapping)
        ]


@dataclass(frozen=True)
class Resource:
    """A resource of a package."""

    package: Package = field(repr=False)
    descriptor: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.descriptor.get("name", ""))

    @property
    def path(self) -> str | None:
        """The path as written; None for inline data and for resources in several parts."""
        declared = self.descriptor.get("path")
        return declared if isinstance(declared, str) else None

    @cached_property
    def file(self) -> Path | None:
        """Where the data lies, or None where it is remote, inline, in parts or outside of the package."""
        if self.path is None or not self.package.holds(self.path):
            return None
        return self.package.root / self.path

    @cached_property
    def schema(self) -> Schema | None:
        """The Table Schema, read from its file where the descriptor gives a path."""
        declared = self._described("schema")
        return None if declared is None else Schema(declared)

    @cached_property
    def dialect(self) -> Mapping[str, Any] | None:
        """The Table Dialect, read from its file where the descriptor gives a path."""
        return self._described("dialect")

    def _described(self, name: str) -> Mapping[str, Any] | None:
        """The object that a property holds, or that the JSON or YAML file holds to which it points; None where there is
        none that can be read."""
        declared = self.descriptor.get(name)
        if isinstance(declared, str):
            if not self.package.holds(declared):
                return None
            path = self.package.root / declared
            try:
                if not path.is_file() or path.stat().st_size > LARGEST_DESCRIPTOR:
                    return None
                declared = _parsed(path.read_text(encoding="utf-8"), yaml=path.suffix == ".yaml")
            except (OSError, ValueError, RecursionError):
                return None
        return declared if isinstance(declared, Mapping) else None

    @property
    def is_plain_csv(self) -> bool:
        """Whether it is one UTF-8 CSV file in the default dialect."""
        path, descriptor = self.path or "", self.descriptor
        return (
            path.lower().endswith(".csv")
            and self.file is not None
            and "dialect" not in descriptor
            and str(descriptor.get("encoding", "utf-8")).lower() in ("utf-8", "utf8")
            and "compression" not in descriptor
        )


@dataclass(frozen=True)
class Package:
    """A package: the folder it lies in and its descriptor."""

    root: Path
    descriptor_path: Path
    descriptor: Mapping[str, Any]
    # Where an archive was unpacked to, which is there as long as the package.
    scratch: ScratchFolder | None = field(default=None, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Package], tuple[Path, Path, Mapping[str, object]]]:
        """Without what was worked out from it: a thread may pickle it for another process while others go on working it
        out."""
        return Package, (self.root, self.descriptor_path, self.descriptor)

    @property
    def name(self) -> str:
        return str(self.descriptor.get("name", ""))

    @property
    def version(self) -> str:
        """The version that the descriptor gives; empty where it gives none."""
        return str(self.descriptor.get("version", ""))

    @property
    def homepage(self) -> str:
        """The package's page on the web; empty where the descriptor names none."""
        return str(self.descriptor.get("homepage", ""))

    @cached_property
    def resources(self) -> list[Resource]:
        declared = self.descriptor.get("resources", [])
        return [Resource(self, r) for r in declared if isinstance(r, Mapping)] if isinstance(declared, list) else []

    @property
    def creators(self) -> list[str]:
        """The contributors whose roles say that they created the package; all of them where no roles do."""
        declared = self.descriptor.get("contributors", [])
        people = (
            [c for c in declared if isinstance(c, Mapping) and c.get("title")] if isinstance(declared, list) else []
        )
        created = [c for c in people if {"creator", "author"} & set(_names(c.get("roles", [])))]
        return [str(c["title"]) for c in created or people]

    def resource(self, name: str) -> Resource:
        """The resource called `name`; raises KeyError."""
        for r in self.resources:
            if r.name == name:
                return r
        raise KeyError(name)

    def holds(self, path: str) -> bool:
        """Whether a path is a safe one, and no symbolic link on it leads out of the package."""
        if not is_safe_path(path):
            return False
        try:
            return (self.root / path).resolve().is_relative_to(self._resolved_root)
        except (OSError, RuntimeError, ValueError):  # links in a circle, a name that no file can have
            return True  # which nobody can open

    @cached_property
    def _resolved_root(self) -> Path:
        return self.root.resolve()

    def shown(self, path: Path | str) -> str:
        """A path as reports print it: relative to the package."""
        try:
            return Path(path).relative_to(self.root).as_posix()
        except ValueError:
            return Path(path).as_posix()


def open_package(where: Path | str) -> Package:
    """Open a package by its folder or its descriptor. Raises PackageError."""
    path = _descriptor_path(Path(where))
    descriptor = read_json(path)
    if not isinstance(descriptor, dict):
        raise PackageError(f"{path} 不是 JSON 对象", f"{path} does not hold a JSON object")
    return Package(path.parent, path, descriptor)


def _parsed(text: str, *, yaml: bool) -> Any:
    """What a text holds. Raises ValueError and RecursionError where it cannot be read."""
    if not yaml:
        return json.loads(text)
    from yaml import YAMLError, safe_load

    from .yaml_text import written_out

    try:
        return safe_load(text) if written_out(text, LARGEST_DESCRIPTOR) <= LARGEST_DESCRIPTOR else None
    except YAMLError as error:
        raise ValueError(str(error)) from error


# What Python says of JSON that is none.
_JSON_MESSAGES = {
    "Expecting value": "此处应为一个值",
    "Expecting property name enclosed in double quotes": "此处应为双引号中的属性名",
    "Expecting ':' delimiter": "此处应为冒号",
    "Expecting ',' delimiter": "此处应为逗号",
    "Illegal trailing comma before end of object": "最后一个属性之后多了逗号",
    "Illegal trailing comma before end of array": "最后一项之后多了逗号",
    "Extra data": "其后还有多余的内容",
    "Unterminated string starting at": "此处开始的字符串没有结束",
    "Invalid control character at": "字符串中有控制字符",
}


def read_json(path: Path) -> Any:
    """What a JSON file holds. Raises PackageError where it cannot be read."""
    text = read_metadata(path)
    try:
        return json.loads(text)
    except RecursionError as error:
        raise PackageError(f"{path} 嵌套过深", f"{path} is nested too deep") from error
    except json.JSONDecodeError as error:
        raise PackageError(
            f"{path}:{error.lineno}:{error.colno} 不是合法的 JSON：{_JSON_MESSAGES.get(error.msg, error.msg)}",
            f"{path}:{error.lineno}:{error.colno} is not JSON: {error.msg}",
        ) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise PackageError(f"无法读取 {path}：{error}", f"cannot read {path}: {error}") from error


def _descriptor_path(path: Path) -> Path:
    """The descriptor that a folder or a file names; raises PackageError where there is none that may be read."""
    try:
        path = path / DESCRIPTOR if path.is_dir() else path
        exists = path.exists()
    except OSError as error:
        raise PackageError(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}") from error
    if not exists:
        raise PackageError(
            f"找不到数据包描述文件：{path}。请给出数据包的文件夹，或在其中运行。",
            f"no descriptor at {path}: name the folder of a data package, or stand in one",
        )
    if path.suffix != ".json":
        raise PackageError(
            f"{path} 不是 JSON 描述文件；只认 datapackage.json 一类的文件。",
            f"{path} is not a JSON descriptor: expected a file like datapackage.json",
        )
    return path


def read_metadata(path: Path) -> str:
    """The text of a descriptor or a schema. Raises PackageError where it is no file, too large, or not UTF-8."""
    try:
        if not path.is_file():  # a pipe would be waited for
            raise PackageError(f"{path} 不是普通文件", f"{path} is no regular file")
        size = path.stat().st_size
        if size > LARGEST_DESCRIPTOR:
            raise PackageError(
                f"{path} 有 {size} 字节，描述文件的上限为 {LARGEST_DESCRIPTOR} 字节",
                f"{path} has {size} bytes, and a descriptor at most {LARGEST_DESCRIPTOR}",
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PackageError(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PackageError(f"{path} 不是 UTF-8 文本", f"{path} is not UTF-8 text") from error


# What is wrong with JSON that begins with a byte order mark, in Chinese and in English.
MARK = (
    "JSON 不许有它（RFC 8259），frictionless 拒绝这样的文件；请另存为不带 BOM 的 UTF-8",
    "JSON has none (RFC 8259), and frictionless refuses such a file; save it as UTF-8 without one (no BOM)",
)


def has_mark(path: Path) -> bool:
    """Whether a file begins with the byte order mark of UTF-8."""
    try:
        with path.open("rb") as file:
            return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    except OSError:
        return False


# As frictionless tells one: a scheme of two characters or more. A name such as `2024-01-01T00:00.csv` has none.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
# A drive, with or without a separator behind it; frictionless reads such a name from the current folder.
_DRIVE = re.compile(r"[A-Za-z]:")


def is_address(path: str) -> bool:
    """Whether a text opens with the scheme of an address, `file:` among them, rather than with a drive's letter."""
    return _ADDRESS.match(path) is not None


def is_safe_path(path: str) -> bool:
    """Whether a path is relative and stays in its folder (Data Package v2, "Path Safety")."""
    pure = PurePosixPath(path.replace("\\", "/"))
    inside = not pure.is_absolute() and ".." not in pure.parts and not _DRIVE.match(pure.as_posix())
    return inside and bool(path) and not is_address(path) and "://" not in path and "\0" not in path


def _names(declared: Any) -> list[str]:
    if isinstance(declared, str):
        return [declared]
    return [str(n) for n in declared] if isinstance(declared, Sequence) else []
