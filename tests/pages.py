"""Reads the pages of the documentation, and compares them with what they should say or writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRITE = os.environ.get("XINZHI_WRITE_DOCS") == "1"

FENCE = re.compile(r"^```(?P<lang>\w*)(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def page_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def settle(path: Path, wanted: str) -> None:
    """Compare a page with what it should be, or write it."""
    if WRITE:
        path.write_text(wanted, encoding="utf-8")
    assert read(path) == wanted, f"{page_id(path)} is stale: this test writes it where XINZHI_WRITE_DOCS is 1"


def tidy(text: str) -> str:
    """Without trailing blanks, and with every time that a run took replaced: it differs from run to run."""
    text = re.sub(r"\d+\.\d(?= s\b| 秒)", "1.5", text)
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")) + "\n"


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def headings(path: Path) -> list[tuple[int, str]]:
    return [(len(m[1]), m[2]) for m in re.finditer(r"^(#+) (.+)$", FENCE.sub("", read(path)), re.MULTILINE)]
