"""LibreOffice opens the workbook and prints it, and its Chinese is on the paper."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from release.conftest import Built

NEEDED = ("soffice", "pdftotext", "pdffonts", "pdftoppm", "fc-list")
MISSING = [program for program in NEEDED if not shutil.which(program)]


def say(*command: str | Path, home: Path | None = None) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"} | ({"HOME": str(home)} if home else {})
    return subprocess.run(
        list(map(str, command)), check=True, capture_output=True, encoding="utf-8", timeout=300, env=environment
    ).stdout


def fonts() -> list[str]:
    """The fonts for Chinese, as a PDF writes their names: small letters, no blanks."""
    families = say("fc-list", ":lang=zh", "family").replace(",", "\n").splitlines()
    return [family.replace(" ", "").lower() for family in families if family.isascii()]


# LibreOffice lays out every sheet, which takes it a minute.
pytestmark = pytest.mark.exhaustive


@pytest.fixture(scope="module")
def printed(release: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook on paper."""
    if MISSING:
        pytest.skip(f"{', '.join(MISSING)} not installed: make programs")
    folder = tmp_path_factory.mktemp("printed")
    workbook = release.whole(".xlsx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    say("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook, home=folder)
    return folder / f"{workbook.stem}.pdf"


def test_libreoffice_prints_the_cover_then_the_views_with_their_chinese(printed: Path) -> None:
    pages = say("pdftotext", "-raw", "-l", "220", printed, "-").split("\f")
    assert "中国各地芯片与算力的承诺与兑现" in pages[0] and "您想知道" in pages[0]
    assert all(word in "".join(pages) for word in ("换算到基本单位", "targets_normalized", "上海市"))
    of = [page.split(" ", 1)[0] for page in pages]  # the name of the sheet stands at the head
    assert of.index("facts") < of.index("promises")
    assert 10 < of.count("promises") < 60, "what a person would print"


def test_libreoffice_has_a_font_for_the_chinese_that_it_prints(printed: Path) -> None:
    """Text can be read out of a PDF whose paper shows empty boxes."""
    if not fonts():
        pytest.skip("no font for Chinese is installed: make programs")
    embedded = say("pdffonts", "-l", "5", printed).lower()
    assert any(name in embedded for name in fonts()), embedded


def test_the_first_page_that_libreoffice_prints_is_not_blank(printed: Path) -> None:
    image = printed.with_name("first")
    say("pdftoppm", "-gray", "-r", "50", "-f", "1", "-singlefile", printed, image)
    header = re.match(rb"P5\s(\d+) (\d+)\s255\s", found := image.with_suffix(".pgm").read_bytes())
    assert header is not None
    width, height = map(int, header.groups())
    assert width > height, "landscape"
    dark = sum(value < 128 for value in found[header.end() :])
    assert 0.01 < dark / (width * height) < 0.5
