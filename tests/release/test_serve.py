"""Datasette serves the SQLite build on the loopback, with search, ready queries, and limits that hold under load."""

from __future__ import annotations

import html
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from commands import run, speaks_both
from release.conftest import Built, small_package
from xinzhi.contract.package import open_package
from xinzhi.release.search_tables import read as read_index
from xinzhi.release.serve import MOST_ROWS
from xinzhi.searching.reading import open_index

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"


def ask(address: str, path: str, **parameters: object) -> tuple[int, Any]:
    """Status and body: JSON as data, else text."""
    query = urllib.parse.urlencode(parameters)
    try:
        with urllib.request.urlopen(f"{address}{path}?{query}", timeout=120) as response:
            status, body = response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read().decode()
    return status, json.loads(body) if path.endswith(".json") else body


@contextmanager
def served(where: Path, *options: str) -> Iterator[str]:
    """The address of a server that runs until the block ends, and ends well."""
    command = [sys.executable, "-m", "xinzhi", "serve", str(where), *options, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            found = server.stdout.readline().split()
            assert found, "the server did not start"
            yield found[0]
            server.send_signal(signal.SIGINT)
            assert server.wait(60) == 0
        finally:
            server.kill()


@pytest.fixture(scope="module")
def address(release: Built) -> Iterator[str]:
    with served(release.whole(".sqlite")) as found:
        yield found


def test_it_listens_on_the_loopback_only(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


def test_pages_show_titles_and_descriptions_in_both_languages(address: str) -> None:
    status, page = ask(address, "xinzhi/targets")
    assert status == 200
    assert "Targets / 目标" in page and "A target is not an observation" in page and "目标不是实绩" in page
    status, page = ask(address, "xinzhi/targets_normalized")
    assert status == 200 and "Region in which the figure belongs" in page and "数字在地图上所属的地区" in page
    status, page = ask(address, "xinzhi/targets.json", _size=0)
    assert {"kind", "comparator", "basis"} <= page["facet_results"].keys()


def test_a_word_of_two_chinese_characters_is_found(address: str) -> None:
    status, found = ask(address, "xinzhi/texts.json", word="芯片", _shape="array")
    assert status == 200 and found
    assert all("芯片" in row["text"] for row in found)


def test_a_release_is_searched_as_the_package_is(address: str, release: Built) -> None:
    index = open_index(open_package(release.package))
    for word in ("third-generation semiconductors", "芯", "nowhere at all"):
        status, found = ask(address, "xinzhi/search.json", word=word, _shape="array")
        hits = [(hit.dataset, hit.id, hit.name_en, hit.year) for hit in index.find(word)]
        assert status == 200
        assert [(row["dataset"], row["record"], row["name_en"], row["year"]) for row in found] == hits


def test_tables_by_the_names_of_the_index_that_hold_something_else_are_no_index(tmp_path: Path, release: Built) -> None:
    shutil.copy(release.whole(".sqlite"), tmp_path / "x.sqlite")
    for statement in ("UPDATE search_entries SET within = 99999999", "DROP TABLE search_synonyms"):
        with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
            assert read_index(connection) is not None
            with connection:
                connection.execute(statement)
            assert read_index(connection) is None
            with connection:
                connection.execute("UPDATE search_entries SET within = NULL")


def test_a_table_is_searched_by_its_index(address: str) -> None:
    status, found = ask(address, "xinzhi/regional_priorities.json", _search="集成电路", _shape="array")
    assert status == 200 and found
    assert all("集成电路" in row["summary_zh"] for row in found)


def test_a_view_is_a_table_and_a_query_with_fields_to_fill_in(address: str) -> None:
    _, whole = ask(address, "xinzhi/priorities.json", _size="max")
    _, filtered = ask(address, "xinzhi/priorities_filtered.json", region="310000", year="2024", policy="")
    assert 0 < len(filtered["rows"]) < len(whole["rows"])
    _, table = ask(address, "xinzhi/priorities.json", region="310000", _shape="array")
    assert {row["region_en"] for row in table} == {"Shanghai"}


def test_the_home_page_asks_in_both_languages_and_leads_to_tables_and_filters(address: str) -> None:
    status, page = ask(address, "")
    assert status == 200 and "承诺了什么，后来如何？" in page and "What was promised, and what came of it?" in page
    led = re.findall(r'href="/(xinzhi/\w+)"', page)
    assert {"xinzhi/facts", "xinzhi/promises", "xinzhi/facts_filtered"} <= set(led)
    for path in set(led):
        assert ask(address, f"{path}.json", _size=0)[0] == 200, path


def test_rows_are_filtered_by_topic_and_by_the_name_of_a_place(address: str) -> None:
    _, found = ask(
        address, "xinzhi/facts_filtered.json", topic="integrated-circuits", region_name="shanghai", year="", _size="max"
    )
    columns = found["columns"]
    rows = [dict(zip(columns, row, strict=True)) for row in found["rows"]] if found["rows"] else []
    assert rows and all("integrated-circuits" in json.loads(row["topics"]) for row in rows)
    assert all("Shanghai" in (row["region_en"] or "") + (row["province_en"] or "") for row in rows)
    _, chinese = ask(address, "xinzhi/promises_filtered.json", topic="", region_name="上海", _shape="array")
    assert chinese and {row["province"] for row in chinese} == {"310000"}
    _, table = ask(address, "xinzhi/facts.json", _size=0)
    assert "topics" in table["facet_results"]


@pytest.mark.parametrize("table", ["targets", "facts", "targets_normalized"])
def test_the_page_of_a_row_has_its_evidence_and_how_to_cite_it(address: str, release: Built, table: str) -> None:
    connection = sqlite3.connect(release.whole(".sqlite"))
    number, id = connection.execute(
        f"SELECT rowid, id FROM {table} WHERE id IN (SELECT record FROM citations WHERE dataset = 'targets')"
        " ORDER BY id LIMIT 1"
    ).fetchone()
    wanted = connection.execute(
        "SELECT citation_zh, citation_en FROM citations WHERE dataset = 'targets' AND record = ?", [id]
    ).fetchall()
    status, page = ask(address, f"xinzhi/{table}/{id if table == 'targets' else number}")
    assert status == 200 and "证据与引文 / Evidence and citation" in page
    shown = html.unescape(page)
    assert wanted and all(zh in shown and en in shown for zh, en in wanted)
    assert (f'href="/xinzhi/targets/{id}"' in page) is (table != "targets")


def test_a_row_without_evidence_says_so(address: str) -> None:
    status, page = ask(address, "xinzhi/topics/integrated-circuits")
    assert status == 200 and "has no evidence of its own" in page


def test_every_ready_query_answers(address: str, release: Built) -> None:
    metadata = json.loads(release.whole(".datasette.json").read_text(encoding="utf-8"))
    queries = metadata["databases"][release.stem]["queries"]
    assert {"texts", "cite", "coverage_filtered"} <= queries.keys()
    for name in ("search", *queries):
        status, answer = ask(address, f"xinzhi/{name}.json")
        assert status == 200 and answer["ok"], name


def test_a_citation_is_served(address: str) -> None:
    _, found = ask(address, "xinzhi/targets.json", _size=1, _shape="array")
    _, cited = ask(address, "xinzhi/cite.json", dataset="targets", record=found[0]["id"], _shape="array")
    assert cited and "《" in cited[0]["citation_zh"]


def test_rows_come_as_csv_too_and_all_of_them_if_asked_for(address: str, release: Built) -> None:
    status, text = ask(address, "xinzhi/evidence.csv", _stream="on")
    wanted = sqlite3.connect(release.whole(".sqlite")).execute("SELECT count(*) FROM evidence").fetchone()[0]
    assert (status, len(text.splitlines())) == (200, wanted + 1)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM targets",
        "DROP TABLE targets",
        "PRAGMA writable_schema = 1",
        "ATTACH 'x' AS y",
        "SELECT * FROM nowhere",
    ],
)
def test_what_writes_or_is_wrong_is_refused(address: str, sql: str) -> None:
    status, answer = ask(address, "xinzhi.json", sql=sql)
    assert status == 400 and not answer["ok"] and answer["error"]


def test_no_answer_has_more_rows_than_the_limit(address: str) -> None:
    _, answer = ask(address, "xinzhi.json", sql="SELECT a.id FROM targets AS a, targets AS b")
    assert len(answer["rows"]) == MOST_ROWS and answer["truncated"]


def test_slow_and_bad_queries_do_not_keep_others_from_their_answers(address: str) -> None:
    def good(number: int) -> tuple[int, Any]:
        return ask(address, "xinzhi/texts.json", word=("芯片", "集成电路", "wafer")[number % 3], _shape="array")

    def slow(_: int) -> tuple[int, Any]:
        return ask(address, "xinzhi.json", sql=ENDLESS)

    def bad(_: int) -> tuple[int, Any]:
        return ask(address, "xinzhi.json", sql="SELECT x FROM nowhere")

    with ThreadPoolExecutor(16) as pool:
        asked = [(kind, pool.submit(kind, number)) for number in range(8) for kind in (slow, good, bad, good)]
        answers = [(kind, *future.result()) for kind, future in asked]
    for kind, status, answer in answers:
        if kind is good:
            assert status == 200 and answer
        elif kind is slow:
            assert status == 400 and "took too long" in answer["error"]
        else:
            assert status == 400 and "no such table" in answer["error"]


def test_a_package_is_served_without_a_release(tmp_path: Path) -> None:
    with served(small_package(tmp_path / "p")) as found:
        answer = ask(found, "xinzhi/organizations.json", _search="星尘微电子", _shape="array")
    assert answer[0] == 200 and answer[1][0]["id"] == "xingchen-micro"


def test_what_cannot_be_served_is_told(tmp_path: Path, release: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.sqlite").write_text("no database at all")
    for arguments, said in (
        ((tmp_path,), "no descriptor"),
        ((tmp_path / "nowhere.sqlite",), "there is no"),
        ((tmp_path / "x.sqlite",), "is no SQLite database"),
        ((release.whole(".sqlite"), "--host", "203.0.113.1"), "cannot listen on 203.0.113.1"),
    ):
        result = run("serve", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert said in result.stderr and speaks_both(result.stderr)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    result = run("serve", release.whole(".sqlite"))
    assert result.exit_code == 2
    assert "pip install 'xinzhi[serve]'" in result.stderr and speaks_both(result.stderr)
