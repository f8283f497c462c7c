"""docs/questions.md: every query runs, and its table is the answer, cell for cell."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from xinzhi.contract.package import open_package
from xinzhi.database import connect

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "questions.md"
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Question:
    """A section of the page: its heading, the lines that are neither query nor table, the query, and the table."""

    heading: str
    prose: list[str]
    queries: list[str]
    table: list[list[str]]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [c.strip().replace("\\|", "|").replace("<br>", "\n") for c in re.split(r"(?<!\\)\|", inner)]


def _parse(text: str) -> list[Question]:
    questions = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        queries = re.findall(r"```sql\n(.*?)\n```", body, flags=re.DOTALL)
        rest = re.sub(r"```.*?```", "", body, flags=re.DOTALL).splitlines()
        table = [_cells(line) for line in rest if line.startswith("|")]
        if len(table) > 1:
            assert all(re.fullmatch(r":?-+:?", cell) for cell in table.pop(1)), heading
        questions.append(Question(heading, [x for x in rest if x and not x.startswith("|")], queries, table))
    return questions


QUESTIONS = _parse(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    """The package as `xinzhi query` sees it: nothing outside the database may be read."""
    con = connect(open_package(ROOT))
    con.execute("SET enable_external_access = false")
    return con


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> list[list[str]]:
    """Header and rows, with each cell as `xinzhi query --format csv` prints it."""
    result = connection.execute(sql)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column[0] for column in result.description or []])
    writer.writerows(result.fetchall())
    # A row whose only cell is empty prints as "", which reads back as one empty cell.
    return list(csv.reader(io.StringIO(text.getvalue())))


def _rendered(table: list[list[str]]) -> str:
    lines = [[c.replace("|", "\\|").replace("\n", "<br>") for c in row] for row in table]
    lines.insert(1, ["---"] * len(table[0]))
    return "\n".join("|" + "|".join(f" {c} " if c else " " for c in row) + "|" for row in lines)


def test_there_are_at_least_ten_numbered_questions() -> None:
    assert len(QUESTIONS) >= 10
    assert [q.heading.split(".")[0] for q in QUESTIONS] == [str(n) for n in range(1, len(QUESTIONS) + 1)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.heading)
def test_question_is_in_both_languages(question: Question) -> None:
    """English heading, Chinese below it in bold; reading help in English and in Chinese behind the table."""
    assert question.heading.endswith("?") and not HAN.search(question.heading)
    assert HAN.search(question.prose[0]) and re.fullmatch(r"\*\*.+\*\*", question.prose[0])
    assert any(not HAN.search(line) for line in question.prose[1:]), "no reading help in English"
    assert any(len(HAN.findall(line)) > 10 for line in question.prose[1:]), "no reading help in Chinese"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.heading)
def test_answer_is_what_the_query_gives(question: Question, connection: duckdb.DuckDBPyConnection) -> None:
    assert len(question.queries) == 1 and len(question.table) > 1, "one query and one table with rows"
    answer = _answer(connection, question.queries[0])
    assert question.table == answer, f"the answer is now:\n{_rendered(answer)}"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.heading)
def test_answer_has_an_order(question: Question) -> None:
    """Without ORDER BY the rows of a table could change places from run to run."""
    assert "ORDER BY" in question.queries[0] or "cite(" in question.queries[0]


def test_parser_reads_what_the_renderer_writes() -> None:
    table = [["a", "b"], ["x|y", ""], ["two\nlines", "1.0"]]
    page = f"## 1. What?\n\n**什么?**\n\n```sql\nSELECT 1\n```\n\n{_rendered(table)}\n\nHelp.\n"
    [question] = _parse(page)
    assert question.table == table
    assert question.queries == ["SELECT 1"]
    assert question.prose == ["**什么?**", "Help."]
