"""Draws the map of the READMEs: which provincial units speak of chips and of computing power in their newest work
reports, and which are silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

import duckdb
from pages import ROOT
from xinzhi.chip_record.site.map_places import MAP_PLACES
from xinzhi.chip_record.site.start import short_name
from xinzhi.contract.package import open_package
from xinzhi.database import connect
from xinzhi.language import Language

PAGES: Mapping[Language, str] = {"zh": "docs/map.zh.svg", "en": "docs/map.svg"}
SUBJECTS: Mapping[str, Mapping[Language, str]] = {
    "integrated-circuits": {"zh": "芯片", "en": "Chips"},
    "compute": {"zh": "算力", "en": "Computing power"},
}
FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
TILE, LEFT, TOP, COLUMNS, ROWS = 40, 12, 62, 9, 8


class State(NamedTuple):
    """How a state of knowledge is drawn, and what the legend says."""

    fill: str
    ink: str
    sign: str
    words: Mapping[Language, str]


# No counts are drawn: two contributions would collide in them.
STATES = {
    "stated": State("#0f4c5c", "#ffffff", "●", {"zh": "报告提到", "en": "the report speaks of it"}),
    "read in full and not mentioned": State(
        "#ffffff", "#c2410c", "○", {"zh": "通读全文，未提", "en": "read in full, silent"}
    ),
    "no source": State("#f1f0ea", "#59636c", "–", {"zh": "没有报告", "en": "no report"}),
}


class Unit(NamedTuple):
    """A provincial unit: what is known of it, its Chinese name, and its letters in ISO 3166-2."""

    known: str
    name: str
    iso: str


def picture(lang: Language) -> str:
    """The picture as SVG, in a language."""
    with connect(open_package(ROOT)) as connection:
        year, known = _known(connection)
    width, height = 2 * COLUMNS * TILE + 4 * LEFT, TOP + ROWS * TILE + 44
    en = f"Work reports of {year}: who speaks, and who is silent"
    title = f"{year} 年政府工作报告：谁提到，谁沉默" if lang == "zh" else en
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t">',
        f'<title id="t">{title}</title>',
        f'<rect width="{width}" height="{height}" fill="#fcfbf8"/>',
        f'<g font-family="{FONTS}" fill="#1c2126">',
        f'<text x="{LEFT}" y="26" font-size="17" font-weight="600">{title}</text>',
    ]
    for number, (topic, words) in enumerate(SUBJECTS.items()):
        left = LEFT + number * (COLUMNS * TILE + 2 * LEFT)
        lines.append(f'<text x="{left}" y="52" font-size="14">{words[lang]}</text>')
        lines += _tiles(left, {region: unit for (region, of), unit in known.items() if of == topic}, lang)
    lines += [*_legend(TOP + ROWS * TILE + 24, lang), "</g>", "</svg>", ""]
    return "\n".join(lines)


def _known(connection: duckdb.DuckDBPyConnection) -> tuple[int, dict[tuple[str, str], Unit]]:
    """The newest year of which there are reports, and the units by their code and the topic."""
    rows = connection.execute(
        "SELECT c.year, c.region, c.topic, c.known, r.name_zh, coalesce(r.iso_3166_2, '')"
        " FROM coverage AS c JOIN regions AS r ON r.code = c.region WHERE c.topic IN $topics"
        " QUALIFY c.year = max(c.year) FILTER (c.known = 'stated') OVER ()",
        {"topics": list(SUBJECTS)},
    ).fetchall()
    return rows[0][0], {(region, topic): Unit(known, name, iso) for _, region, topic, known, name, iso in rows}


def _tiles(left: int, units: Mapping[str, Unit], lang: Language) -> Iterator[str]:
    for region, (column, row) in MAP_PLACES.items():
        unit, size = units[region], TILE - 3
        state = STATES.get(unit.known, STATES["no source"])
        x, y = left + (column - 1) * TILE, TOP + (row - 1) * TILE
        label = short_name(unit.name) if lang == "zh" else unit.iso.removeprefix("CN-")
        yield _box(x, y, size, state)
        yield _middle(x + size // 2, y + 16, 11, state, label)
        yield _middle(x + size // 2, y + 31, 12, state, state.sign)


def _legend(y: int, lang: Language) -> Iterator[str]:
    for number, state in enumerate(STATES.values()):
        x = LEFT + number * 190
        yield _box(x, y - 14, 18, state)
        yield _middle(x + 9, y, 11, state, state.sign)
        yield f'<text x="{x + 26}" y="{y}" font-size="13">{state.words[lang]}</text>'


def _box(x: int, y: int, size: int, state: State) -> str:
    edge = state.ink if state.fill == "#ffffff" else state.fill
    return f'<rect x="{x}" y="{y}" width="{size}" height="{size}" rx="4" fill="{state.fill}" stroke="{edge}"/>'


def _middle(x: int, y: int, size: int, state: State, text: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="middle" fill="{state.ink}">{escape(text)}</text>'
