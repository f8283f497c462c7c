"""What a change does to the data and the version: in the comment, on the page and in JSON, only where it is shown."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from commands import run
from hostile import ACTING, HOSTILE
from small import BOOKS, SHOPS, commit, compared, descriptor, git, make
from xinzhi.report import compose
from xinzhi.report.html import html
from xinzhi.report.markdown import markdown
from xinzhi.report.version_change import VersionChange

CHANGED = (
    BOOKS.replace("b1,One,north,10,", "b1,First,north,11,").replace("b2,Two,south,20,\n", "") + "b4,Four,south,40,\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package whose version is tagged, and in whose work tree a row is added, removed and changed."""
    make(tmp_path)
    commit(tmp_path)
    git(tmp_path, "tag", "v1.0.0")
    return make(tmp_path, CHANGED)


def _told(folder: Path, format: str) -> str:
    return run("validate", folder, "--changed-since", "HEAD", "--format", format, "--lang", "en").stdout


def _words(page: str) -> str:
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)))
    )


def test_the_comment_tells_version_rows_and_cells(project: Path) -> None:
    text = _told(project, "markdown")
    assert "❌ Version: <code>1.0.0</code> → <code>2.0.0</code> (major); datapackage.json: <code>1.0.0</code>" in text
    assert "| <code>books</code> | 1 | 1 | 1 | 0 |" in text
    assert "| ~ | b1 | title | One | First |\n|  |  | price | 10 | 11 |" in text
    assert "\n- b4 Four\n" in text and "| - | b2 | | |" in text
    assert "| major | books | an id is gone" in text


def test_added_rows_are_listed_by_id_and_name_and_links_only_counted(tmp_path: Path) -> None:
    link = {"fields": [{"name": "book"}, {"name": "shop"}], "primaryKey": ["book", "shop"]}
    links = {"name": "book_shops", "path": "data/book_shops.csv", "schema": link}
    make(tmp_path, resources=[*descriptor()["resources"], links])
    (tmp_path / "data" / "book_shops.csv").write_text("book,shop\nb1,north\n", encoding="utf-8")
    commit(tmp_path)
    more = [f"b{n},Book {n},north,1,\n" for n in range(10, 30)]
    make(tmp_path, BOOKS + "".join(more), resources=[*descriptor()["resources"], links])
    (tmp_path / "data" / "book_shops.csv").write_text("book,shop\nb1,north\nb2,north\nb3,north\n", encoding="utf-8")
    text = _told(tmp_path, "markdown")
    listed = [line for line in text.splitlines() if line.startswith("- b")]
    assert listed == [f"- b{n} Book {n}" for n in range(10, 20)]
    assert "- 10 more added: see xinzhi diff" in text
    assert "- 2 added: see xinzhi diff" in text and "b2/north" not in text


def test_the_page_tells_the_same(project: Path) -> None:
    words = _words(_told(project, "html"))
    assert "Version: 1.0.0 → 2.0.0 (major); datapackage.json: 1.0.0" in words
    assert "title One → First" in words and "price 10 → 11" in words and "+ added b4" in words


def test_json_has_what_diff_writes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = json.loads(_told(project, "json"))["change"]
    monkeypatch.chdir(project)
    diff = json.loads(run("diff", "--format", "json").stdout)
    for side in ("old", "new"):
        del diff[side]["opened"]
    assert change == diff and change["verdict"]["required"] == "2.0.0"


def test_a_version_that_is_high_enough_is_marked_so_and_what_else_lacks_is_told(project: Path) -> None:
    (project / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    make(project, CHANGED, version="2.0.0")
    text = _told(project, "markdown")
    assert "✅ Version: <code>1.0.0</code> → <code>2.0.0</code> (major)" in text
    assert "CHANGELOG.md has no entry for version 2.0.0" in text


def test_a_version_that_was_not_published_asks_for_none(project: Path) -> None:
    git(project, "tag", "--delete", "v1.0.0")
    text = _told(project, "markdown")
    assert "the change is major" in text and "the old version is not tagged" in text and "❌" not in text


def test_a_renamed_row_shows_where_it_went(tmp_path: Path) -> None:
    fields = [{"name": n, "type": "string"} for n in ("dataset", "old", "new", "version")]
    redirects = {
        "name": "redirects",
        "path": "data/redirects.csv",
        "schema": {"fields": fields, "primaryKey": ["dataset", "old"]},
    }
    properties = {"resources": [*descriptor()["resources"], redirects]}
    make(tmp_path, **properties)
    (tmp_path / "data" / "redirects.csv").write_text("dataset,old,new,version\n", encoding="utf-8")
    commit(tmp_path)
    make(tmp_path, BOOKS.replace("b3,", "b30,"), **properties)
    (tmp_path / "data" / "redirects.csv").write_text("dataset,old,new,version\nbooks,b3,b30,2\n", encoding="utf-8")
    outcome = compared(tmp_path, with_data=True)
    assert "| → | b3 → b30 | | |" in markdown(outcome, "en") and "| <code>books</code> | 0 | 0 | 0 | 1 |" in markdown(
        outcome, "en"
    )
    assert "renamed b3 → b30" in _words(html(outcome, "en"))


def test_without_a_change_of_the_data_that_is_said(tmp_path: Path) -> None:
    make(tmp_path)
    commit(tmp_path)
    for format in ("markdown", "html"):
        assert "Nothing in the data changes." in _told(tmp_path, format)


def test_a_package_that_was_not_there_has_no_old_version(tmp_path: Path) -> None:
    (tmp_path / "readme").write_text("nothing yet", encoding="utf-8")
    commit(tmp_path)
    make(tmp_path)
    assert "What changes in the data" not in _told(tmp_path, "markdown") and "change" not in json.loads(
        _told(tmp_path, "json")
    )


def test_what_cannot_be_compared_does_not_end_the_validation(project: Path) -> None:
    (project / "data" / "books.csv").write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", encoding="utf-8"
    )
    for format in ("markdown", "html", "json"):
        shown = _told(project, format)
        assert "LFS" in shown and "type-error" not in shown


@pytest.mark.parametrize(
    ("formats", "shown"),
    [(["text"], 0), (["sarif"], 0), (["github"], 0), (["html"], 1), (["text", "markdown=c.md"], 1)],
)
def test_the_difference_is_computed_only_where_a_report_shows_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, formats: list[str], shown: int
) -> None:
    calls: list[Any] = []
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setattr(compose, "version_change", lambda *_, **__: calls.append(1))
    monkeypatch.chdir(project)
    run("validate", ".", "--changed-since", "HEAD", *(f"--format={f}" for f in formats))
    assert len(calls) == shown


def test_the_summary_of_a_run_on_github_tells_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    _told(project, "github")
    assert "What changes in the data" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", [*HOSTILE, *ACTING])
def test_a_hostile_cell_is_shown_as_text(tmp_path: Path, value: str) -> None:
    make(tmp_path)
    commit(tmp_path)
    cell = '"{}"'.format(value.replace('"', '""'))
    make(tmp_path, BOOKS.replace("One", cell), SHOPS + f"{cell},x\n")
    outcome = compared(tmp_path, with_data=True)
    assert isinstance(outcome.change, VersionChange) and len(outcome.change.difference.tables) == 2
    comment, page = markdown(outcome, "both"), html(outcome, "both")
    assert not set(ACTING) & {*comment, *page}
    assert not {"script", "img", "b"} & {*re.findall(r"<(\w+)", comment + page)}
    assert "@octocat" not in unescape(comment) and "://" not in comment


def test_a_comment_with_ten_thousand_changes_has_room_for_everything_else(tmp_path: Path) -> None:
    long = "<&*" * 400
    rows = [f"k{n},{long},north,{n + 1},\n" for n in range(3000)]
    header = BOOKS.partition("\n")[0] + "\n"
    make(tmp_path, header + "".join(rows))
    commit(tmp_path)
    make(tmp_path, header + "".join(r.replace("<&*", "*&<") for r in rows))
    outcome = compared(tmp_path, with_data=True)
    text = markdown(outcome, "both")
    assert len(text) < 15_000 and text.count("<details>") == text.count("</details>")
    assert "The rest is left out" in text and "| <code>books</code> | 0 | 0 | 3,000 | 0 |" in text
    assert len(html(outcome, "both")) < 200_000
