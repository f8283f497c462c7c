"""The documentation is true: its commands run and print what it shows, its numbers are those of the data, its links
lead somewhere, and a newcomer who follows CONTRIBUTING.md ends with a valid package.

With XINZHI_WRITE_DOCS=1 the tests write what is stale instead of failing. Tests that need the documents run where
XINZHI_SOURCES names their folder.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import typer
from pages import FENCE, ROOT, headings, page_id, read, settle, slug, tidy
from typer.testing import CliRunner, Result
from xinzhi.cli import app
from xinzhi.contract.package import open_package
from xinzhi.database import view_files
from xinzhi.evidence.coverage import RULES as COVERAGE_RULES
from xinzhi.evidence.coverage import check_coverage
from xinzhi.evidence.reread import COPY_LENGTH, NAME_COLUMNS
from xinzhi.evidence.reread import RULES as REREAD_RULES
from xinzhi.evidence.verify import RULES as VERIFY_RULES
from xinzhi.relations import rule_book as relation_rules
from xinzhi.rules import rule_book as row_rules
from xinzhi.validation import read_tables, validate

SOURCES = os.environ.get("XINZHI_SOURCES")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
CONTRIBUTING = [ROOT / "CONTRIBUTING.md", ROOT / "CONTRIBUTING.zh.md"]
METHODOLOGY = ROOT / "docs" / "methodology.md"
EXTRACTION = ROOT / "docs" / "extraction.md"
DUCKDB = ROOT / "tests" / "doors" / ".venv-remote" / "bin" / "duckdb"

# A query or a command with what it prints right below it.
SHOWN = re.compile(
    r"^```(?P<lang>sql|sh)\n(?P<asked>(?:(?!```).)*?)^```\n\n(?P<head>```text\n)(?P<printed>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

needs_documents = pytest.mark.skipif(not SOURCES, reason="XINZHI_SOURCES does not name the folder of the documents")


def run(*arguments: str) -> Result:
    """Run the command line on a wide screen without colour."""
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "160", "NO_COLOR": "1"})


def outside_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


# Commands and queries


def answer(lang: str, asked: str) -> str:
    if lang == "sql":
        result = run("query", asked)
    elif asked.strip() == "make":
        result = run("validate", ".")
    else:
        words = shlex.split(asked)
        assert words[0] == "xinzhi", asked
        result = run(*words[1:])
    assert result.exit_code == 0, result.output
    return tidy(result.stdout)


@pytest.mark.parametrize("page", [*READMES, METHODOLOGY], ids=page_id)
def test_what_pages_show_is_what_is_printed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    def shown(match: re.Match[str]) -> str:
        return match.group().removesuffix(match["printed"] + "```") + answer(match["lang"], match["asked"]) + "```"

    text = read(page)
    assert page == METHODOLOGY or len(SHOWN.findall(text)) >= 3
    settle(page, SHOWN.sub(shown, text))


@pytest.mark.parametrize("page", READMES, ids=page_id)
def test_python_of_the_readme_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = [m["body"] for m in FENCE.finditer(read(page)) if m["lang"] == "python"]
    assert blocks
    for block in blocks:
        ast.parse(block)
        exec(compile(block, page.name, "exec"), {})


@pytest.mark.skipif(not DUCKDB.exists(), reason="DuckDB's command line is not in tests/doors/.venv-remote")
@pytest.mark.parametrize("page", READMES, ids=page_id)
def test_lines_for_the_command_line_of_duckdb_run(page: Path) -> None:
    lines = re.findall(r"^.* \| duckdb$", read(page), re.MULTILINE)
    assert lines
    environment = {**os.environ, "PATH": os.pathsep.join([str(DUCKDB.parent), os.environ["PATH"]])}
    for line in lines:
        done = subprocess.run(
            ["bash", "-euc", line], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, "") and len(done.stdout.splitlines()) > 5, line


@pytest.mark.parametrize("page", READMES, ids=page_id)
def test_plain_duckdb_of_the_readme_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = re.findall(r"^\(cat (?P<files>.+?); echo \"(?P<sql>.+?)\"\) \| duckdb$", read(page), re.MULTILINE)
    assert found
    for files, sql in found:
        connection = duckdb.connect()
        for file in files.split():
            connection.execute((ROOT / file).read_text(encoding="utf-8"))
        assert connection.execute(sql).fetchall()


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def command_lines(path: Path) -> Iterator[list[str]]:
    for fence in FENCE.finditer(read(path)):
        if fence["lang"] == "sh":
            for line in fence["body"].splitlines():
                words = shlex.split(line, comments=True)
                if words and words[0] == "xinzhi":
                    yield words[1:]


@pytest.mark.parametrize("page", [*READMES, *CONTRIBUTING], ids=page_id)
def test_commands_and_options_exist(page: Path) -> None:
    known = commands()
    lines = list(command_lines(page))
    assert lines
    for name, *rest in lines:
        assert name in known, name
        options = {o for p in known[name].params for o in (*p.opts, *p.secondary_opts)}
        assert {w for w in rest if w.startswith("--")} <= options, (name, rest)


def test_makefile_has_the_targets_that_pages_name() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z-]+)`", read(page))) <= targets, page_id(page)


def test_generated_files_are_up_to_date() -> None:
    result = run("docs", "--check", str(ROOT))
    assert result.exit_code == 0, result.output


# Numbers


def rows() -> dict[str, int]:
    package = open_package(ROOT)
    return {name: len(table.records) for name, (_, table) in read_tables(package).items()}


def fill(page: Path, name: str, change: Callable[[str], str]) -> None:
    """Compare the block `<!-- name -->…<!-- /name -->` with what it should be, or write it."""
    text = read(page)
    block = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    assert len(block.findall(text)) == 1, f"{page_id(page)} has no block {name}"
    settle(page, block.sub(lambda m: change(m.group()), text))


@pytest.mark.parametrize("page", READMES, ids=page_id)
def test_row_counts(page: Path) -> None:
    counts = rows()

    def recount(block: str) -> str:
        number = r"\d{1,3}(?:,\d{3})*"
        named = re.findall(rf"`([a-z_]+)` {number}", block)
        assert sorted(named) == sorted(counts), "every dataset stands once in the table"
        block = re.sub(rf"`([a-z_]+)` {number}", lambda m: f"`{m[1]}` {counts[m[1]]:,}", block)
        block = re.sub(r"\d+(?= (?:datasets|个数据集))", str(len(counts)), block)
        block = re.sub(r"\d+(?= (?:views|个视图))", str(len(view_files(ROOT))), block)
        return re.sub(rf"{number}(?= (?:rows|行))", f"{sum(counts.values()):,}", block)

    fill(page, "counts", recount)


def counted(command: str) -> dict[str, int]:
    assert SOURCES is not None
    result = run(command, str(ROOT), "--sources", SOURCES, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found: dict[str, int] = json.loads(result.stdout)["counted"]
    return found


@needs_documents
def test_quality_figures() -> None:
    verified, covered = counted("verify"), counted("coverage")
    counts = rows()
    spans = sum(n for k, n in verified.items() if k.startswith("spans "))
    lines = [
        ("spans whose text has the registered digest", f"{verified['spans matches']:,} of {spans:,}"),
        ("figures read again in their spans", f"{verified['figures']:,}"),
        ("names read again in their spans", f"{verified['names']:,}"),
        ("dates read again in their spans", f"{verified['dates']:,}"),
        ("numbers in summaries and scopes read again", f"{verified['numbers']:,}"),
        ("texts compared with the documents for copying", f"{verified['texts']:,}"),
    ]
    for what, label in (("numerals", "numerals in the documents"), ("names", "names in the articles in scope")):
        how = {k.removeprefix(f"{what}, "): n for k, n in covered.items() if k.startswith(f"{what}, ") and n}
        total, left = sum(how.values()), how.pop("unaccounted", 0)
        lines.append((f"{label}, accounted for", f"{total - left:,} of {total:,}"))
        omitted = {k.removeprefix("omitted: "): n for k, n in how.items() if k.startswith("omitted")}
        lines += [(f"– {k}", f"{n:,}") for k, n in how.items() if not k.startswith("omitted")]
        lines += [(f"– left out as {k}", f"{n:,}") for k, n in sorted(omitted.items(), key=lambda item: -item[1])]
    lines.append(("cells that are inferred, with their basis", f"{counts['inferences']:,}"))
    table = ["| what | number |", "| --- | ---: |", *(f"| {a} | {b} |" for a, b in lines)]
    fill(METHODOLOGY, "quality", lambda _: "\n".join(table) + "\n")


def test_english_name_figures() -> None:
    tables = read_tables(open_package(ROOT))
    lines = ["| names of | established | translated | romanised |", "| --- | ---: | ---: | ---: |"]
    for dataset, column in (("organizations", "name"), ("parks", "name"), ("projects", "name"), ("policies", "title")):
        table = tables[dataset][1]
        found = [table.cell(r, f"{column}_en_basis") for r in table.records]
        lines.append(
            f"| `{dataset}` | "
            + " | ".join(str(found.count(b)) for b in ("established", "translated", "romanised"))
            + " |"
        )
    fill(METHODOLOGY, "names", lambda _: "\n".join(lines) + "\n")


def test_region_figures() -> None:
    table = read_tables(open_package(ROOT))["regions"][1]
    levels = [table.cell(r, "level") for r in table.records]
    assert f"{levels.count('province')} provincial and {levels.count('prefecture')} prefecture-level units" in read(
        METHODOLOGY
    )


def test_rules_that_pages_name_exist() -> None:
    known = {r.id for book in (row_rules(), relation_rules(), VERIFY_RULES, REREAD_RULES, COVERAGE_RULES) for r in book}
    invariants = read(EXTRACTION).partition("## 14.")[2].partition("## 15.")[0]
    named = {
        r
        for line in invariants.splitlines()
        if line.startswith("| ")
        for r in re.findall(r"`([a-z-]+)`", line.split("|")[2])
    }
    assert len(named) > 30
    assert named <= known, named - known


# Pages


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", outside_code(read(page))):
        if re.match(r"[a-z]+:", target):
            continue
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{page_id(page)} links to {target}"
        if anchor:
            assert anchor in {slug(h) for _, h in headings(there)}, f"{page_id(page)} links to {target}#{anchor}"


@pytest.mark.parametrize("pair", [READMES, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_both_languages_have_the_same_structure(pair: list[Path]) -> None:
    english, chinese = pair
    assert [level for level, _ in headings(english)] == [level for level, _ in headings(chinese)]
    assert [m["lang"] for m in FENCE.finditer(read(english))] == [m["lang"] for m in FENCE.finditer(read(chinese))]
    assert f"]({chinese.name})" in read(english)
    assert f"]({english.name})" in read(chinese)


PUNCTUATION = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "?": "\uff1f", "!": "\uff01"}
HAN = "\u4e00-\u9fff\u3001\u3002\u300a\u300b\u201c\u201d\uff08\uff09"


def chinese_punctuation(text: str) -> str:
    """Full-width punctuation in Chinese prose; code and links stay as they are."""

    def full(match: re.Match[str]) -> str:
        return PUNCTUATION[match[1]]

    def prose(line: str) -> str:
        if not re.search(f"[{HAN}]", line):
            return line
        code: list[str] = []
        line = re.sub(r"`[^`]*`|\]\([^)]*\)", lambda m: code.append(m.group()) or f"\0{len(code) - 1}\0", line)
        line = re.sub(rf"\(([^()]*[{HAN}][^()]*)\)", "\uff08\\1\uff09", line)
        line = re.sub(rf"(?<=[{HAN}*\0])([,:;?!]) ?(?=[{HAN}*\0\w\[])", full, line)
        line = re.sub(rf"(?<=\w)([,:;?!]) ?(?=[{HAN}\0])", full, line)
        line = re.sub(r"([,:;?!])(?=$| \|)", full, line)
        return re.sub("\0(\\d+)\0", lambda m: code[int(m[1])], line)

    pieces = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(p if p.startswith("```") else "\n".join(map(prose, p.split("\n"))) for p in pieces)


@pytest.mark.parametrize("page", [READMES[1], CONTRIBUTING[1]], ids=page_id)
def test_chinese_pages_use_chinese_punctuation(page: Path) -> None:
    settle(page, chinese_punctuation(read(page)))
    # Bold text that ends with a mark and goes on without a blank is not bold in Markdown.
    assert not re.search("[\u3002\uff0c\uff1a]\\*\\*[\u4e00-\u9fff]", outside_code(read(page)))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_no_paths_or_addresses_of_one_machine(page: Path) -> None:
    assert not re.search(r"\.\./shared|/(?:work|home|tmp)/|pypi\.|registry\.|localhost", read(page))


@needs_documents
@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_pages_copy_nothing_from_the_documents(page: Path) -> None:
    assert SOURCES is not None
    whole = "\n".join("".join(p.read_text(encoding="utf-8").split()) for p in sorted(Path(SOURCES).rglob("*.txt")))
    text = "".join(read(page).split())
    cells = {
        table.cell(r, c)
        for _, table in read_tables(open_package(ROOT)).values()
        for c in NAME_COLUMNS
        for r in table.records
    }
    for name in sorted((c for c in cells if len(c) > 3), key=len, reverse=True):
        text = text.replace("".join(name.split()), "\n")
    for part in text.split("\n"):
        runs = (part[at : at + COPY_LENGTH] for at in range(len(part) - COPY_LENGTH + 1))
        assert not (found := [r for r in runs if not r.isascii() and r in whole]), found[:3]


# The walk through CONTRIBUTING


@pytest.fixture(params=CONTRIBUTING, ids=page_id)
def walked(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A package to which the steps of CONTRIBUTING were applied, and the page's text."""
    text = read(request.param)
    for name in ("datasets", "schemas", "views"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    for fence in FENCE.finditer(text):
        target = tmp_path / fence["info"].strip()
        if fence["lang"] == "csv":
            rows = fence["body"]
            with target.open("a", encoding="utf-8", newline="") as file:
                file.write(rows)
        elif fence["lang"] == "text" and fence["info"].strip().endswith(".txt"):
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(fence["body"].encode())
    return text, tmp_path


def test_a_newcomer_ends_with_a_valid_row(walked: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    text, package = walked
    monkeypatch.chdir(package)
    assert run("fmt").exit_code == 0
    report = validate(".", "documents")
    # The other documents are not at hand, and nobody else has read the new rows yet.
    assert {f.rule for f in report.findings} == {"document-absent", "not-reviewed"}
    opened = open_package(".")
    covered = check_coverage(opened, read_tables(opened), Path("documents"))
    assert covered.findings == []
    assert covered.numerals
    (document,) = Path("documents").iterdir()
    assert hashlib.sha256(document.read_bytes()).hexdigest() in text
    assert f",{len(document.read_bytes().decode())},text/plain" in text


def test_the_walk_prints_what_it_shows(walked: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    text, package = walked
    monkeypatch.chdir(package)
    assert run("fmt").exit_code == 0
    shown = list(SHOWN.finditer(text))
    assert shown
    for match in shown:
        assert match["printed"] == answer(match["lang"], match["asked"])


def test_the_finding_of_the_walk(walked: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    text, package = walked
    monkeypatch.chdir(package)
    assert run("fmt").exit_code == 0
    targets = Path("datasets/targets.csv")
    before = targets.read_text(encoding="utf-8")
    after = before.replace(",gt,50,,cny-100m,", ",eq,50,,cny-100m,")
    assert before != after
    targets.write_text(after, encoding="utf-8")
    result = run("validate")
    assert result.exit_code == 1
    (printed,) = [m["body"] for m in FENCE.finditer(text) if m["lang"] == "text" and m["body"].startswith("value-text")]
    line = re.search(r"targets\.csv:(\d+):", result.stdout)
    assert line is not None
    assert re.sub(r"(?<=targets\.csv:)\d+", line[1], printed).rstrip("\n") in tidy(result.stdout)
