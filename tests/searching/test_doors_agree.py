"""All doors find the same in the same order: the command, the script of the site in a browser, and Datasette."""

from __future__ import annotations

import html
import json
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from commands import ROOT, run
from release.test_serve import ask, served
from site_once import site_once
from xinzhi.contract.package import open_package
from xinzhi.searching.index import Index
from xinzhi.searching.reading import open_index
from xinzhi.searching.words import words_of

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
# Each with a name that has to be among what it finds.
QUESTIONS = {
    "芯片": "芯片",
    "第三代半导体": "化合物半导体",
    "third generation semiconductors": "化合物半导体",
    "Lingang Pujiang": "临港浦江国际科技城",
    "12 inch": "12英寸",
    "GPU": "GPU",
    "陕西 2026": "陕西省2026年政府工作报告",
}
# The page shows so many of each kind at first.
FIRST = 8

Key = tuple[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_once(tmp_path_factory)


@pytest.fixture(scope="module")
def index() -> Index:
    return open_index(open_package(ROOT))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(ROOT) as found:
        yield found


def browsed(address: str) -> str:
    """A page as it is after its scripts have run."""
    assert CHROMIUM is not None
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
    run = subprocess.run([CHROMIUM, *options, address], capture_output=True, encoding="utf-8", timeout=300, check=True)
    return run.stdout


def first_of_each_kind(keys: list[Key]) -> list[Key]:
    seen: Counter[str] = Counter()
    return [key for key in keys if (seen.update([key[0]]) or seen[key[0]]) <= FIRST]


@needs_chromium
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_command_the_page_and_datasette_find_the_same(site: Path, address: str, question: str) -> None:
    answer = json.loads(run("search", question, "-p", ROOT, "--format", "json").stdout)
    command = [(hit["dataset"], hit["id"]) for hit in answer["hits"]]
    assert any(QUESTIONS[question] in hit["name_zh"] for hit in answer["hits"])
    assert not any("Yangpu" in hit["name_en"] for hit in answer["hits"] if question == "GPU")

    _, rows = ask(address, "xinzhi/search.json", word=question, _shape="array")
    assert [(row["dataset"], row["record"]) for row in rows] == command

    page = browsed(f"{(site / 'zh' / 'search.html').as_uri()}?q={quote(question)}")
    links = re.findall(r'<li><a href="([^"]*)\.html">', page)
    shown = [tuple(link.removeprefix("facts/").rsplit("/", 1)) for link in links]
    assert shown == first_of_each_kind(command) and len(shown[:10]) >= 1
    assert all((site / "zh" / f"{link}.html").is_file() for link in links)
    counted = re.findall(r'<span class="count">(\d+)</span></h2>', page)
    assert list(map(int, counted)) == list(answer["counts"].values())


def queries_of(index: Index, number: int) -> list[str]:
    """Queries of words that entries have, in other orders and forms, some with words that mean the same, some with what
    nobody types on purpose."""
    chance = random.Random(2026)
    synonyms = [word for group in index.synonyms.groups for word in group]
    strange = [
        "ＧＰＵ",
        "Ångström",
        "İstanbul",
        "ß",
        "²",
        "…",
        "co.",
        "1.5",
        "__proto__",
        "constructor",
        "𠮷",
        "🙂",
        "٣",
        "ies",
    ]
    queries = [*synonyms, *strange]
    while len(queries) < number:
        entry = chance.choice(index.entries)
        words = words_of(" ".join([entry.name_zh, entry.name_en, *entry.names, str(entry.year or "")]))
        asked = []
        for word in chance.sample(words, min(len(words), chance.randint(1, 3))):
            start = 0 if word.isascii() else chance.randrange(len(word))
            cut = word[start : start + chance.randint(1, 6)] if chance.random() < 0.5 else word
            asked.append(chance.choice([cut, cut, cut.upper(), f"{cut}s", f"{cut}-", f"{cut}ing"]))
        if chance.random() < 0.2:
            asked.append(chance.choice([*synonyms, *strange]))
        chance.shuffle(asked)
        queries.append(" ".join(asked))
    return queries


@needs_chromium
def test_the_script_finds_what_python_finds_for_many_queries(site: Path, index: Index, tmp_path: Path) -> None:
    queries = queries_of(index, 200)
    assets = (site / "assets").as_uri()
    script = (
        "var found = QUERIES.map(function (query) { return SITE_SEARCH.find(query).map(function (e) {"
        " return [SITE_KINDS[e.kind][0].replace('facts/', ''), e.id, e.zh, e.en]; }); });"
        "document.getElementById('found').textContent = JSON.stringify(found);"
    ).replace("QUERIES", json.dumps(queries).replace("<", "\\u003c"))
    page = tmp_path / "page.html"
    page.write_text(
        f"""<!doctype html><meta charset="utf-8"><pre id="found"></pre>
        <script src="{assets}/search-names.js"></script><script src="{assets}/matching.js"></script>
        <script>var addEntries = SITE_SEARCH.add;</script><script src="{assets}/search-facts.js"></script>
        <script>{script}</script>""",
        encoding="utf-8",
    )
    written = re.search(r'<pre id="found">(.*?)</pre>', browsed(page.as_uri()), re.DOTALL)
    assert written is not None
    answers: list[list[list[Any]]] = json.loads(html.unescape(written[1]))
    assert len(answers) == len(queries) and sum(map(bool, answers)) > len(queries) / 2
    for query, answer in zip(queries, answers, strict=True):
        python = [[hit.dataset, hit.id, hit.name_zh, hit.name_en] for hit in index.find(query)]
        assert answer == python, query


def test_every_entry_has_a_page_and_every_page_of_a_row_is_found(site: Path, index: Index) -> None:
    folders = {"/".join(path.relative_to(site / "zh").parts[:-1]) for path in (site / "zh").rglob("*.html")}
    entries = Counter(index.kinds[entry.kind].dataset for entry in index.entries)
    for dataset, number in entries.items():
        folder = dataset if dataset in folders else f"facts/{dataset}"
        pages = {path.name for path in (site / "zh" / folder).glob("*.html")}
        assert number == len([name for name in pages if name.count(".") == 1 and not name.startswith("index")]), dataset
