"""RIS: records that a reference manager imports, by the tags of its specification."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import xinzhi
from commands import run
from xinzhi.citation import Citation, Source
from xinzhi.citation.ris import as_ris

TARGET = "anhui-2024-high-tech-enterprise-net-increase"
LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
SOURCE = Source(
    "s", "题", "Title", "甲、乙", "社", "Press", "2024-01-23", False, "https://example.org/a", "d", "0" * 64, ()
)
CITED = Citation(
    package="p", title_zh="包", title_en="Package", creators=("A", "B, Ltd."), version="1.2.0", licence="", homepage="",
    released="2031-02-03", dataset="t", id="x", sources=(SOURCE,),
)  # fmt: skip


def records(text: str) -> list[dict[str, list[str]]]:
    """The records by their tags, read as the specification has them: TY begins one, ER ends it."""
    assert text.endswith("ER  - \r\n")
    found: list[dict[str, list[str]]] = []
    for line in text.split("\r\n")[:-1]:
        match = LINE.fullmatch(line)
        assert match is not None, line
        tag, value = match.groups()
        if tag == "TY":
            found.append({})
            assert len(found) == 1 or "ER" in found[-2]
        assert "ER" not in found[-1], "no field stands behind the end of a record"
        found[-1].setdefault(tag, []).append(value)
    assert all("ER" in record for record in found)
    return found


def test_the_row_and_each_article_are_records() -> None:
    own, article = records(as_ris(CITED, "en"))
    assert own["TY"] == ["DATA"] and own["AU"] == ["A", "B, Ltd."] and own["ET"] == ["1.2.0"]
    assert own["TI"] == ["Package. t/x"] and own["PY"] == ["2031"] and own["DA"] == ["2031/02/03/"]
    assert article["TY"] == ["GEN"] and article["AU"] == ["甲", "乙"] and article["PB"] == ["Press"]
    assert article["UR"] == ["https://example.org/a"] and article["DA"] == ["2024/01/23/"]
    assert own["ID"] != article["ID"]


def test_records_are_in_the_language_asked_for() -> None:
    own, article = records(as_ris(CITED, "zh"))
    assert own["TI"] == ["包：t/x"] and own["LA"] == ["zh"]
    assert article["TI"] == ["题"] and article["PB"] == ["社"]


@pytest.mark.parametrize(
    ("published", "year", "day"),
    [
        ("2024", ["2024"], ["2024///"]),
        ("2024-05", ["2024"], ["2024/05//"]),
        ("2024-01-23/2024-03-04", ["2024"], None),
        ("", None, None),
    ],
)
def test_a_date_has_what_is_known_of_it(published: str, year: list[str] | None, day: list[str] | None) -> None:
    cited = replace(CITED, sources=(replace(SOURCE, published=published),))
    article = records(as_ris(cited, "en"))[1]
    assert (article.get("PY"), article.get("DA")) == (year, day)
    assert day is not None or published in article["N1"][0]


def test_no_text_begins_a_field_of_its_own() -> None:
    [own, _] = records(as_ris(replace(CITED, label_en="a\r\nER  - \r\nTY  - BOOK\nb"), "en"))
    assert own["TI"] == ["Package. t/x (a ER - TY - BOOK b)"]


def test_the_command_writes_what_the_method_gives(here: None) -> None:
    found = xinzhi.cite("targets", TARGET)
    for lang in ("en", "zh"):
        done = run("cite", "targets", TARGET, "--format", "ris", "--lang", lang)
        assert done.exit_code == 0 and done.stdout_bytes.decode() == found.ris(lang)
    assert len(records(found.ris())) == 1 + len(found.sources)
    assert found.sources[0].passages[0].sha256[:12] in records(found.ris())[1]["N1"][0]


def test_the_package_has_the_year_of_its_version_in_every_form(here: None) -> None:
    year = xinzhi.cite().released[:4]
    assert re.fullmatch(r"20\d\d", year)
    assert f"year = {{{year}}}" in xinzhi.cite("targets").bibtex()
    assert records(xinzhi.cite().ris())[0]["PY"] == [year]
    assert xinzhi.cite().csl_json()[0]["issued"]["date-parts"][0][0] == int(year)
