"""Write every generated page: `make docs`.

  python scripts/build_docs.py            # writes what is stale
  python scripts/build_docs.py --check    # writes nothing; exit 1 where a page is stale

Pages that show measurements, or what the documents hold, are written by commands of their own, which CONTRIBUTING.md
names.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import map_picture
import rules_page
import versions_page
import walkthrough
from pages import ROOT, answered, fill, page_id, read, reader_at
from xinzhi.api import connect
from xinzhi.contract.package import open_package
from xinzhi.dictionary import generated_files
from xinzhi.findings import RULES_PAGE
from xinzhi.language import Language
from xinzhi.report.formats import table_of_formats
from xinzhi.view_files import view_files
from xinzhi.writing import overwrite_file

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
CI = ROOT / "docs" / "ci.md"


def generated_pages() -> Iterator[tuple[Path, Callable[[], str]]]:
    """Every generated file with what makes its text. Those that come first are parts of what later ones show."""
    yield from generated_files(open_package(ROOT)).items()
    for lang, name in RULES_PAGE.items():
        yield ROOT / name, partial(rules_page.page, lang)
    for language, picture in map_picture.PAGES.items():
        yield ROOT / picture, partial(map_picture.picture, language)
    yield CI, lambda: fill(read(CI), "formats", lambda _: table_of_formats())
    yield versions_page.PAGE, versions_page.page
    for page in READMES:
        yield page, partial(readme, page)
    yield walkthrough.PAGE, walkthrough.page


# How the table of the READMEs tells what is known of a province, year and topic. No counts: two contributions would
# collide in them.
KNOWN = {
    "stated": "●",
    "read in full and not mentioned": "○",
    "not in the excerpt": "△",
    "other sources only": "",
    "no source": "",
}
ASKED = ("integrated-circuits", "compute")
YEARS = (2024, 2025, 2026)
PROMISED_HEADS = {"zh": ("省级单位", "芯片", "算力"), "en": ("Province", "chips", "compute")}


def promised(lang: Language) -> str:
    """The table of provinces, years and the two topics that the package is about: who speaks of them, and who is
    silent. Reads the package in the current folder."""
    place, *topics = PROMISED_HEADS[lang]
    columns = [f"{year} {topic}" for year in YEARS for topic in topics]
    told: dict[str, dict[tuple[int, str], str]] = {}
    with connect() as connection:
        rows = connection.execute(
            f"SELECT c.region_{lang}, c.year, c.topic, c.known"
            " FROM coverage AS c JOIN regions AS r ON r.code = c.region"
            " WHERE r.level = 'province' AND c.topic IN $topics AND c.year IN $years ORDER BY c.region",
            {"topics": list(ASKED), "years": list(YEARS)},
        ).fetchall()
    for name, year, topic, known in rows:
        told.setdefault(name, {})[year, topic] = KNOWN[known]
    lines = [f"| {place} | {' | '.join(columns)} |", "| --- |" + " :---: |" * len(columns)]
    for name, known in told.items():
        cells = [known.get((year, topic), "") for year in YEARS for topic in ASKED]
        if any(cells):
            lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def readme(page: Path) -> str:
    """A README with what its commands print, what the provinces promised, and how many datasets and views there are."""

    def recount(block: str) -> str:
        block = re.sub(r"\d+(?= (?:datasets|个数据集))", str(len(open_package(ROOT).resources)), block)
        return re.sub(r"\d+(?= (?:views|个视图))", str(len(view_files(ROOT))), block)

    with reader_at(ROOT):
        text = fill(answered(read(page)), "datasets", recount)
        return fill(text, "promised", lambda _: promised("zh" if page.name.endswith(".zh.md") else "en"))


def main() -> int:
    """Write the pages that are stale, or say which they are."""
    parser = argparse.ArgumentParser(description="Write every generated page.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is stale")
    check = parser.parse_args().check
    stale = 0
    for path, make in generated_pages():
        text = make()
        if path.is_file() and read(path) == text:
            continue
        stale += 1
        print(("stale, run make docs: " if check else "written: ") + page_id(path))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            overwrite_file(path, text)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
