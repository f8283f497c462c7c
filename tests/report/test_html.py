"""The page: every finding in its row, readable without style or script, and nothing in it comes from or goes
elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import HOSTILE
from packages import build
from small import BOOKS, commit, compared, make, outcome_of
from xinzhi.findings import Finding
from xinzhi.report.harmless import harmless
from xinzhi.report.html import html
from xinzhi.report.outcome import Outcome
from xinzhi.validation import validate

VOID = {"meta", "input", "br"}


class _Page(HTMLParser):
    """What is on a page: tags, attributes, the text outside of the style sheet; fails on tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marks: list[str] = []
        self.texts: list[str] = []
        self.style = ""
        self.feed(text)
        self.close()
        assert self.open == []
        self.text = "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style += data
            return
        self.texts.append(data)
        if "mark" in self.open:
            self.marks[-1] += data


def _rows(values: list[str]) -> str:
    return BOOKS + "".join(f'c{i},C,north,"{v.replace(chr(34), chr(34) * 2)}",\n' for i, v in enumerate(values))


def _page(folder: Path, books: str, lang: str = "both") -> _Page:
    return _Page(html(outcome_of(make(folder, books)), lang))  # type: ignore[arg-type]


def test_the_page_needs_no_script_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = _page(tmp_path, _rows(HOSTILE))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg", "source", "a b"}
    for tag, attributes in page.tags:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action", "background")
        ]
        assert tag != "a" or (attributes["href"] or "").startswith("#")
    assert "url(" not in page.style and "@import" not in page.style and "http" not in page.style
    assert (
        "meta",
        {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"},
    ) in page.tags


@pytest.mark.parametrize("value", [v for v in HOSTILE if v.strip() and "\n" not in v])
def test_a_hostile_value_is_shown_as_it_is(tmp_path: Path, value: str) -> None:
    page = _page(tmp_path, _rows([value]))
    assert page.marks[0].strip() == harmless(value)


def test_a_hostile_title_column_rule_and_suggestion_are_shown_as_they_are(tmp_path: Path) -> None:
    evil = "</title><script>x</script>"
    report = outcome_of(make(tmp_path, title=evil, name=evil, version=evil)).report
    report.findings[:] = [Finding(evil, evil, evil, resource=evil, file=evil, column=evil, value=evil, suggestion=evil)]
    page = _Page(html(Outcome(report, tmp_path), "both"))
    assert page.text.count(evil) >= 7 and "script" not in {tag for tag, _ in page.tags}


def test_a_finding_stands_in_its_row_between_its_neighbours_under_the_header(tmp_path: Path) -> None:
    page = _page(tmp_path, BOOKS.replace("b2,Two,south,20", "b2,Two,south,x"))
    assert page.marks == ["x", "x"]  # in the table, and in the row told whole
    cells = [c for c in re.split(r"\s{2,}|\n", page.text) if c]
    for told in ("id", "title", "price", "b1", "b2", "b3", "data/books.csv:3:14"):
        assert any(told in c for c in cells), told


def test_what_belongs_into_the_cell_is_told_in_the_words_of_the_schema(tmp_path: Path) -> None:
    text = _page(tmp_path, BOOKS.replace("b2,Two,south,20", "b2,Two,south,0")).text
    assert "Price" in text and "In cents." in text and "integer" in text and "minimum 1" in text
    assert "shops.id" in _page(tmp_path, BOOKS.replace("south", "nowhere")).text


def test_the_values_that_are_allowed_are_listed(tmp_path: Path) -> None:
    patch = [{"file": "datasets/organizations.csv", "row": {"id": "yunhe-university"}, "set": {"kind": "universty"}}]
    text = _Page(html(Outcome(validate(build(tmp_path / "p", patch)), tmp_path), "both")).text
    assert "机构类别" in text and "research institute" in text and "→ university" in text


def test_white_space_at_an_end_of_a_value_and_an_empty_value_are_visible(tmp_path: Path) -> None:
    assert "␣␣One" in _page(tmp_path, BOOKS.replace("One", '"  One"')).marks
    assert "∅" in _page(tmp_path, BOOKS.replace("b2,", ",")).marks


def test_findings_that_say_the_same_share_a_table_and_those_not_shown_are_counted(tmp_path: Path) -> None:
    page = _page(tmp_path, _rows(["x"] * 130))
    assert [tag for tag, _ in page.tags].count("table") == 1
    assert page.text.count("does not fit the type") == 1
    assert "125 more places" in page.text and "and 25 not listed here" in page.text


def test_each_rule_is_linked_from_the_overview_with_its_count(tmp_path: Path) -> None:
    page = _page(tmp_path, _rows(["x", "y"]) + "d,D,nowhere,1,\n")
    targets = {a["href"] for tag, a in page.tags if tag == "a"}
    assert targets == {"#rule-type-error", "#rule-foreign-key"}
    assert {f"#{a['id']}" for _, a in page.tags if a.get("id")} >= targets


@pytest.mark.parametrize(
    ("lang", "present", "absent"), [("en", "does not fit the type", "不合"), ("zh", "不合", "does not fit the type")]
)
def test_a_page_in_one_language_has_no_word_of_the_other(tmp_path: Path, lang: str, present: str, absent: str) -> None:
    page = _page(tmp_path, _rows(["x"]), lang)
    assert present in page.text and absent not in page.text
    assert "input" not in {tag for tag, _ in page.tags}


def test_both_languages_are_there_to_be_read_without_a_style_sheet(tmp_path: Path) -> None:
    page = _page(tmp_path, _rows(["x"]))
    assert "does not fit the type" in page.text and "不合" in page.text
    assert [a["id"] for tag, a in page.tags if tag == "input"] == ["both", "only-en", "only-zh"]
    assert not [a for _, a in page.tags if "hidden" in a]


def test_what_is_the_same_in_both_languages_stays_when_one_is_chosen(tmp_path: Path) -> None:
    text = html(outcome_of(make(tmp_path, BOOKS.replace("b2,Two,south,20", "b2,Two,south,x"))), "both")
    assert "<h1><span>A small package</span></h1>" in text and "<p>In cents.</p>" in text
    assert ":has(#only-en:checked) :is(.zh, .joint)" in text


def test_a_valid_package_says_so(tmp_path: Path) -> None:
    page = _page(tmp_path, BOOKS)
    assert "VALID" in page.text and "有效" in page.text and "nothing found" in page.text
    assert "table" not in {tag for tag, _ in page.tags}


def test_the_page_of_a_change_tells_what_it_introduces(tmp_path: Path) -> None:
    make(tmp_path, _rows(["x"]))
    commit(tmp_path)
    page = _Page(html(compared(make(tmp_path, _rows(["x", "why"]))), "both"))
    assert "This change introduces 1 error" in page.text and "1 introduced, 1 old, 0 fixed" in page.text
    assert "why" in page.marks and "x" not in page.marks[:1]


def test_many_findings_make_a_page_that_a_telephone_can_open(tmp_path: Path) -> None:
    report = outcome_of(make(tmp_path)).report
    report.findings[:] = [
        Finding(
            f"rule-{i % 400}",
            "错" * 3000,
            "wrong" * 1000,
            resource="books",
            file="data/books.csv",
            row=2 + i % 3,
            column="price",
            value=f"{i}" * 500,
        )
        for i in range(4000)
    ]
    assert len(html(Outcome(report, tmp_path), "both")) < 4_000_000
