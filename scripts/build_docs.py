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

import rules_page
import versions_page
import walkthrough
from pages import ROOT, answered, fill, page_id, read, reader_at
from xinzhi.contract.package import open_package
from xinzhi.dictionary import generated_files
from xinzhi.findings import RULES_PAGE
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
    yield CI, lambda: fill(read(CI), "formats", lambda _: table_of_formats())
    yield versions_page.PAGE, versions_page.page
    for page in READMES:
        yield page, partial(readme, page)
    yield walkthrough.PAGE, walkthrough.page


def readme(page: Path) -> str:
    """A README with what its commands print, and how many datasets and views there are."""

    def recount(block: str) -> str:
        block = re.sub(r"\d+(?= (?:datasets|个数据集))", str(len(open_package(ROOT).resources)), block)
        return re.sub(r"\d+(?= (?:views|个视图))", str(len(view_files(ROOT))), block)

    with reader_at(ROOT):
        return fill(answered(read(page)), "datasets", recount)


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
