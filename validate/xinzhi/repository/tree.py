"""The files of a commit, and how they are written to a folder: as git would check them out, but that no filter runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from ..expansion import MOST_EXPANSION, is_excessive
from .error import RepositoryError
from .isolated import IsolatedGit

_ATTRIBUTES = ".gitattributes"
_LARGEST_ATTRIBUTES = 1024 * 1024
_LONGEST_LINK = 4096


@dataclass(frozen=True)
class Tree:
    """The files of a commit, by path from the top of the repository; links, which may lead anywhere, apart. Each has
    the mode and the id that git gives it."""

    git: IsolatedGit
    commit: str
    files: Mapping[str, tuple[str, str]]
    links: Mapping[str, tuple[str, str]]

    def names(self) -> Collection[str]:
        """The paths of all files."""
        return self.files.keys()

    def copy(self, names: Collection[str], into: Path) -> None:
        """Write files and links below `into`, each at its path, as git would check them out. Raises RepositoryError.

        They pass through an index of their own, which has nothing but them, so that attributes such as export-ignore do
        not thin them out. Links are made last: no file is written through one.
        """
        files = {name: self.files[name] for name in names if name in self.files}
        links = {name: self.links[name] for name in names if name in self.links}
        for name in (*files, *links):
            if not _is_safe(PurePath(name.lower())):
                raise self._refused(f"“{name}”不是安全的路径", f"{name!r} is no safe path")
        sizes = self._sizes({*files.values(), *links.values()})
        self._refuse_excessive([sizes[id] for _, id in (*files.values(), *links.values())], sizes)
        try:
            for name in (*files, *links):
                (into / name).parent.mkdir(parents=True, exist_ok=True)
            self._check_out(files, into)
            for name, (_, id) in links.items():
                self._link(into / name, id, sizes[id][0])
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise self._refused(reason, reason) from error

    def _sizes(self, entries: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
        """The size of each file, and what it takes in the repository, by id."""
        ids = sorted({id for _, id in entries})
        asked = "--batch-check=%(objecttype) %(objectsize) %(objectsize:disk)"
        answer = self.git.run("cat-file", asked, given="".join(f"{id}\n" for id in ids))
        lines = answer.stdout.splitlines()
        if answer.returncode != 0 or len(lines) != len(ids):
            raise self._refused(answer.stderr, answer.stderr)
        sizes = {}
        for id, line in zip(ids, lines, strict=True):
            kind, *numbers = line.split()
            if kind != "blob" or len(numbers) != 2:
                raise self._refused(
                    f"仓库中没有对象 {id}；部分克隆中请先取回它",
                    f"the repository lacks object {id}; in a partial clone, fetch it first",
                )
            sizes[id] = int(numbers[0]), int(numbers[1])
        return sizes

    def _refuse_excessive(self, each: list[tuple[int, int]], sizes: Mapping[str, tuple[int, int]]) -> None:
        unpacked = sum(size for size, _ in each)
        if is_excessive(unpacked, sum(packed for _, packed in sizes.values())):
            raise self._refused(
                f"各文件共 {unpacked:,} 字节，超过其在仓库中大小的 {MOST_EXPANSION} 倍",
                f"the files have {unpacked:,} bytes, more than {MOST_EXPANSION} times what they take in the repository",
            )

    def _check_out(self, files: Mapping[str, tuple[str, str]], into: Path) -> None:
        self.git.index.unlink(missing_ok=True)
        attributes = dict(self._attributes_above(files))
        entries = "".join(f"{mode} {id} 0\t{name}\0" for name, (mode, id) in {**attributes, **files}.items())
        written = self.git.run("update-index", "-z", "--index-info", given=entries)
        if written.returncode == 0:
            written = self.git.run(
                "checkout-index", "-z", "--stdin", f"--prefix={into.resolve()}/", given="".join(f"{n}\0" for n in files)
            )
        if written.returncode != 0:
            raise self._refused(written.stderr, written.stderr)

    def _attributes_above(self, files: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
        """The files of attributes in the folders of files and above them, without those that are too large to be
        any."""
        places = {str(above / _ATTRIBUTES) for name in files for above in PurePosixPath(name).parents}
        entries = {place: self.files[place] for place in places if place in self.files}
        sizes = self._sizes(entries.values())
        return ((place, entry) for place, entry in entries.items() if sizes[entry[1]][0] <= _LARGEST_ATTRIBUTES)

    def _link(self, path: Path, id: str, size: int) -> None:
        if size > _LONGEST_LINK:
            raise self._refused(f"链接 {path.name} 过长", f"the link {path.name} is too long")
        content = self.git.run("cat-file", "blob", id)
        if content.returncode != 0:
            raise self._refused(content.stderr, content.stderr)
        path.symlink_to(content.stdout)

    def _refused(self, zh: str, en: str) -> RepositoryError:
        return RepositoryError(f"git 无法取出 {self.commit}：{zh}", f"git cannot extract {self.commit}: {en}")


def read_tree(git: IsolatedGit, commit: str) -> Tree:
    """The files of a commit. Raises RepositoryError where they cannot be told."""
    answer = git.run("ls-tree", "-r", "-z", "--full-tree", commit)
    if answer.returncode != 0:
        raise RepositoryError(
            f"git 无法列出 {commit} 的文件：{answer.stderr}", f"git cannot list the files of {commit}: {answer.stderr}"
        )
    files: dict[str, tuple[str, str]] = {}
    links: dict[str, tuple[str, str]] = {}
    for entry in filter(None, answer.stdout.split("\0")):
        described, _, path = entry.partition("\t")
        mode, _, id = described.split(" ")
        if mode.startswith("100"):
            files[path] = "100644", id
        elif mode == "120000":
            links[path] = mode, id
    return Tree(git, commit, files, links)


def _is_safe(path: PurePath) -> bool:
    """Whether a path stays below its folder on this system, and is none that git keeps for itself."""
    return not (path.is_absolute() or path.drive or path.root or {"..", ".git"} & {*path.parts})
