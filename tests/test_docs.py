"""The documentation is true: its generated pages are current, its commands run and print what it shows, its links lead
somewhere, and a newcomer who follows CONTRIBUTING.md ends with a valid package.

Tests that need the documents run where XINZHI_SOURCES names their folder.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import build_docs
import duckdb
import pytest
import typer
import walkthrough
from pages import FENCE, ROOT, SHOWN, answer, fill, headings, page_id, read, slug, tidy
from typer.testing import CliRunner, Result
from xinzhi.catalogue import every_rule
from xinzhi.chip_record import DOMAIN
from xinzhi.cli import app
from xinzhi.contract.package import Package, open_package
from xinzhi.contract.tables import read_tables
from xinzhi.domains import datasets_of
from xinzhi.evidence.coverage import check_coverage
from xinzhi.evidence.facts import Facts, gather
from xinzhi.validation import validate

SOURCES = os.environ.get("XINZHI_SOURCES")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
CONTRIBUTING = [ROOT / "CONTRIBUTING.md", ROOT / "CONTRIBUTING.zh.md"]
METHODOLOGY = ROOT / "docs" / "methodology.md"
METHODOLOGY_ZH = ROOT / "docs" / "methodology.zh.md"
RELEASES = ROOT / "docs" / "releases.md"
EXTRACTION = ROOT / "docs" / "extraction.md"
DUCKDB = ROOT / "tests" / "doors" / ".venv-remote" / "bin" / "duckdb"

needs_documents = pytest.mark.skipif(not SOURCES, reason="XINZHI_SOURCES does not name the folder of the documents")


def run(*arguments: str) -> Result:
    """Run the command line on a wide screen without colour."""
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "160", "NO_COLOR": "1"})


def facts_of(package: Package) -> Facts:
    return gather(read_tables(package), datasets_of(package))


def outside_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


# Commands and queries


@pytest.mark.parametrize("page", READMES, ids=page_id)
def test_the_readme_shows_what_commands_print(page: Path) -> None:
    assert len(SHOWN.findall(read(page))) >= 3


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


# Generated pages

GENERATED = dict(build_docs.generated_pages())
# The pages of docs/ that are written by hand in both languages, each English one with its Chinese one.
TRANSLATED = [
    [page.with_name(page.name.replace(".zh.md", ".md")), page]
    for page in sorted((ROOT / "docs").glob("*.zh.md"))
    if page not in GENERATED
]


# The walk through a contribution is long, and has a test of its own.
@pytest.mark.parametrize("page", [path for path in GENERATED if path != walkthrough.PAGE], ids=page_id)
def test_generated_pages_are_current(page: Path) -> None:
    assert page.is_file() and read(page) == GENERATED[page](), f"{page_id(page)} is stale: run make docs"


def test_stale_pages_are_named_then_written_then_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "page.md"
    monkeypatch.setattr(build_docs, "generated_pages", lambda: iter([(page, lambda: "the text\n")]))
    monkeypatch.setattr(build_docs, "page_id", lambda path: path.name)
    for options, status, said in (
        (["--check"], 1, "stale, run make docs: page.md\n"),
        ([], 0, "written: page.md\n"),
        (["--check"], 0, ""),
        ([], 0, ""),
    ):
        monkeypatch.setattr("sys.argv", ["build_docs.py", *options])
        assert (build_docs.main(), capsys.readouterr().out) == (status, said)
    assert read(page) == "the text\n"


def test_make_docs_writes_every_generated_page() -> None:
    assert "$(BIN)/python scripts/build_docs.py\n" in read(ROOT / "Makefile")
    # Whatever says of itself that it is generated by one of the two commands is among the pages.
    said = re.compile(r"(?:Generated|生成)[^\n]*`(?:make docs|xinzhi docs)`|`(?:make docs|xinzhi docs)`[^\n]*生成")
    claimed = {p for p in [*PAGES, *(ROOT / "views").glob("*.sql")] if said.search(read(p)[:2000])} - set(CONTRIBUTING)
    assert claimed and claimed <= set(GENERATED), claimed - set(GENERATED)


@pytest.mark.parametrize("page", [*READMES, METHODOLOGY, METHODOLOGY_ZH, walkthrough.PAGE], ids=page_id)
def test_pages_show_no_count_that_every_contribution_changes(page: Path) -> None:
    for match in FENCE.finditer(read(page)):
        if match["lang"] == "text" and not match["info"].strip():
            assert match["body"] == tidy(match["body"])
    assert not re.search(r"`[a-z_]+` \d{1,3}(?:,\d{3})*[ ,;、，；|]", read(page))


@pytest.mark.parametrize("page", READMES, ids=page_id)
def test_every_dataset_stands_once_in_the_table_of_the_readme(page: Path) -> None:
    table = read(page).partition("<!-- datasets -->")[2].partition("<!-- /datasets -->")[0]
    assert sorted(re.findall(r"`([a-z_]+)`", table)) == sorted(r.name for r in open_package(ROOT).resources)


def test_region_figures() -> None:
    table = read_tables(open_package(ROOT))["regions"][1]
    levels = [table.cell(r, "level") for r in table.records]
    provinces, prefectures = levels.count("province"), levels.count("prefecture")
    assert f"{provinces} provincial and {prefectures} prefecture-level units" in read(METHODOLOGY)
    assert f"{provinces} 个省级单位和 {prefectures} 个地级单位" in read(METHODOLOGY_ZH)


def test_rules_that_pages_name_exist() -> None:
    known = every_rule(DOMAIN).keys()
    invariants = read(EXTRACTION).partition("Counted invariants")[2].partition("\n## ")[0]
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


def folders() -> set[str]:
    """The folders of the repository, and those of the toolkit, that hold files under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    parents = [Path(name).parts[:-1] for name in listed.stdout.split("\0") if name]
    own = {f"{parts[0]}/" for parts in parents if parts and parts[0] != "validate"}
    return own | {"/".join(parts[:3]) + "/" for parts in parents if parts[:2] == ("validate", "xinzhi")}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a working copy of the repository")
@pytest.mark.parametrize("page", CONTRIBUTING, ids=page_id)
def test_the_table_of_folders_is_complete(page: Path) -> None:
    rows = [line.split("|")[1] for line in read(page).splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`([\w./]+/)`", "".join(rows)))
    assert folders() <= named, f"{page_id(page)} has no row for {sorted(folders() - named)}"


@pytest.mark.parametrize("pair", [READMES, CONTRIBUTING, *TRANSLATED], ids=lambda pair: page_id(pair[0]))
def test_both_languages_have_the_same_structure(pair: list[Path]) -> None:
    english, chinese = pair
    assert [level for level, _ in headings(english)] == [level for level, _ in headings(chinese)]
    assert [m["lang"] for m in FENCE.finditer(read(english))] == [m["lang"] for m in FENCE.finditer(read(chinese))]
    assert f"]({chinese.name})" in read(english)
    assert f"]({english.name})" in read(chinese)


@pytest.mark.parametrize("pair", TRANSLATED, ids=lambda pair: page_id(pair[0]))
def test_a_chinese_page_says_what_its_english_page_says(pair: list[Path]) -> None:
    """As far as a program can tell: the same code, in blocks and within sentences, and links to the same pages."""
    english, chinese = (fill(read(p), "files", lambda _: "") if p == RELEASES else read(p) for p in pair)
    assert [m.group() for m in FENCE.finditer(english)] == [m.group() for m in FENCE.finditer(chinese)]
    assert linked(english) == linked(chinese)
    assert code_in_sentences(english) - code_in_sentences(chinese) == set()
    if pair[0] != RELEASES:  # whose Chinese page names the files in a table of its own, compared below
        assert code_in_sentences(chinese) - code_in_sentences(english) == set()


def linked(text: str) -> set[str]:
    """The pages to which a page links, by their English names; where in them is not compared, as headings differ."""
    return {target.replace(".zh.md", ".md") for target in re.findall(r"\]\(([^)#\s]+)", outside_code(text))}


def code_in_sentences(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", FENCE.sub("", text)))


@pytest.mark.parametrize("page", [p for p in PAGES if p.name.endswith(".zh.md")], ids=page_id)
def test_chinese_pages_lead_to_chinese_pages(page: Path) -> None:
    own = page.name.replace(".zh.md", ".md")
    for target in re.findall(r"\]\(([^)#\s]+\.md)", outside_code(read(page))):
        chinese = (page.parent / target).with_suffix(".zh.md")
        assert target == own or not chinese.exists(), f"{page_id(page)} links to {target}, not to {chinese.name}"


def test_the_chinese_page_of_releases_names_the_files_and_their_readers() -> None:
    english = re.findall(r"^\| `([^`]+)` \| (.+?) / ", read(RELEASES), re.MULTILINE)
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", read(RELEASES.with_suffix(".zh.md")), re.MULTILINE)
    chinese = [(name, readers) for names, readers in rows for name in re.findall(r"`([^`]+)`", names)]
    named = [(re.sub(r"\d+\.\d+\.\d+", "VERSION", name), readers) for name, readers in english]
    assert chinese and sorted(chinese) == sorted(named)


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


@pytest.mark.parametrize("page", [chinese for _, chinese in [READMES, CONTRIBUTING, *TRANSLATED]], ids=page_id)
def test_chinese_pages_use_chinese_punctuation(page: Path) -> None:
    assert read(page) == chinese_punctuation(read(page))
    # Bold text that ends with a mark and goes on without a blank is not bold in Markdown.
    assert not re.search("[\u3002\uff0c\uff1a]\\*\\*[\u4e00-\u9fff]", outside_code(read(page)))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_no_paths_or_addresses_of_one_machine(page: Path) -> None:
    assert not re.search(r"\.\./shared|/(?:work|home|tmp)/|pypi\.|registry\.|localhost", read(page))


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
    covered = check_coverage(facts_of(opened), Path("documents"))
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
    assert re.search(r"targets\.csv:\d+:value_text", result.stdout)
    assert tidy(printed).rstrip("\n") in tidy(result.stdout)
