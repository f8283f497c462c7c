"""Opens a version of a package for reading: a folder, a descriptor, a zip file, or a git revision."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from ..contract.archive import Archive
from ..contract.package import DESCRIPTOR, Package, PackageError, is_safe_path, open_package
from ..errors import BilingualError
from ..repository import Repository, RepositoryError, find_repository, repository_around
from .changelog import CHANGELOG
from .places import files_beside


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

    def copy(self, names: Collection[str], into: Path) -> None:
        """Write some of them below a folder, each at its path."""


@contextmanager
def open_old(named: str | None) -> Iterator[Version]:
    """The old version: as named, else the last tag, else HEAD. Raises PackageError."""
    if named is not None:
        with _opened(named) as version:
            yield version
        return
    repository = _repository()
    with _asking_git():
        tag = repository.last_tag()
    with _revision(repository, tag or "HEAD", None, is_tag=tag is not None, published=tag is not None) as version:
        yield version


@contextmanager
def open_last_tag(folder: Path, but_not: str) -> Iterator[Version | None]:
    """The package of `folder` as it was in the last tag of its repository that is not of the version `but_not`; None
    where there is no repository or no such tag. Raises PackageError."""
    repository = find_repository(folder)
    with _asking_git():
        tag = None if repository is None else repository.last_tag(but_not)
    if repository is None or tag is None:
        yield None
        return
    with _revision(repository, tag, _from_top(repository, folder), is_tag=True) as version:
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
        repository = _repository()
        revision, colon, inner = named.partition(":")
        with _revision(repository, revision, inner if colon else None) as version:
            yield version


def _on_disk(path: Path, label_zh: str, label_en: str) -> Version:
    package = open_package(path)
    return Version(label_zh, label_en, package, f"file:{package.descriptor_path.resolve()}", on_disk=True)


def _repository() -> Repository:
    try:
        return repository_around(Path())
    except RepositoryError as error:
        raise PackageError(
            f"{error.zh}：请给出两个文件夹或 zip 文件", f"{error.en}: name two folders or zip files"
        ) from error


@contextmanager
def _asking_git() -> Iterator[None]:
    try:
        yield
    except RepositoryError as error:
        raise PackageError(error.zh, error.en) from error


@contextmanager
def _revision(
    repository: Repository, revision: str, inner: str | None, *, is_tag: bool = False, published: bool = True
) -> Iterator[Version]:
    try:
        # Of a tag and a branch of one name, git may take the other.
        commit = repository.commit(f"refs/tags/{revision}" if is_tag else revision)
    except RepositoryError as error:
        raise PackageError(
            f"没有文件或文件夹“{revision}”，{error.zh}", f"there is no file or folder “{revision}”, and {error.en}"
        ) from error
    with _asking_git():
        tree = repository.tree(commit)
    descriptor = _descriptor_of(repository, tree.names(), revision, inner)
    label = f"{revision}:{inner}" if inner else revision
    label = label if commit.startswith(revision) else f"{label}, {commit[:7]}"
    with _unpacked(tree, descriptor, label) as package:
        yield Version(label, label, package, f"git:{commit}:{descriptor}", published=published)


def _descriptor_of(repository: Repository, names: Collection[str], revision: str, inner: str | None) -> str:
    """The path of the descriptor in a commit: below `inner` where that is given, else around the current folder."""
    if inner is not None:
        path = _inside(repository, inner)
        places = [path, f"{path}/{DESCRIPTOR}" if path else DESCRIPTOR]
    else:
        parts = [p for p in _here(repository).split("/") if p]
        places = ["/".join([*parts[:n], DESCRIPTOR]) for n in range(len(parts), -1, -1)]
    for place in places:
        if place in names:
            return place
    raise PackageError(f"版本 {revision} 中没有 {places[-1]}", f"revision {revision} has no {places[-1]}")


def _here(repository: Repository) -> str:
    """The current folder from the top of the repository, "" at the top."""
    return _from_top(repository, Path.cwd()) if Path.cwd().resolve().is_relative_to(repository.root) else ""


def _from_top(repository: Repository, folder: Path) -> str:
    """A folder from the top of its repository, "" for the top."""
    path = folder.resolve().relative_to(repository.root).as_posix()
    return "" if path == "." else path


def _inside(repository: Repository, path: str) -> str:
    """A path of `REVISION:path` from the top of the repository: `./x` and `../x` start at the current folder."""
    parts: list[str] = []
    relative = path.startswith(("./", "../")) or path in (".", "..")
    for part in PurePosixPath(_here(repository) if relative else "", path).parts:
        if part == ".." and not parts:
            raise PackageError(f"{path} 在仓库之外", f"{path} lies outside of the repository")
        if part == "..":
            parts.pop()
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)


def _descriptor_in(archive: Archive, named: str) -> str:
    descriptor = archive.descriptor()
    if descriptor is None:
        raise PackageError(f"{named} 中没有 {DESCRIPTOR}", f"{named} has no {DESCRIPTOR}")
    return descriptor


@contextmanager
def _unpacked(files: Files, descriptor: str, label: str) -> Iterator[Package]:
    """The package of a descriptor in a folder of its own, which goes at the end: only the files that it names are
    copied."""
    above = descriptor[: -len(Path(descriptor).name)]
    with tempfile.TemporaryDirectory(prefix="xinzhi-version-") as name:
        folder = Path(name)
        try:
            files.copy([descriptor], folder)
            package = open_package(folder / descriptor)
            known = files.names()
            views = {n.removeprefix(above) for n in known if n.startswith(f"{above}views/") and n.endswith(".sql")}
            needed = {CHANGELOG, *files_beside(package), *views, *_named_files(package.descriptor)}
            files.copy(sorted({above + n for n in needed} & {*known}), folder)
        except BilingualError as error:
            # The copy's place says nothing to whoever asked for a revision.
            raise PackageError(*(text.replace(f"{folder}/", f"{label}:") for text in (error.zh, error.en))) from error
        yield package


def _named_files(descriptor: Any) -> set[str]:
    """The safe relative paths that a descriptor names: data, schemas, dialects."""
    files: set[str] = set()
    resources = descriptor.get("resources", [])
    for resource in resources if isinstance(resources, list) else []:
        if isinstance(resource, dict):
            path = resource.get("path")
            paths = path if isinstance(path, list) else [path]
            files |= {
                p
                for p in (*paths, resource.get("schema"), resource.get("dialect"))
                if isinstance(p, str) and is_safe_path(p)
            }
    return {PurePosixPath(p).as_posix() for p in files}
