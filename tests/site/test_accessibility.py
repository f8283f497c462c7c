"""Every kind of page keeps WCAG A and AA as far as axe can tell, light and dark, wide and narrow, and fits in."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from site_page import Built
from watched_page import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = [
    "index.html",
    "map-2024-with-parts.html",
    "regions/index.html",
    "regions/340000.html",
    "regions/340000.promises.html",
    "parks/index.html",
    "parks/chongqing-science-city.html",
    "clusters/qingyang-data-centre-cluster.html",
    "organizations/index.html",
    "promises/index.html?region=340000&year=2025",
    "promises/met.html",
    "scoreboard.html",
    "silence.html",
    "projects/index.html",
    "metrics/index.html",
    "metrics/ai-compute-capacity.html",
    "topics/integrated-circuits.html",
    "policies/shanghai-open-source-scheme.html",
    "facts/targets/anhui-2025-whole-province.html",
    "facts/regional_priorities/anhui-2025-ai-computing-power-20-000.html",
    "facts/outcomes/anhui-2024-innovation-units-number-in-2025.html",
    "sources/anhui-work-report-2025.html",
    "search.html?q=GPU",
    "search.html?q=semiconducters",
    "glossary/index.html",
    "glossary/integrated-circuit.html",
    "units/index.html",
    "units/exaflops.html",
    "az/a.html",
    "method.html",
    "dictionary/index.html",
    "dictionary/targets.html",
    "sql.html",
    "downloads.html",
    "changes.html",
    "quality.html",
    "style.html",
]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS: list[tuple[str, Any, int]] = [
    ("en", "light", 1280),
    ("zh", "dark", 390),
    ("zh", "light", 390),
    ("zh", "light", 1280),
    ("en", "dark", 1280),
]


def problems(browser: Browser, served: str, site: Built, path: str, look: tuple[str, Any, int]) -> list[str]:
    """What axe finds on a page, and how far the page is wider than the screen. Raises AssertionError where the page is
    not there, writes an error to the console, or asks another host."""
    lang, scheme, width = look
    with watched(browser, served, site, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        answer = page.goto(f"/{lang}/{path}")
        assert answer is not None and answer.ok
        found = Axe().run(page, options=WCAG).response["violations"]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    told = [f"{each['id']}: {node['html'][:160]} {node['failureSummary']}" for each in found for node in each["nodes"]]
    return [*told, *([f"{wider} px wider than the screen"] if wider > 0 else [])]


@pytest.mark.parametrize(("number", "path"), list(enumerate(PAGES)), ids=PAGES)
def test_a_page_can_be_read_by_everybody(browser: Browser, served: str, site: Built, number: int, path: str) -> None:
    assert problems(browser, served, site, path, LOOKS[number % 2]) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_everybody_in_every_look(browser: Browser, served: str, site: Built, path: str) -> None:
    for look in LOOKS:
        assert problems(browser, served, site, path, look) == []


def test_a_button_without_a_name_would_be_found(browser: Browser, served: str) -> None:
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(f"{served}/en/method.html")
        page.evaluate("document.querySelector('main').append(document.createElement('button'))")
        assert [each["id"] for each in Axe().run(page, options=WCAG).response["violations"]] == ["button-name"]
