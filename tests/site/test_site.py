"""The site is whole: every link leads somewhere, both languages have every page, nothing comes from elsewhere, and no
page is larger than a telephone should load."""

from __future__ import annotations

import gzip
import posixpath
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from commands import run, speaks_both
from packages import ROOT
from packages import build as base_package
from release.conftest import built_once
from site_page import Built
from small import make
from xinzhi.contract.package import PackageError
from xinzhi.site.build import MARK, build

ELSEWHERE = re.compile(r"^[a-z]+:", re.IGNORECASE)
LARGEST_PAGE = 61_440
# Packed: what search and the lists of a page load, all scripts that a page has besides, and any file of the site.
LARGEST_LIST = {"search-names.js": 60_000, "search-facts.js": 200_000, "find-*.js": 100_000, "queries.js": 20_000}
LARGEST_SCRIPTS, LARGEST_FILE = 30_000, 20_000_000


def target(page: str, link: str) -> tuple[str, str]:
    """The path and the anchor to which a link of a page leads."""
    path, _, anchor = link.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page, anchor


def test_every_link_within_the_site_leads_to_a_page_and_every_anchor_is_there(site: Built) -> None:
    dead = set()
    for path, page in site.pages.items():
        for link in {*page.links, *page.loaded}:
            if ELSEWHERE.match(link):
                continue
            to, anchor = target(path, link)
            if anchor.startswith(("q=", "t=")):  # a query, which the page has room for
                anchor = "sql"
            if not (site.folder / to).is_file() or (anchor and anchor not in site.pages[to].anchors):
                dead.add((path, link))
    assert not dead


def test_nothing_is_loaded_from_elsewhere(site: Built) -> None:
    loaded = {(path, link) for path, page in site.pages.items() for link in page.loaded if ELSEWHERE.match(link)}
    assert not loaded
    for path in site.folder.glob("assets/*.*"):
        text = path.read_text(encoding="utf-8")
        assert "url(" not in text and "@import" not in text and "XMLHttp" not in text, path
        # What the SQL page fetches is seen in a browser (test_sql_page.py).
        assert "fetch(" not in text or path.name == "sql.js", path


def test_links_that_lead_away_are_of_the_web(site: Built) -> None:
    away = {link for page in site.pages.values() for link in page.links if ELSEWHERE.match(link)}
    assert all(link.startswith(("https://", "http://")) for link in away)


def test_both_languages_have_every_page_and_say_so(site: Built) -> None:
    paths = {
        lang: {p.removeprefix(f"{lang}/") for p in site.pages if p.startswith(f"{lang}/")} for lang in ("zh", "en")
    }
    assert paths["zh"] == paths["en"]
    for path in paths["zh"]:
        for lang, tag in (("zh", "zh-Hans"), ("en", "en")):
            page = site.pages[f"{lang}/{path}"]
            assert page.lang == tag
            leads = {to: target(f"{lang}/{path}", link)[0] for to, link in page.alternates.items()}
            assert leads == {"zh-Hans": f"zh/{path}", "en": f"en/{path}", "x-default": "index.html"}


def test_no_anchor_stands_twice_and_headings_begin_with_one(site: Built) -> None:
    for path, page in site.pages.items():
        assert len(page.anchors) == len(set(page.anchors)), path
        assert page.headings[0] == 1 and page.headings.count(1) == 1, path
        assert page.tags.count("main") == 1, path


def packed(path: Path) -> int:
    """The bytes of a file as hosts send it."""
    return len(gzip.compress(path.read_bytes()))


def test_pages_are_small_enough_for_a_telephone(site: Built) -> None:
    large = {path: size for path, html in site.html.items() if (size := len(html.encode())) > LARGEST_PAGE}
    assert not large
    for name, most in LARGEST_LIST.items():
        lists = sorted(site.folder.glob(f"assets/{name}"))
        assert lists and all(packed(path) <= most for path in lists)
    scripts = ("take.js", "finder.js", "matching.js", "proof.js", "search.js", "sql.js", "site.css")
    assert sum(packed(site.folder / "assets" / name) for name in scripts) <= LARGEST_SCRIPTS
    assert max(path.stat().st_size for path in site.folder.rglob("*")) <= LARGEST_FILE


def test_every_fact_has_its_proof_its_citation_and_both_languages_of_its_text(site: Built) -> None:
    page = site.html["en/facts/targets/anhui-2025-whole-province.html"]
    assert "Government work report of Anhui Province, 2025" in page and 'id="proof"' in page
    assert "characters" in page and "BibTeX" in page and "CSL-JSON" in page and "@misc{" in page
    assert "exceeded" in page or "more than was promised" in page
    assert 'href="https://finance.sina.com.cn/' in page
    assert "second person" in page
    assert "对照原文复核" in site.html["zh/facts/targets/anhui-2025-whole-province.html"]


def test_a_walk_from_the_start_to_a_citation_takes_three_clicks(site: Built) -> None:
    def clicks(path: str) -> set[str]:
        return {target(path, link)[0] for link in site.pages[path].links if not ELSEWHERE.match(link)}

    region, fact = "zh/regions/340000.html", "zh/facts/targets/anhui-2025-whole-province.html"
    assert region in clicks("zh/index.html")
    assert fact in clicks(region) or any(fact in clicks(page) for page in clicks(region) if "promises" in page)


def test_what_the_data_says_is_escaped(tmp_path: Path) -> None:
    package = base_package(tmp_path / "p", ledger=True)
    shutil.copytree(ROOT / "views", package / "views")
    regions = package / "datasets" / "regions.csv"
    text = regions.read_text(encoding="utf-8")
    name = next(line.split(",")[3] for line in text.splitlines()[1:] if line.split(",")[3])
    regions.write_text(text.replace(name, "<script>alert(1)</script>"), encoding="utf-8")
    sources = package / "datasets" / "sources.csv"
    text = sources.read_text(encoding="utf-8")
    assert "https://example.org/policy" in text
    sources.write_text(text.replace("https://example.org/policy", "javascript:alert(1)"), encoding="utf-8")
    build(package, tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html and 'href="javascript' not in html


def test_a_release_has_the_same_site_byte_for_byte(site: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    release = built_once(tmp_path_factory)
    files = {p.relative_to(site.folder).as_posix(): p for p in site.folder.rglob("*") if p.is_file()}
    with zipfile.ZipFile(release.whole("-site.zip")) as archive:
        within = f"{release.stem}-site/"
        assert {name.removeprefix(within) for name in archive.namelist()} == set(files)
        assert all(archive.read(within + name) == path.read_bytes() for name, path in files.items())


def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("dear", encoding="utf-8")
    package = base_package(tmp_path / "p", ledger=True)
    shutil.copytree(ROOT / "views", package / "views")
    with pytest.raises(PackageError):
        build(package, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["letter.txt"]
    build(package, tmp_path / "site")
    assert build(package, tmp_path / "site").pages > 100
    assert (tmp_path / "site" / MARK).is_file()


def test_a_package_of_which_nobody_said_what_its_pages_are_has_no_site(tmp_path: Path) -> None:
    with pytest.raises(PackageError):
        build(make(tmp_path / "small"), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_map_counts_cities_with_their_provinces_by_choice(site: Built) -> None:
    def entries(path: str) -> int:
        return sum(map(int, re.findall(r'<span aria-hidden="true">(\d+)</span>', site.html[path])))

    assert entries("en/map-2024-with-parts.html") > entries("en/map-2024.html") > 0
    assert "en/map-2024-with-parts.html" in {
        target("en/map-2024.html", a)[0] for a in site.pages["en/map-2024.html"].links
    }


def test_parts_of_a_sum_stand_below_it_and_say_so(site: Built) -> None:
    page = site.html["en/policies/shanghai-g60-source-measures.html"]
    total = page.index("facts/policy_terms/shanghai-g60-special-fund-total.html")
    part = page.index("facts/policy_terms/shanghai-g60-special-fund-district.html")
    assert total < part < page.index("facts/policy_terms/shanghai-g60-special-fund-total.html", part)


def test_rows_that_break_their_schema_are_told_and_no_site_is_written(tmp_path: Path) -> None:
    package = base_package(
        tmp_path / "p", [{"file": "datasets/projects.csv", "replace": [",fab,", ",nothing of the kind,"]}], ledger=True
    )
    shutil.copytree(ROOT / "views", package / "views")
    result = run("site", package, "--out", tmp_path / "site")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "projects has rows that break its schema" in result.stderr and "xinzhi validate" in result.stderr
    assert speaks_both(result.stderr) and not (tmp_path / "site").exists()
