"""What a user can name for validation: a package, a resource or a table file, each opened as a package."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from glob import has_magic
from pathlib import Path
from typing import Any

from .archive import Archive
from .loose_files import files_of_folder, name_of, package_of_files, package_of_pattern
from .package import (
    DESCRIPTOR,
    LARGEST_DESCRIPTOR,
    MARK,
    Package,
    PackageError,
    has_mark,
    open_package,
    read_json,
    read_metadata,
)
from .reach import is_regular
from .scratch import ScratchFolder

_YAML = (".yaml", ".yml")


def open_source(where: Path | str, schema: Path | str | None = None) -> Package:
    """Open a folder with a descriptor, a ZIP archive of one, a descriptor of a package or of a resource (JSON or YAML),
    a Table Schema, or a table file, whose Table Schema is read from `schema`. A resource, a schema or a table file is a
    package of one resource; so is each file of a folder without a descriptor, and each that a pattern matches. An
    archive is unpacked into a folder that is there as long as the package.

    Raises PackageError where there is nothing that can be opened.
    """
    if not str(where):
        raise PackageError("没有给出要校验的路径", "the path to validate is empty")
    if "://" in str(where):
        raise PackageError(f"{where} 是网址：请先下载再校验", f"{where} is an address: download it first")
    path = Path(where)
    try:
        if path.is_dir():
            descriptor_path = _descriptor_in(path)
            if descriptor_path is None and (files := files_of_folder(path)):
                return package_of_files(files, path, path, None if schema is None else _read_schema(Path(schema)))
            path = descriptor_path or open_package(path).descriptor_path  # which says what was looked for
        elif not path.exists():
            if has_magic(str(where)):
                return package_of_pattern(str(where), None if schema is None else _read_schema(Path(schema)))
            raise PackageError(f"没有 {path} 这个文件或文件夹", f"there is no file or folder {path}")
    except OSError as error:  # a folder that may not be looked into, a name that is too long
        raise PackageError(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}") from error
    if path.suffix.lower() == ".zip" and schema is None and (packed := _open_archive(path)) is not None:
        return packed
    descriptor = _read(path) if path.suffix in (".json", *_YAML) else None
    if isinstance(descriptor, Mapping):
        if schema is not None:
            raise PackageError(
                f"--schema 只用于数据文件，而 {path} 是描述文件",
                f"--schema goes with a table file, and {path} is a descriptor",
            )
        is_resource = "resources" not in descriptor and ("path" in descriptor or "data" in descriptor)
        if "fields" in descriptor and "resources" not in descriptor and not is_resource:
            if path.suffix == ".yml":
                raise PackageError(
                    f"{path} 是 Table Schema，而 frictionless 只认后缀为 .yaml 的 YAML：请改名再校验",
                    f"{path} is a Table Schema, and frictionless knows YAML by the suffix .yaml only: rename it",
                )
            described = {"name": name_of(path), "path": path.name, "schema": path.name}
            return Package(path.parent, path, {"resources": [described]})
        return Package(path.parent, path, {"resources": [descriptor]} if is_resource else descriptor)
    # A link that is named is meant: what it leads to is read.
    file = path.resolve() if path.is_symlink() and is_regular(path) else path
    resource: dict[str, Any] = {"name": name_of(path), "path": file.name}
    if schema is not None:
        resource["schema"] = _read_schema(Path(schema))
    return Package(file.parent, file, {"resources": [resource]})


def _open_archive(path: Path) -> Package | None:
    """The package in a ZIP archive; None where it holds no descriptor: it may be a packed table."""
    if not is_regular(path):
        return None
    with closing(Archive(path)) as archive:
        descriptor = archive.descriptor()
        if descriptor is None:
            return None
        scratch = ScratchFolder()
        archive.copy(archive.names(), scratch.path)
    try:
        return replace(open_package(scratch.path / descriptor), scratch=scratch)
    except PackageError as error:
        # The copy's place says nothing to whoever named the archive.
        raise PackageError(*(text.replace(f"{scratch.path}/", f"{path}:") for text in (error.zh, error.en))) from error


def _descriptor_in(folder: Path) -> Path | None:
    names = (DESCRIPTOR, *(f"datapackage{suffix}" for suffix in _YAML))
    return next((folder / name for name in names if (folder / name).exists()), None)


def _read(path: Path) -> Any:
    if path.suffix not in _YAML:
        return read_json(path)
    import yaml

    from .yaml_text import written_out

    text = read_metadata(path)
    try:
        if written_out(text, LARGEST_DESCRIPTOR) > LARGEST_DESCRIPTOR:
            raise PackageError(
                f"{path} 的 YAML 别名展开后超过 {LARGEST_DESCRIPTOR} 个字符",
                f"{path} has YAML aliases that stand for more than {LARGEST_DESCRIPTOR} characters",
            )
        return yaml.safe_load(text)
    except RecursionError as error:
        raise PackageError(f"{path} 嵌套过深", f"{path} is nested too deep") from error
    except (yaml.YAMLError, ValueError) as error:
        note = " ".join(str(error).split())
        raise PackageError(f"{path} 不是合法的 YAML：{note}", f"{path} is not YAML: {note}") from error


def _read_schema(path: Path) -> Mapping[str, Any]:
    if not is_regular(path):
        raise PackageError(f"没有 {path} 这个文件", f"there is no file {path}")
    if path.suffix not in _YAML and has_mark(path):
        raise PackageError(f"{path} 以字节顺序标记开头：{MARK[0]}", f"{path} begins with a byte order mark: {MARK[1]}")
    schema = _read(path)
    if not isinstance(schema, Mapping) or "fields" not in schema:
        raise PackageError(f"{path} 不是 Table Schema：没有 fields", f"{path} is not a Table Schema: it has no fields")
    return schema
