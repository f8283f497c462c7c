"""The SQL page answers as DuckDB does, says what went wrong, reads nothing but the package, and asks nobody else."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import duckdb
import pytest
from site_page import Built
from watched_page import watched
from xinzhi.chip_record.site import SITE
from xinzhi.language import Language
from xinzhi.site.sql import sql_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 120_000  # in ms, for a machine that does much else
Rows = list[list[str | None]]


@pytest.fixture(scope="module")
def native(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of the page, in DuckDB as it is on this machine."""
    [packed] = site.folder.glob("data/*.duckdb.gz")
    path = tmp_path_factory.mktemp("database") / "package.duckdb"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def desk(browser: Browser, served: str, site: Built) -> Iterator[Page]:
    """The page with the engine loaded, for tests that only ask."""
    with watched(browser, served, site) as page:
        page.goto("/en/sql.html")
        answer(page, "SELECT 1")
        yield page


def run(page: Page, sql: str) -> None:
    """Run a query and wait for its end."""
    page.fill("#sql", sql)
    page.click("#ask button.main")
    page.wait_for_selector("#ask button.main:enabled", timeout=PATIENCE)


def answer(page: Page, sql: str) -> tuple[list[str], Rows]:
    """The names of columns and the rows that the page shows; None for NULL."""
    run(page, sql)
    assert page.inner_text("#wrong") == ""
    columns = page.locator("#result thead th").all_text_contents()
    rows: Rows = page.evaluate(
        """() => [...document.querySelectorAll("#result tbody tr")].map(
             (row) => [...row.cells].map((cell) => (cell.querySelector("i") ? null : cell.textContent)))"""
    )
    return columns, rows


def natively(native: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], Rows]:
    found = native.execute(f"SELECT COLUMNS(*)::VARCHAR FROM ({sql})")
    return [column[0] for column in found.description], [list(row) for row in found.fetchall()]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("question", SITE.questions, ids=lambda question: question.title.en)
def test_each_question_has_the_answer_that_duckdb_gives(
    desk: Page, native: duckdb.DuckDBPyConnection, question: object, lang: Language
) -> None:
    sql = sql_of(question, lang)
    found = answer(desk, sql)
    assert found[1] and found == natively(native, sql)


def test_every_table_and_view_is_there_under_its_name(desk: Page, native: duckdb.DuckDBPyConnection) -> None:
    names = [row[0] for row in native.execute("SELECT name FROM (SHOW TABLES) ORDER BY name").fetchall()]
    assert {"targets", "promises", "facts"} <= set(names)
    assert answer(desk, "SHOW TABLES")[1] == [[name] for name in names]
    counted = "\nUNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS rows FROM \"{name}\"" for name in names)
    sql = f"FROM ({counted}) ORDER BY name"
    assert answer(desk, sql) == natively(native, sql)


def test_values_are_exact_and_null_is_no_empty_text(desk: Page) -> None:
    sql = """
        SELECT 12.340::DECIMAL(10, 3) AS price, 9223372036854775807 AS big, 2::HUGEINT ** 0 AS one,
               170141183460469231731687303715884105727::HUGEINT AS huge, NULL AS none, '' AS empty,
               [1, NULL] AS list, DATE '2025-12-31' AS day, '芯片' AS text, 'a;b' AS "semi;colon" -- ; not here
    """
    _, [row] = answer(desk, sql)
    assert row[:2] == ["12.340", "9223372036854775807"]
    assert row[3:] == ["170141183460469231731687303715884105727", None, "", "[1, NULL]", "2025-12-31", "芯片", "a;b"]


def test_the_last_of_several_statements_answers(desk: Page) -> None:
    assert answer(desk, "SELECT 1 AS a; SELECT ';' AS b; -- the end") == (["b"], [[";"]])
    assert "PROJECTION" in str(answer(desk, "EXPLAIN SELECT 1"))


def test_queries_for_the_parquet_files_of_a_release_find_the_tables(
    desk: Page, native: duckdb.DuckDBPyConnection
) -> None:
    assert answer(desk, "SELECT count(*) AS n FROM 'targets.parquet'") == natively(
        native, "SELECT count(*) AS n FROM targets"
    )


@pytest.mark.parametrize(
    ("sql", "error", "advice"),
    [
        ("SELECT nothing FROM targets", 'Referenced column "nothing" not found', "columns of each table"),
        ("SELECT * FROM target", 'Did you mean "targets"?', "names of all tables"),
        ("SELEC 1", 'syntax error at or near "SELEC"', "not how SQL is written"),
        ("SELECT today()", "icu", "lacks this extension"),
        ("", "", "Write a query first"),
    ],
)
def test_a_wrong_query_is_told_with_what_to_do(desk: Page, sql: str, error: str, advice: str) -> None:
    run(desk, sql)
    said = desk.inner_text("#wrong")
    assert error in said and advice in said and said.count("LINE 1") <= 1 and "COLUMNS(*)" not in said
    assert desk.inner_text("#said") == "No result." and desk.locator("#result table").count() == 0
    assert not desk.is_visible("#csv")


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO targets SELECT * FROM targets",
        "DELETE FROM targets",
        "DROP VIEW promises",
        "CREATE TABLE mine AS SELECT 1",
        "ATTACH 'other.duckdb'",
        "ATTACH 'https://example.org/other.duckdb' AS other",
        "COPY targets TO 'targets.csv'",
        "FROM read_csv('https://example.org/data.csv')",
        "FROM read_text('package.duckdb.gz')",
        "FROM glob('*')",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
    ],
)
def test_writing_and_reading_elsewhere_is_refused(desk: Page, sql: str) -> None:
    run(desk, sql)
    assert "nothing is written, and no file or address is opened" in desk.inner_text("#wrong")


def test_many_rows_are_shown_in_part_and_saved_whole(desk: Page, tmp_path: Path) -> None:
    _, rows = answer(
        desk, """SELECT i AS "n, o", CASE i WHEN 0 THEN '' WHEN 1 THEN 'a"b' END AS t FROM range(1200) r(i)"""
    )
    assert len(rows) == 500
    assert "1,200 rows" in desk.inner_text("#said") and "first 500" in desk.inner_text("#said")
    with desk.expect_download() as download:
        desk.click("#csv")
    download.value.save_as(tmp_path / "query.csv")
    content = (tmp_path / "query.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"n, o",t\r\n0,""\r\n1,"a""b"\r\n2,\r\n')
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))) == 1201


def test_a_query_is_linked_read_and_written(desk: Page) -> None:
    run(desk, "SELECT '50 %' AS a")
    assert unquote(desk.url.partition("#q=")[2]) == "SELECT '50 %' AS a"
    run(desk, "SELECT 2 AS b")
    desk.go_back()
    assert desk.input_value("#sql") == "SELECT '50 %' AS a"
    desk.click("#examples li:nth-child(2) a")
    assert desk.input_value("#sql") == sql_of(SITE.questions[1], "en")
    desk.click("#link")
    desk.wait_for_function("() => /link/.test(document.getElementById('said').textContent)")
    assert unquote(desk.url.partition("#q=")[2]) == sql_of(SITE.questions[1], "en")


def test_the_link_below_a_table_asks_for_its_rows(desk: Page) -> None:
    desk.goto("/en/regions/310000.html")
    promised = int(re.match(r"[\d,]+", desk.inner_text("#promises h2 .count"))[0].replace(",", ""))
    desk.click("#promises .take a")
    desk.wait_for_url(re.compile(r"/sql\.html#t="))
    assert "region_lineage" in desk.input_value("#sql") and "'310000'" in desk.input_value("#sql")
    assert len(answer(desk, desk.input_value("#sql"))[1]) == promised
    desk.goto("/en/sql.html#t=regions/nothing/310000")
    assert "link is damaged" in desk.inner_text("#wrong")


def test_nothing_is_loaded_before_the_first_run(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/zh/sql.html#q={quote('SELECT 7 AS 七')}", wait_until="networkidle")
    assert page.input_value("#sql") == "SELECT 7 AS 七"
    assert asked and not any("engine" in url or "duckdb" in url for url in asked)


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/en/sql.html")

    def tab_to(selector: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(selector)

    tab_to("#sql")
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT 6 * 7 AS answer")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result td", timeout=PATIENCE)
    assert page.inner_text("#result td") == "42" and page.evaluate("() => document.activeElement.id") == "sql"
    tab_to("button.main")
    tab_to("#link")
    tab_to("#csv")
    with page.expect_download():
        page.keyboard.press("Enter")
    tab_to("#result .scroll")
    tab_to("#examples a")
    tab_to("aside summary")
    page.keyboard.press("Enter")
    assert page.locator("aside details[open]").count() == 1


def test_a_query_is_stopped_and_the_next_one_runs_where_a_server_unpacks_what_it_sends(page: Page, site: Built) -> None:
    [packed] = site.folder.glob("data/*.duckdb.gz")
    page.route("**/*.duckdb.gz?*", lambda route: route.fulfill(body=gzip.decompress(packed.read_bytes())))
    page.goto("/en/sql.html")
    page.fill("#sql", "SELECT count(*) FROM range(100000000000) AS a(i) WHERE i % 7 = 3")
    page.click("#ask button.main")
    page.get_by_text("Asking …").wait_for(timeout=PATIENCE)
    page.click("#stop")
    page.wait_for_selector("#ask button.main:enabled")
    assert "It was stopped." in page.inner_text("#wrong")
    assert answer(page, "SELECT count(*) > 0 AS some FROM targets")[1] == [["true"]]


def test_a_page_opened_from_a_folder_says_how_to_serve_it(page: Page, site: Built) -> None:
    page.goto((site.folder / "en" / "sql.html").as_uri())
    assert "python -m http.server" in page.inner_text("#from-file") and page.is_disabled("#ask button.main")
    assert page.locator("aside summary").count() > 50


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_and_columns_stand_beside_without_scripts(
    site: Built, native: duckdb.DuckDBPyConnection, lang: Language
) -> None:
    beside = site.html[f"{lang}/sql.html"].partition("<aside")[2]
    listed = {
        name: re.findall("<code>([^<]*)</code>", columns)
        for name, columns in re.findall(
            r"<summary><code>(.*?)</code>.*?</p>\s*<p>(.*?)</p></details>", beside, re.DOTALL
        )
    }
    columns = native.execute("""
        SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()
        WHERE NOT internal AND database_name = current_database() GROUP BY ALL
    """).fetchall()
    assert listed == dict(columns)


def test_the_browser_lets_neither_the_page_nor_its_worker_ask_another_host(browser: Browser, served: str) -> None:
    other = served.replace("127.0.0.1", "localhost") + "/index.html"
    ask = """(address) => {
      const reaches = (to) => fetch(to, { mode: "no-cors" }).then(() => true, () => false);
      const code = `(${reaches})(${JSON.stringify(address)}).then(postMessage)`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      const told = new Promise((done) => { worker.onmessage = (event) => done(event.data); });
      return Promise.all([reaches(address), told]);
    }"""
    with closing(browser.new_context(base_url=served)) as context:
        page = context.new_page()
        page.goto("/en/search.html")  # which states no policy
        assert page.evaluate(ask, other) == [True, True]
        page.goto("/en/sql.html")
        assert page.evaluate(ask, other) == [False, False]
