"""Git folders that git would not make: they end in an error in both languages, or are read as if they were whole; never
in waiting, in reading without end, in a file outside, or in a traceback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run, snapshot, speaks_both
from small import BOOKS, commit, git, make
from strangers import TWO_COMMANDS, entry, project, read_by, write_commit, write_object, write_tree
from xinzhi.repository import RepositoryError, process, repository_around

Change = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in a repository, both honest so far, in whose folder we stand."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    made = project(tmp_path / "project")
    monkeypatch.chdir(made)
    return made


def refused(folder: Path) -> str:
    """What both commands say that read a revision, having read nothing and written nothing."""
    before = snapshot(folder.parent)
    diff = run("diff", "HEAD", ".")
    since = run("validate", folder, "--changed-since", "HEAD")
    assert (diff.exit_code, since.exit_code) == (2, 2), (diff.output, since.output)
    assert not diff.stdout and not since.stdout
    assert speaks_both(diff.stderr) and speaks_both(since.stderr)
    assert snapshot(folder.parent) == before
    return diff.stderr + since.stderr


def pipe(path: str) -> Change:
    def apply(folder: Path) -> None:
        (folder / path).unlink(missing_ok=True)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(folder / path)

    return apply


def link(path: str, target: str) -> Change:
    def apply(folder: Path) -> None:
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(target)

    return apply


def text(path: str, content: str) -> Change:
    def apply(folder: Path) -> None:
        if path == ".git":
            shutil.rmtree(folder / path)
        (folder / path).write_text(content, encoding="utf-8")

    return apply


def pipe_for_an_object(folder: Path) -> None:
    id = entry(folder, "data/books.csv")
    pipe(f".git/objects/{id[:2]}/{id[2:]}")(folder)


def alternates_in_a_circle(folder: Path) -> None:
    for n in range(10):
        place = folder / ".git" / "more" / str(n) / "info"
        place.mkdir(parents=True)
        (place / "alternates").write_text(f"../{n + 1}\n", encoding="utf-8")
    text(".git/objects/info/alternates", "../more/0\n")(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize(
    "change",
    [
        pipe(".git/HEAD"),
        pipe(".git/refs/heads/other"),
        pipe(".git/packed-refs"),
        pipe(".git/shallow"),
        pipe(".git/config"),
        pipe(".git/info/attributes"),
        pipe(".git/objects/info/alternates"),
        pipe(".git/objects/pack/pack-1.idx"),
        pipe_for_an_object,
        link(".git/HEAD", "/dev/zero"),
        link(".git/packed-refs", "/dev/zero"),
        link(".git/config", "/dev/zero"),
        link(".git/refs/heads/zero", "/dev/zero"),
        link(".git/refs/heads/circle", "../.."),
        link(".git/refs/heads/itself", "itself"),
        link(".git/objects/circle", ".."),
        text(".git/HEAD", "ref: refs/../../../outside\n"),
        text(".git/HEAD", "ref: /etc/passwd\n"),
        text(".git/HEAD", ""),
        text(".git/HEAD", "x" * 100_000),
        text(".git/config", "[core\n"),
        text(".git/config", "[core]\n" + "\tx = y\n" * 2_000_000),
        text(".git", "gitdir: nowhere\n"),
        text(".git", "gitdir: .git\n"),
        text(".git", "gitdir: \0\n"),
        text(".git", "x" * 100_000),
        text(".git/commondir", "nowhere\n"),
        alternates_in_a_circle,
    ],
    ids=[
        "HEAD pipe", "reference pipe", "packed references pipe", "shallow pipe", "settings pipe", "attributes pipe",
        "alternates pipe", "index of a pack pipe", "object pipe", "HEAD without end", "packed references without end",
        "settings without end", "reference without end", "references in a circle", "reference to itself",
        "objects in a circle", "HEAD above", "HEAD outside", "HEAD empty", "HEAD long", "settings torn",
        "settings large", "pointer to nowhere", "pointer to itself", "pointer with NUL", "pointer long",
        "common folder nowhere", "alternates too deep",
    ],
)  # fmt: skip
def test_a_git_folder_that_git_did_not_make_is_refused(folder: Path, change: Change) -> None:
    change(folder)
    refused(folder)


def test_a_pipe_called_git_is_no_repository(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    pipe(".git")(folder)
    assert "not in the work tree of a git repository" in refused(folder)


@pytest.mark.parametrize(
    "change",
    [
        pipe(".git/index"),
        pipe(".git/commondir"),
        pipe(".git/hooks/post-index-change"),
        pipe(".git/description"),
        text(".git/index", "no index"),
        text(".git/objects/info/commit-graph", "no graph"),
        text(".git/objects/pack/multi-pack-index", "no index of packs"),
        text(".git/info/grafts", "no grafts"),
        text(".gitmodules", "[submodule\n"),
        lambda folder: [
            pipe("included")(folder),
            git(folder, "config", "--file", ".git/config", "include.path", "../included"),
        ],
        lambda folder: git(folder, "config", "core.worktree", "/nowhere"),
        lambda folder: git(folder, "config", "extensions.invented", "true"),
        lambda folder: text(".git/refs/heads/broken", "no id\n")(folder),
    ],
    ids=[
        "index pipe", "common folder pipe", "hook pipe", "description pipe", "index torn", "graph torn",
        "index of packs torn", "grafts torn", "modules torn", "included pipe", "work tree nowhere", "extension unknown",
        "reference torn",
    ],
)  # fmt: skip
def test_what_is_not_needed_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    expected = [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS]
    change(folder)
    assert [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS] == expected


def committed(folder: Path, *entries: tuple[str, bytes, str]) -> None:
    """A commit of the package's tree and more entries, in the order given."""
    listed = git(folder, "ls-tree", "HEAD").splitlines()
    own = [(mode.lstrip("0"), name.encode(), id) for mode, _, id, name in map(str.split, listed)]
    write_commit(folder, write_tree(folder, *own, *entries), git(folder, "rev-parse", "HEAD"))


def above(folder: Path) -> None:
    committed(folder, ("100644", b"../evil.csv", entry(folder, "data/books.csv")))


def above_as_a_folder(folder: Path) -> None:
    inner = write_tree(folder, ("100644", b"evil.csv", entry(folder, "data/books.csv")))
    committed(folder, ("40000", b"..", inner))


def absolute(folder: Path) -> None:
    committed(folder, ("100644", str(folder.parent / "evil.csv").encode(), entry(folder, "data/books.csv")))


def git_folder(folder: Path) -> None:
    inner = write_tree(folder, ("100644", b"config", entry(folder, "data/books.csv")))
    committed(folder, ("40000", b".GIT", inner))


def link_and_folder_of_one_name(folder: Path) -> None:
    (folder.parent / "outside").mkdir()
    target = write_object(folder, "blob", str(folder.parent / "outside").encode())
    committed(folder, ("120000", b"data", target))


def link_below_a_link(folder: Path) -> None:
    (folder.parent / "outside").mkdir()
    target = write_object(folder, "blob", str(folder.parent / "outside").encode())
    inner = write_tree(folder, ("120000", b"evil", target))
    committed(folder, ("120000", b"more", target), ("40000", b"more", inner))


def file_below_a_file(folder: Path) -> None:
    committed(folder, ("40000", b"datapackage.json", entry(folder, "data")))


def name_too_long(folder: Path) -> None:
    committed(folder, ("100644", b"x" * 300, entry(folder, "data/books.csv")))


def folder_as_a_file(folder: Path) -> None:
    committed(folder, ("100644", b"more", entry(folder, "data")))


def missing_file(folder: Path) -> None:
    committed(folder, ("100644", b"more", "1" * 40))


def link_too_long(folder: Path) -> None:
    committed(folder, ("120000", b"more", write_object(folder, "blob", b"x" * 100_000)))


def link_to_nothing(folder: Path) -> None:
    committed(folder, ("120000", b"more", write_object(folder, "blob", b"")))


def link_with_nul(folder: Path) -> None:
    committed(folder, ("120000", b"more", write_object(folder, "blob", b"a\0b")))


@pytest.mark.parametrize(
    "change",
    [
        above, above_as_a_folder, absolute, git_folder, link_and_folder_of_one_name, link_below_a_link,
        file_below_a_file, name_too_long, folder_as_a_file, missing_file, link_too_long, link_to_nothing, link_with_nul,
    ],
)  # fmt: skip
def test_a_tree_that_git_did_not_make_is_refused_whole(folder: Path, change: Change) -> None:
    change(folder)
    before = snapshot(folder.parent)
    result = run("validate", folder, "--changed-since", "HEAD")
    assert (result.exit_code, result.stdout) == (2, "") and speaks_both(result.stderr)
    assert snapshot(folder.parent) == before


def missing_tree(folder: Path) -> None:
    id = entry(folder, "data")
    (folder / ".git" / "objects" / id[:2] / id[2:]).unlink()


def torn_tree(folder: Path) -> None:
    committed(folder, ("40000", b"more", write_object(folder, "tree", b"100644 torn\0abc")))


def tree_that_holds_itself_a_billion_times(folder: Path) -> None:
    tree = write_tree(folder, ("100644", b"x", entry(folder, "data/books.csv")))
    for _ in range(9):
        tree = write_tree(folder, *(("40000", b"%d" % n, tree) for n in range(10)))
    committed(folder, ("40000", b"more", tree))


def file_that_unpacks_without_measure(folder: Path) -> None:
    data = write_tree(
        folder,
        ("100644", b"books.csv", write_object(folder, "blob", b"0" * (257 * 1024 * 1024))),
        ("100644", b"shops.csv", entry(folder, "data/shops.csv")),
    )
    write_commit(
        folder,
        write_tree(
            folder, ("40000", b"data", data), ("100644", b"datapackage.json", entry(folder, "datapackage.json"))
        ),
    )


@pytest.mark.parametrize(
    "change", [missing_tree, torn_tree, tree_that_holds_itself_a_billion_times, file_that_unpacks_without_measure]
)
def test_a_commit_that_cannot_be_read_whole_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    monkeypatch.setattr(process, "LONGEST_ANSWER", 1024 * 1024)
    change(folder)
    refused(folder)


def test_trees_in_trees_in_trees_end(folder: Path) -> None:
    tree = write_tree(folder, ("100644", b"x", entry(folder, "data/books.csv")))
    for _ in range(5_000):
        tree = write_tree(folder, ("40000", b"d", tree))
    committed(folder, ("40000", b"more", tree))
    assert run("validate", folder, "--changed-since", "HEAD").exit_code == 2
    assert run("diff", "HEAD", ".").exit_code in (0, 1, 2)


def replaced(folder: Path) -> None:
    git(folder, "replace", "HEAD", "HEAD~1")


def grafted(folder: Path) -> None:
    text(".git/info/grafts", git(folder, "rev-parse", "HEAD") + "\n")(folder)


def graph_of_another_tree(folder: Path) -> None:
    git(folder, "commit-graph", "write", "--reachable")
    path = folder / ".git" / "objects" / "info" / "commit-graph"
    new, old = (bytes.fromhex(git(folder, "rev-parse", f"{c}^{{tree}}")) for c in ("HEAD", "HEAD~1"))
    content = path.read_bytes()
    assert new in content
    path.chmod(0o644)
    path.write_bytes(content.replace(new, old))


def reference_named_like_the_tag(folder: Path) -> None:
    git(folder, "update-ref", "refs/v1.0.0", "HEAD~1")


def file_named_like_the_tag(folder: Path) -> None:
    text(".git/v1.0.0", git(folder, "rev-parse", "HEAD~1") + "\n")(folder)


def branch_named_like_the_tag(folder: Path) -> None:
    git(folder, "branch", "v1.0.0", "HEAD~1")


@pytest.mark.parametrize(
    "change",
    [
        replaced, grafted, graph_of_another_tree, reference_named_like_the_tag, file_named_like_the_tag,
        branch_named_like_the_tag,
    ],
)  # fmt: skip
def test_a_commit_is_what_its_objects_say(folder: Path, monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    expected = [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS]
    change(folder)
    assert [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS] == expected


def test_the_environment_of_another_repository_is_not_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS]
    other = make(folder.parent / "other")
    commit(other)
    for name, value in {
        "GIT_DIR": other / ".git", "GIT_WORK_TREE": other, "GIT_INDEX_FILE": other / "index", "GIT_PREFIX": "data/",
        "GIT_OBJECT_DIRECTORY": other / ".git" / "objects", "GIT_COMMON_DIR": other / ".git", "GIT_NAMESPACE": "x",
        "GIT_EXTERNAL_DIFF": "false", "GIT_PAGER": "false", "GIT_DIFF_OPTS": "--unified=9",
        "GIT_TRACE": folder.parent / "trace", "GIT_REPLACE_REF_BASE": "refs/heads/", "GIT_SHALLOW_FILE": "/dev/zero",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    found = [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS]
    assert found == expected and not (folder.parent / "trace").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="files cannot be given to others")
def test_a_repository_of_another_user_is_read_as_any(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS]
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 12345, 12345)
    assert [read_by(command, folder, monkeypatch) for command in TWO_COMMANDS] == expected


def tag_that_acts_on_the_terminal(folder: Path) -> None:
    head = git(folder, "rev-parse", "HEAD")
    tag = write_object(
        folder, "tag", f"object {head}\ntype commit\ntag v9\x1b[2J\ntagger t <t> 0 +0000\n\nx\n".encode()
    )
    git(folder, "tag", "--delete", "v1.0.0")
    text(".git/refs/tags/v9", tag + "\n")(folder)


def tag_in_no_encoding(folder: Path) -> None:
    git(folder, "tag", "--delete", "v1.0.0")
    (folder / ".git" / "packed-refs").write_bytes(git(folder, "rev-parse", "HEAD").encode() + b" refs/tags/v9\xff\n")


def tag_of_a_file(folder: Path) -> None:
    git(folder, "tag", "--force", "v1.0.0", "HEAD:data/books.csv")


def version_with_nul(folder: Path) -> None:
    git(folder, "tag", "--delete", "v1.0.0")
    make(folder, version="1\0")
    commit(folder)
    make(folder, version="2\0")


def version_in_half_a_character(folder: Path) -> None:
    git(folder, "tag", "--delete", "v1.0.0")
    make(folder, version="\ud800")
    commit(folder)
    make(folder, version="\udfff")


@pytest.mark.parametrize(
    "change",
    [
        tag_that_acts_on_the_terminal, tag_in_no_encoding, tag_of_a_file, version_with_nul, version_in_half_a_character,
    ],
)  # fmt: skip
def test_names_of_tags_and_versions_are_text_like_any_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    change(folder)
    for command in TWO_COMMANDS:
        status, said = read_by(command, folder, monkeypatch)
        assert status in (0, 1, 2) and "\x1b" not in said, command


@pytest.mark.parametrize(
    "revision",
    ["-h", "--all", "^HEAD", "HEAD..main", "HEAD^@", "HEAD^{tree}", "HEAD:data", ":/", ":0:data", "@{-1}", "main@{99}",
     "a\nb", "a\0b", "\udcff", "../../HEAD", "x" * 5_000],
)  # fmt: skip
def test_what_is_no_revision_is_said(folder: Path, revision: str) -> None:
    with pytest.raises(RepositoryError, match=r"knows no revision|cannot be asked"):
        repository_around(folder).commit(revision)


def test_large_attributes_say_nothing(folder: Path) -> None:
    (folder / ".gitattributes").write_text("* text eol=crlf\n" * 100_000, encoding="utf-8")
    (folder / "data" / "books.csv").write_text(BOOKS, encoding="utf-8", newline="")
    commit(folder)
    result = run("diff", "HEAD", ".", "--format", "json")
    assert result.exit_code == 0 and '"moved"' not in result.stdout


def test_nothing_is_left_behind(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    for command in TWO_COMMANDS:
        read_by(command, folder, monkeypatch)
    assert list(scratch.iterdir()) == []
