"""What readers do on a page: narrow a list down, take a table or chart away, check a document of their own, and go
from search to a citation by keyboard."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import openpyxl
import pytest
from packages import BASE, ROOT
from packages import build as base_package
from site_page import Built
from xinzhi.contract.package import open_package
from xinzhi.database import connect
from xinzhi.site.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

LISTED = "/en/promises/index.html?region=340000&year=2025"
IN_ANHUI = "SELECT DISTINCT concat(dataset, '/', id) FROM promises WHERE province = '340000' AND year = 2025"


def taken(page: Page, button: Locator) -> bytes:
    """What a button saves."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="module")
def in_anhui() -> set[str]:
    """The promises of Anhui in 2025, as the view has them."""
    with connect(open_package(ROOT)) as connection:
        return {str(record) for (record,) in connection.execute(IN_ANHUI).fetchall()}


def test_a_link_leads_to_the_rows_that_its_choices_leave(page: Page, in_anhui: set[str]) -> None:
    page.goto(LISTED)
    assert page.locator("#finder tbody tr").count() == len(in_anhui)
    assert page.inner_text("#finder [role=status]").startswith(f"{len(in_anhui)} of ")
    page.select_option("#finder select[name=known]", "exceeded")
    left = page.locator("#finder tbody tr").count()
    assert 0 < left < len(in_anhui) and "known=exceeded" in page.url
    page.reload()
    assert page.locator("#finder tbody tr").count() == left
    page.fill("#finder input", "nothing says this")
    page.wait_for_function("() => document.querySelector('#finder .scroll').hidden")
    assert "Nothing fits" in page.inner_text("#finder [role=status]")


def test_a_list_begins_with_chips_and_computing_power_and_everything_is_one_choice_away(page: Page) -> None:
    page.goto("/en/promises/index.html")
    assert page.input_value("#finder select[name=subjects]") == "ours"
    of, every = re.findall(r"\d+", page.inner_text("#finder [role=status]"))
    page.select_option("#finder select[name=subjects]", "")
    assert int(of) < int(every) == int(re.findall(r"\d+", page.inner_text("#finder [role=status]"))[0])
    page.reload()
    assert page.input_value("#finder select[name=subjects]") == ""


def test_what_is_listed_is_taken_away_as_csv_excel_and_json(page: Page, in_anhui: set[str], tmp_path: Path) -> None:
    page.goto(LISTED)
    buttons = page.locator("#finder .take button")
    text = taken(page, buttons.nth(0)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {row[0] for row in rows[1:]} == in_anhui and len(rows) == len(in_anhui) + 1
    assert rows[0][:3] == ["id", "Promise", "Region"]
    (tmp_path / "list.xlsx").write_bytes(taken(page, buttons.nth(1)))
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == rows
    objects = json.loads(taken(page, buttons.nth(2)))
    assert [list(each.values()) for each in objects] == rows[1:]


def test_a_file_has_what_a_figure_comes_to_behind_it_and_titles_only_above_columns(page: Page) -> None:
    page.goto("/en/promises/index.html?region=340000&q=computing+capacity")
    rows = list(
        csv.DictReader(io.StringIO(taken(page, page.locator("#finder .take button").nth(0)).decode("utf-8-sig")))
    )
    figures = [row["Figure as printed"] for row in rows if row["Figure as printed"]]
    assert figures and all(re.fullmatch(r".+ \(.+\)", figure) for figure in figures)
    assert any(re.fullmatch(r"\d{4}(-\d\d)*", row["due"]) for row in rows)
    assert not any(row["Promised"].startswith("Promised") for row in rows)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("160Eflops", "results"),
        ("semiconducters", "no name or fact has “semiconducters”"),
        ("[.*(", "no word to look for"),
        ("Guizhou chiplet", "in no entry together"),
    ],
)
def test_search_says_what_it_found_or_which_words_are_nowhere(page: Page, query: str, said: str) -> None:
    page.goto(f"/en/search.html?q={query}")
    page.wait_for_function("() => /result|Nothing|no word/.test(document.getElementById('said').textContent)")
    page.wait_for_function("(said) => document.getElementById('said').textContent.includes(said)", arg=said)


def test_the_query_behind_a_list_opens_on_the_sql_page(page: Page) -> None:
    page.goto(LISTED)
    page.click("#finder .take a")
    page.wait_for_url("**/sql.html*")
    assert "FROM promises" in page.input_value("#sql") and "'340000'" in page.input_value("#sql")


def test_a_table_is_taken_away_as_it_is_shown(page: Page) -> None:
    page.goto("/en/scoreboard.html")
    text = taken(page, page.locator("#ours .take button").first).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == page.locator("#ours tbody tr:not(.split)").count()
    assert rows[0]["Group"].isdigit() and rows[0]["page"].startswith("http")
    assert sum(int(row["Promises"] or 0) for row in rows) > 0


def test_a_chart_is_taken_away_as_a_drawing_and_a_picture(page: Page) -> None:
    page.goto("/en/metrics/ai-compute-capacity.html")
    buttons = page.locator("figure.plot").first.locator(".take button")
    drawn = ElementTree.fromstring(taken(page, buttons.nth(0)))
    texts = [each.text or "" for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert any(re.fullmatch(r"20\d\d", text) for text in texts)
    circles = list(drawn.iter("{http://www.w3.org/2000/svg}circle"))
    assert circles and all(circle.get("fill") for circle in circles)
    assert taken(page, buttons.nth(1)).startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small package, whose documents are at hand."""
    folder = tmp_path_factory.mktemp("invented")
    package = base_package(folder / "package", ledger=True)
    shutil.copytree(ROOT / "views", package / "views", dirs_exist_ok=True)
    build(package, folder / "site")
    return folder / "site"


@pytest.fixture
def fact(browser: Browser, invented: Path) -> Iterator[Page]:
    """The page of a fact of the invented report, from a file."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto((invented / "en/facts/targets/qinghe-fab-investment.html").as_uri())
        yield page


REPORT = BASE / "documents" / "900_invented_report.txt"
CLAUSE = "计划投资约120亿元"


def given(fact: Page, content: bytes) -> str:
    """What the page says of a file."""
    fact.set_input_files(".drop input", {"name": "mine.txt", "mimeType": "text/plain", "buffer": content})
    fact.wait_for_selector(".drop [role=status] p")
    return fact.inner_text(".drop [role=status] p >> nth=0")


def test_the_right_document_is_recognised_and_its_words_are_shown(fact: Page) -> None:
    assert "agrees" in given(fact, REPORT.read_bytes())
    assert CLAUSE in fact.inner_text(".drop mark")


def test_of_a_changed_document_the_words_that_still_stand_are_shown(fact: Page) -> None:
    assert "differs from the version cited" in given(fact, REPORT.read_bytes() + "另有一句。".encode())
    assert CLAUSE in fact.inner_text(".drop mark")


@pytest.mark.parametrize(
    "content", ["另一份文件。".encode(), b"\xff\xfe\x00", b""], ids=["another text", "no text", "nothing"]
)
def test_a_wrong_document_is_told_so(fact: Page, content: bytes) -> None:
    assert "not the file" in given(fact, content)
    assert fact.locator(".drop mark").count() == 0


def test_the_keyboard_alone_leads_from_search_to_a_citation(page: Page) -> None:
    page.goto("/en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "find":
            break
    page.keyboard.type("Anhui")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Anhui")

    def follow(part: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if part in str(page.evaluate("document.activeElement.getAttribute('href') || ''")):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: part in address)

    page.wait_for_selector("#hits a")
    follow("regions/340000")
    follow("facts/targets/")
    assert page.locator("#cite pre").first.inner_text()


def test_without_scripts_the_tables_stand_there_whole(browser: Browser, served: str, site: Built) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{served}/en/projects/index.html")
        assert page.locator("table.rows tbody tr").count() > 50
        assert not page.locator("#finder").is_visible()
