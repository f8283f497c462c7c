"""Takes a picture of each kind of page of a built site: light and dark, wide and narrow, in both languages. Chromium
opens the pages as files: `python scripts/take_screenshots.py SITE OUT`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

PAGES = (
    "index.html",
    "regions/index.html",
    "regions/340000.html",
    "parks/index.html",
    "promises/index.html",
    "scoreboard.html",
    "silence.html",
    "projects/index.html",
    "metrics/ai-compute-capacity.html",
    "topics/integrated-circuits.html",
    "facts/targets/anhui-2025-whole-province.html",
    "sources/anhui-work-report-2025.html",
    "search.html?q=GPU",
    "sql.html",
    "dictionary/index.html",
    "downloads.html",
    "method.html",
    "changes.html",
    "quality.html",
    "style.html",
)
LOOKS: tuple[tuple[str, Any, int], ...] = (("en", "light", 1280), ("zh", "dark", 1280), ("zh", "light", 390))


def main(site: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for lang, scheme, width in LOOKS:
            _take(browser, site / lang, lang, scheme, width, out)
        browser.close()


def _take(browser: Browser, site: Path, lang: str, scheme: Any, width: int, out: Path) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 1000})
    for path in PAGES:
        file, _, query = path.partition("?")
        page.goto((site / file).resolve().as_uri() + (f"?{query}" if query else ""))
        name = file.removesuffix(".html").replace("/", "-")
        page.screenshot(path=out / f"{name}.{lang}.{scheme}.{width}.png")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
