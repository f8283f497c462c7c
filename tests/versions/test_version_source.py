"""Opening a version: from git, zip files and folders, without writing to any of them; and what cannot be opened is said
plainly."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run, snapshot, speaks_both
from small import git
from small_versions import committed, one_table
from xinzhi.contract.archive import Archive
from xinzhi.contract.package import PackageError
from xinzhi.versions.version_source import open_new, open_old

ONE, TWO = [["a", "x", "1"]], [["a", "x", "1"], ["b", "y", "2"]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two tagged versions, in whose folder we stand."""
    folder = tmp_path / "repository"
    one_table(folder, ONE)
    committed(folder, "v1.2.3")
    one_table(folder, TWO, version="1.3.0")
    committed(folder, "v1.3.0")
    monkeypatch.chdir(folder)
    return folder


def rows_of(named: str | None) -> int:
    with open_old(named) as version:
        assert version.package.resources[0].file is not None
        return version.package.resources[0].file.read_text(encoding="utf-8").count("\n") - 1


@pytest.mark.parametrize(
    ("named", "rows"),
    [
        ("v1.2.3", 1),
        ("HEAD~1", 1),
        ("main", 2),
        ("v1.2.3:", 1),
        ("v1.2.3:datapackage.json", 1),
        ("v1.2.3:./", 1),
        (None, 2),
    ],
)
def test_a_revision_is_read_as_it_was(repository: Path, named: str | None, rows: int) -> None:
    (repository / "things.csv").write_text("id,name,value\n", encoding="utf-8")
    assert rows_of(named) == rows


def test_the_work_tree_is_not_touched(repository: Path) -> None:
    (repository / "things.csv").write_text("id,name,value\na,edited,1\n", encoding="utf-8")
    git(repository, "add", "--all")
    before = snapshot(repository)
    run("diff", "v1.2.3", "HEAD")
    assert snapshot(repository) == before


def test_without_a_tag_the_last_commit_stands_in_and_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_table(tmp_path / "p", ONE)
    committed(tmp_path / "p", "some-mark")
    monkeypatch.chdir(tmp_path / "p")
    with open_old(None) as version:
        assert not version.published
    one_table(tmp_path / "p", [])
    result = run("diff")
    assert result.exit_code == 0 and "1 removed" in result.stdout and "the old version is not tagged" in result.stdout


def test_a_package_below_the_top_is_found_from_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_table(tmp_path / "data" / "package", ONE)
    (tmp_path / "data" / "package" / "deep").mkdir()
    committed(tmp_path, "v1.2.3")
    one_table(tmp_path / "data" / "package", TWO, version="1.3.0")
    monkeypatch.chdir(tmp_path / "data" / "package" / "deep")
    assert "1 added" in run("diff").stdout
    monkeypatch.chdir(tmp_path)
    assert "1 added" in run("diff", "v1.2.3:data/package", "data/package").stdout


def test_attributes_and_links_of_the_repository_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "p"
    one_table(folder, ONE)
    (folder / ".gitattributes").write_text("*.csv export-ignore\n*.csv text eol=crlf\n", encoding="utf-8")
    committed(folder, "v1.2.3")
    monkeypatch.chdir(folder)
    assert rows_of("v1.2.3") == 1
    (tmp_path / "secret.csv").write_text("id,name,value\nsecret,x,1\n", encoding="utf-8")
    (folder / "things.csv").unlink()
    (folder / "things.csv").symlink_to("../secret.csv")
    committed(folder, "v1.2.4")
    result = run("diff", "v1.2.3", "v1.2.4")
    assert result.exit_code == 2 and "secret" not in result.output


def test_a_pointer_to_a_large_file_is_no_data(repository: Path) -> None:
    (repository / "things.csv").write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", encoding="utf-8"
    )
    committed(repository, "v1.4.0")
    result = run("diff", "v1.3.0", "v1.4.0")
    assert result.exit_code == 2 and "LFS" in result.stderr


def zipped(folder: Path, to: Path, above: str = "") -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, above + path.relative_to(folder).as_posix())
    return to


@pytest.mark.parametrize("above", ["", "small-1.2.3/"])
def test_a_zip_file_holds_a_version(tmp_path: Path, above: str) -> None:
    one_table(tmp_path / "old", ONE)
    one_table(tmp_path / "new", TWO, version="1.3.0")
    result = run("diff", zipped(tmp_path / "old", tmp_path / "old.zip", above), tmp_path / "new")
    assert result.exit_code == 0 and "1 added" in result.stdout


def hostile(change: Callable[[zipfile.ZipFile], object]) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("datapackage.json", '{"name": "x", "resources": []}')
            change(archive)

    return make


def link(archive: zipfile.ZipFile) -> None:
    member = zipfile.ZipInfo("things.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(member, "/etc/passwd")


@pytest.mark.parametrize(
    "make",
    [
        hostile(lambda z: z.writestr("../evil.csv", "x")),
        hostile(lambda z: z.writestr("/tmp/evil.csv", "x")),
        hostile(lambda z: z.writestr("a/../../evil.csv", "x")),
        hostile(lambda z: z.writestr("..\\evil.csv", "x")),
        hostile(lambda z: z.writestr("C:evil.csv", "x")),
        hostile(link),
        hostile(lambda z: z.writestr("bomb.csv", b"0" * (300 * 1024 * 1024))),
        lambda path: path.write_bytes(b"PK\x03\x04 torn"),
        lambda path: path.write_bytes(b""),
    ],
    ids=["above", "absolute", "above, later", "above, as on Windows", "on a drive", "link", "bomb", "torn", "empty"],
)
def test_a_hostile_zip_file_is_refused_whole(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "v.zip")
    one_table(tmp_path / "new", ONE)
    before = snapshot(tmp_path)
    with pytest.raises(PackageError, match=r"v\.zip"):
        Archive(tmp_path / "v.zip")
    result = run("diff", tmp_path / "v.zip", tmp_path / "new")
    assert result.exit_code == 2 and speaks_both(result.stderr)
    assert snapshot(tmp_path) == before


def test_a_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "v.zip", "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for _ in range(2):
            archive.writestr("datapackage.json", "{}")
    with pytest.raises(PackageError, match="unsafe member"):
        Archive(tmp_path / "v.zip")


def test_damage_within_a_zip_file_is_said(tmp_path: Path) -> None:
    one_table(tmp_path / "old", [[str(n), "x" * 50, "1"] for n in range(100)])
    path = zipped(tmp_path / "old", tmp_path / "old.zip")
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("things.csv").header_offset + 60
    data = bytearray(path.read_bytes())
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    result = run("diff", path, tmp_path / "old")
    assert result.exit_code == 2 and "damaged" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-thing", "."], "no file or folder “no-such-thing”"),
        (["--", "--all", "."], "is no version"),
        (["", "."], "is no version"),
        (["v1.2.3:nowhere", "."], "has no nowhere"),
        (["v1.2.3:../..", "."], "outside of the repository"),
        (["v1.3.0", "main"], "the same version"),
        ([".", "."], "the same version"),
        (["../empty", "."], "no descriptor"),
        (["../empty.zip", "."], "has no datapackage.json"),
        (["../two.zip", "."], "several packages"),
        (["v1.2.3", "v1.3.0", "--write"], "needs a folder"),
        (["broken", "."], "is not JSON"),
    ],
)
def test_what_cannot_be_compared_is_said_in_both_languages(repository: Path, arguments: list[str], said: str) -> None:
    (repository.parent / "empty").mkdir()
    zipfile.ZipFile(repository.parent / "empty.zip", "w").close()
    with zipfile.ZipFile(repository.parent / "two.zip", "w") as archive:
        archive.writestr("a/datapackage.json", "{}")
        archive.writestr("b/datapackage.json", "{}")
    git(repository, "checkout", "--quiet", "-b", "broken")
    (repository / "datapackage.json").write_text("{", encoding="utf-8")
    committed(repository)
    git(repository, "checkout", "--quiet", "main")
    result = run("diff", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr and speaks_both(result.stderr)
    assert "/tmp/xinzhi" not in result.output and not result.stdout


def test_outside_of_any_repository_revisions_are_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    for arguments in ([], ["HEAD"]):
        result = run("diff", *arguments)
        assert result.exit_code == 2 and "not in the work tree of a git repository" in result.stderr


def test_without_git_folders_can_be_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_table(tmp_path / "old", ONE)
    one_table(tmp_path / "new", ONE)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert run("diff", "old", "new").exit_code == 0
    result = run("diff", "HEAD", "new")
    assert result.exit_code == 2 and "git is not installed" in result.stderr


def test_a_repository_without_a_commit_has_no_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_table(tmp_path, ONE)
    git(tmp_path, "init", "--quiet")
    monkeypatch.chdir(tmp_path)
    result = run("diff")
    assert result.exit_code == 2 and "HEAD" in result.stderr


def test_the_new_version_is_the_package_around_the_current_folder(repository: Path) -> None:
    (repository / "deep").mkdir()
    with open_new(None) as version:
        assert version.on_disk and version.package.root == repository
