"""Opens a version of a package for reading: a folder, a descriptor, a zip file, or a git revision."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from ..contract.package import DESCRIPTOR, Package, PackageError, is_safe_path, open_package
from .archive import Archive
from .git import Repository, inside, repository_around
from .places import files_beside

CHANGELOG = "CHANGELOG.md"


@dataclass(frozen=True)
class Version:
    """A version that was opened. `identity` is the same for the same version, `published` is false for a commit that
    stands in for a version because none was tagged yet, `on_disk` says whether the files may be written."""

    label_zh: str
    label_en: str
    package: Package
    identity: str
    on_disk: bool = False
    published: bool = True


class Files(Protocol):
    """Files that are not in a folder: those of a zip file or of a commit."""

    def names(self) -> Collection[str]:
        """The paths of all files."""

    def copy(self, name: str, to: Path) -> None:
        """Write one of them to a path."""


@contextmanager
def open_old(named: str | None) -> Iterator[Version]:
    """The old version: as named, else the last tag, else HEAD. Raises PackageError."""
    if named is not None:
        with _opened(named) as version:
            yield version
        return
    repository = repository_around(Path())
    tag = repository.last_tag()
    with _revision(repository, tag or "HEAD", None, published=tag is not None) as version:
        yield version


@contextmanager
def open_new(named: str | None) -> Iterator[Version]:
    """The new version: as named, else the package around the current folder. Raises PackageError."""
    if named is not None:
        with _opened(named) as version:
            yield version
        return
    here = Path.cwd()
    folder = next((f for f in (here, *here.parents) if (f / DESCRIPTOR).is_file()), here)
    yield _on_disk(folder, "工作树", "working tree")


def refuse_same(old: Version, new: Version) -> None:
    """Raise PackageError where both are one version: there is nothing to compare."""
    if old.identity == new.identity:
        raise PackageError(
            f"新旧两版是同一版（{old.label_zh}、{new.label_zh}），无可比较",
            f"OLD and NEW are the same version ({old.label_en}, {new.label_en}): there is nothing to compare",
        )


@contextmanager
def _opened(named: str) -> Iterator[Version]:
    if named.startswith("-") or not named.strip():
        raise PackageError(f"“{named}”不是版本", f"{named!r} is no version")
    path = Path(named)
    if path.is_file() and path.suffix.lower() == ".zip":
        with closing(Archive(path)) as archive, _unpacked(archive, _descriptor_in(archive, named), named) as package:
            yield Version(named, named, package, f"file:{path.resolve()}")
    elif path.exists():
        yield _on_disk(path, named, named)
    else:
        repository = repository_around(Path())
        revision, colon, inner = named.partition(":")
        with _revision(repository, revision, inner if colon else None) as version:
            yield version


def _on_disk(path: Path, label_zh: str, label_en: str) -> Version:
    package = open_package(path)
    return Version(label_zh, label_en, package, f"file:{package.descriptor_path.resolve()}", on_disk=True)


@contextmanager
def _revision(repository: Repository, revision: str, inner: str | None, *, published: bool = True) -> Iterator[Version]:
    commit = repository.commit(revision)
    tree = repository.tree(commit)
    descriptor = _descriptor_of(repository, tree.names(), revision, inner)
    label = f"{revision}:{inner}" if inner is not None else revision
    label = label if commit.startswith(revision) else f"{label}, {commit[:7]}"
    with _unpacked(tree, descriptor, label) as package:
        yield Version(label, label, package, f"git:{commit}:{descriptor}", published=published)


def _descriptor_of(repository: Repository, names: Collection[str], revision: str, inner: str | None) -> str:
    """The path of the descriptor in a commit: below `inner` where that is given, else around the current folder."""
    if inner is not None:
        path = inside(repository, inner)
        places = [path, f"{path}/{DESCRIPTOR}" if path else DESCRIPTOR]
    else:
        parts = [p for p in repository.prefix.split("/") if p]
        places = ["/".join([*parts[:n], DESCRIPTOR]) for n in range(len(parts), -1, -1)]
    for place in places:
        if place in names:
            return place
    raise PackageError(f"版本 {revision} 中没有 {places[-1]}", f"revision {revision} has no {places[-1]}")


def _descriptor_in(archive: Archive, named: str) -> str:
    """The path of the descriptor in a zip file: at its top, or in the one folder that holds everything."""
    found = [n for n in archive.names() if n == DESCRIPTOR or (n.count("/") == 1 and n.endswith(f"/{DESCRIPTOR}"))]
    if DESCRIPTOR in found or len(found) == 1:
        return DESCRIPTOR if DESCRIPTOR in found else found[0]
    if found:
        raise PackageError(f"{named} 中有多个数据包：{'、'.join(found)}", f"{named} holds several packages: {', '.join(found)}")
    raise PackageError(f"{named} 中没有 {DESCRIPTOR}", f"{named} has no {DESCRIPTOR}")


@contextmanager
def _unpacked(files: Files, descriptor: str, label: str) -> Iterator[Package]:
    """The package of a descriptor in a folder of its own, which goes at the end: only the files that it names are copied."""
    above = descriptor[: -len(Path(descriptor).name)]
    with tempfile.TemporaryDirectory(prefix="xinzhi-version-") as name:
        folder = Path(name)
        files.copy(descriptor, folder / Path(descriptor).name)
        try:
            package = open_package(folder / Path(descriptor).name)
        except PackageError as error:
            # The copy's place says nothing to whoever asked for a revision.
            raise PackageError(*(text.replace(f"{folder}/", f"{label}:{above}") for text in (error.zh, error.en))) from error
        known = files.names()
        views = {n.removeprefix(above) for n in known if n.startswith(f"{above}views/") and n.endswith(".sql")}
        for wanted in sorted({CHANGELOG, *files_beside(package), *views, *_named_files(package.descriptor)}):
            if above + wanted in known:
                _copy(files, above + wanted, folder / wanted)
        yield package


def _copy(files: Files, name: str, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        files.copy(name, target)
    except OSError as error:  # a full disk, or a file where another one needs a folder
        raise PackageError(f"无法解压 {name}：{error.strerror or error}", f"cannot unpack {name}: {error.strerror or error}") from error


def _named_files(descriptor: Any) -> set[str]:
    """The safe relative paths that a descriptor names: data, schemas, dialects."""
    found: set[str] = set()
    resources = descriptor.get("resources", [])
    for resource in resources if isinstance(resources, list) else []:
        if isinstance(resource, dict):
            path = resource.get("path")
            paths = path if isinstance(path, list) else [path]
            found |= {p for p in (*paths, resource.get("schema"), resource.get("dialect")) if isinstance(p, str) and is_safe_path(p)}
    return {PurePosixPath(p).as_posix() for p in found}
