"""The command `search` and `xinzhi.search`: hits by kind, what shows them, and what is said where there is none."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest
import xinzhi
from commands import ROOT, run, speaks_both
from packages import build
from release.conftest import small_package
from small import make


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_package(tmp_path_factory.mktemp("search") / "p o")


def test_hits_are_counted_by_kind_and_name_the_command_that_shows_them(package: Path) -> None:
    result = run("search", "星尘微电子", "-p", package)
    assert result.exit_code == 0 and speaks_both(result.stdout)
    assert "Organisations · 机构 (1)" in result.stdout
    shown = [line.strip() for line in result.stdout.splitlines() if line.strip().startswith("xinzhi show")]
    assert shown
    for line in shown:
        assert run(*shlex.split(line)[1:]).exit_code == 0


def test_one_language_is_spoken_where_it_is_asked_for(package: Path) -> None:
    english = run("search", "星尘微电子", "-p", package, "--kind", "organizations", "--lang", "en").stdout
    chinese = run("search", "星尘微电子", "-p", package, "--kind", "organizations", "--lang", "zh").stdout
    assert "Organisations (1)" in english and "机构" not in english
    assert "机构 (1)" in chinese and "星尘微电子" in chinese and "Organisations" not in chinese


def test_words_need_no_quotes_and_formats_hold_the_same_hits(package: Path) -> None:
    answer = json.loads(run("search", "qinghe", "city", "-p", package, "--format", "json").stdout)
    assert answer["query"] == "qinghe city" and answer["count"] == len(answer["hits"]) == sum(answer["counts"].values())
    quoted = json.loads(run("search", "qinghe city", "-p", package, "--format", "json").stdout)
    assert quoted == answer
    table = list(csv.DictReader(io.StringIO(run("search", "qinghe", "city", "-p", package, "--format", "csv").stdout)))
    assert [row["id"] for row in table] == [hit["id"] for hit in answer["hits"]]
    assert list(table[0]) == list(answer["hits"][0])


def test_a_limit_is_one_of_each_kind_and_the_rest_is_counted(package: Path) -> None:
    whole = json.loads(run("search", "2031", "-p", package, "--format", "json").stdout)
    kind = max(whole["counts"], key=whole["counts"].get)
    assert whole["counts"][kind] > 1
    limited = json.loads(run("search", "2031", "-p", package, "--format", "json", "--limit", 1).stdout)
    assert limited["counts"] == whole["counts"] and len(limited["hits"]) == len(whole["counts"])
    text = run("search", "2031", "-p", package, "--kind", kind, "--limit", 1, "--lang", "en").stdout
    assert f"{whole['counts'][kind] - 1} more: --kind {kind} --limit {whole['counts'][kind]}" in text


@pytest.mark.parametrize(
    ("query", "said"), [("xingchne", "xingchen"), ("zzzzz", "zzzzz"), ("qinghe xingchen 2019", "")]
)
def test_nothing_found_ends_with_1_and_says_what_may_be_asked(package: Path, query: str, said: str) -> None:
    result = run("search", query, "-p", package)
    assert (result.exit_code, result.stdout) == (1, "")
    assert speaks_both(result.stderr) and query in result.stderr
    assert said in result.stderr.partition("\n")[2]
    empty = run("search", query, "-p", package, "--format", "json")
    assert empty.exit_code == 1 and json.loads(empty.stdout)["hits"] == []


def test_what_cannot_be_searched_is_told(package: Path, tmp_path: Path) -> None:
    for arguments, said in (
        (("x", "-p", package, "--kind", "people"), "organizations"),
        (("x", "-p", make(tmp_path / "small")), "xinzhi query"),
        (("x", "-p", build(tmp_path / "without-views")), "facts"),
    ):
        result = run("search", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert said in result.stderr and speaks_both(result.stderr)


def test_python_finds_what_the_command_finds(here: None) -> None:
    found = xinzhi.search("第三代半导体")
    answer = json.loads(run("search", "第三代半导体", "-p", ROOT, "--format", "json").stdout)
    assert [hit._asdict() for hit in found] == answer["hits"] and found.counts == answer["counts"]
    only = xinzhi.search("第三代半导体", kinds=["topics"])
    assert [(hit.dataset, hit.id) for hit in only] == [("topics", "compound-semiconductors")]
    with pytest.raises(KeyError, match="topics"):
        xinzhi.search("x", kinds=["people"])


def test_python_finds_what_was_changed_since(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = small_package(tmp_path / "p")
    monkeypatch.setenv("XINZHI_PACKAGE", str(changed))
    assert len(xinzhi.search("星尘微电子")) and not len(xinzhi.search("月尘微电子"))
    file = changed / "datasets" / "organizations.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("星尘微电子", "月尘微电子厂"), encoding="utf-8")
    assert xinzhi.search("月尘微电子").counts["organizations"] == 1
