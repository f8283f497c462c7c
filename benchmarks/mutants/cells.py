"""Corruptions of single cells: figures, references, dates, words of vocabularies and texts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta

from .base import FIGURES, Base, Mutant, Operator, other

Make = Callable[[Base, random.Random], Mutant | None]
Wanted = Callable[[str, str], bool]
_DATES = (
    "published",
    "delivered",
    "held",
    "issued",
    "started",
    "expected",
    "expected_completion",
    "reached",
    "since",
    "until",
    "as_of",
    "stage_as_of",
    "period_start",
    "period_end",
)
_COMPARATORS = ["eq", "ge", "gt", "le", "lt", "approx"]
_QUALIFIERS = ("以上", "左右", "以内", "不少于", "不低于", "不超过", "超过", "突破", "最高", "超", "约", "近", "多")


def _any_cell(base: Base, rng: random.Random, wanted: Wanted) -> tuple[str, int, str, str] | None:
    """A filled cell of a wanted column. Columns are drawn first, so that a long table does not drown the others."""
    columns = sorted({(d, c) for d, _, c in base.cells(wanted)})
    if not columns:
        return None
    dataset, column = rng.choice(columns)
    at = rng.choice([n for n, row in enumerate(base.tables[dataset]) if row[column]])
    return dataset, at, column, base.tables[dataset][at][column]


def _edit(wanted: Wanted, change: Callable[[random.Random, str], str | None], doing: str) -> Make:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        cell = _any_cell(base, rng, wanted)
        if cell is None:
            return None
        dataset, at, column, value = cell
        new = change(rng, value)
        return None if new is None or new == value else base.change(dataset, at, {column: new}, f"{column} {doing}")

    return make


def _columns(*names: str, of: tuple[str, ...] = ()) -> Wanted:
    return lambda dataset, column: column in names and (not of or dataset in of)


def _another_digit(rng: random.Random, text: str) -> str | None:
    places = [m.start() for m in re.finditer(r"\d", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _misread(base: Base, rng: random.Random) -> Mutant | None:
    """A figure misread as a whole: what is printed and what is coded agree, and both are wrong."""
    cell = _any_cell(base, rng, _columns("value_text", of=FIGURES))
    if cell is None:
        return None
    dataset, at, _, text = cell
    row = base.tables[dataset][at]
    number = re.search(r"\d+(?:\.\d+)?", text)
    if number is None or number[0] not in row["value"]:
        return None
    new = _another_digit(rng, number[0])
    if new is None or new.startswith("0") or new == number[0]:
        return None
    cells = {"value_text": text.replace(number[0], new, 1), "value": row["value"].replace(number[0], new, 1)}
    return base.change(dataset, at, cells, f"value_text and value alike, {number[0]} to {new}")


def _requalified(base: Base, rng: random.Random) -> Mutant | None:
    """The qualifier left out on both sides: `3500家以上` is written and coded as exactly 3500."""
    cell = _any_cell(base, rng, _columns("value_text", of=FIGURES))
    if cell is None:
        return None
    dataset, at, _, text = cell
    bare = next((text.replace(q, "") for q in _QUALIFIERS if q in text), None)
    if bare is None or base.tables[dataset][at]["comparator"] == "range":
        return None
    return base.change(dataset, at, {"value_text": bare, "comparator": "eq"}, "qualifier left out, coded as eq")


def _rescaled(base: Base, rng: random.Random) -> Mutant | None:
    """亿元 taken for 万元, printed and coded alike."""
    cell = _any_cell(base, rng, _columns("value_text", of=FIGURES))
    if cell is None:
        return None
    dataset, at, _, text = cell
    for one, unit in (("亿元", "cny-10k"), ("万元", "cny-100m")):
        if one in text and "万亿" not in text and base.tables[dataset][at]["unit"] in ("cny-10k", "cny-100m"):
            new = text.replace(one, "万元" if one == "亿元" else "亿元")
            return base.change(dataset, at, {"value_text": new, "unit": unit}, f"{one} taken for another, coded alike")
    return None


def _swapped(column: str, values: Callable[[Base], list[str]], of: tuple[str, ...]) -> Make:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        cell = _any_cell(base, rng, _columns(column, of=of))
        if cell is None:
            return None
        dataset, at, _, value = cell
        new = other(rng, values(base), value)
        return None if new is None else base.change(dataset, at, {column: new}, f"{column} to {new}")

    return make


def _exchanged(target: str, among: Callable[[str], bool] = lambda dataset: True) -> Make:
    """A reference to an entity points to another one that exists."""

    def make(base: Base, rng: random.Random) -> Mutant | None:
        places = [(d, c, k) for d, c, t, k in base.references if t == target and among(d)]
        filled = [(d, c, k) for d, c, k in places if any(row[c] for row in base.tables[d])]
        if not filled:
            return None
        dataset, column, key = rng.choice(filled)
        at = rng.choice([n for n, row in enumerate(base.tables[dataset]) if row[column]])
        used = [row[column] for row in base.tables[dataset]]
        # Half of the time one that the column holds already: the likely confusion.
        values = used if rng.random() < 0.5 else [row[key] for row in base.tables[target]]
        new = other(rng, values, base.tables[dataset][at][column])
        return None if new is None else base.change(dataset, at, {column: new}, f"{column} to {new}")

    return make


def _another_year(rng: random.Random, text: str) -> str | None:
    years = list(re.finditer(r"\d{4}", text))
    if not years:
        return None
    year = rng.choice(years)
    return text[: year.start()] + str(int(year[0]) + rng.choice([-10, -1, 1, 10])) + text[year.end() :]


def _another_day(rng: random.Random, text: str) -> str | None:
    days = re.findall(r"\d{4}-\d\d-\d\d", text)
    if not days:
        return None
    day = rng.choice(days)
    try:
        moved = date.fromisoformat(day) + timedelta(days=rng.choice([-40, -7, -1, 1, 7, 40]))
    except ValueError:
        return None
    return text.replace(day, moved.isoformat(), 1)


def _day_first(rng: random.Random, text: str) -> str | None:
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if not parts:
        return None
    year, month, day = parts.groups()
    return rng.choice(
        [
            f"{year}/{int(month)}/{int(day)}",
            f"{day}-{month}-{year}",
            f"{year}-{day}-{month}",
            f"{year}年{int(month)}月{int(day)}日",
        ]
    )


def _other_term(datasets: Callable[[str], bool], *columns: str) -> Make:
    """A word of a closed vocabulary exchanged for another word of it."""

    def make(base: Base, rng: random.Random) -> Mutant | None:
        places = [
            (d, f.name, [str(v) for v in f.constraints["enum"]])
            for d in base.tables
            if datasets(d)
            for f in base.schema(d).fields
            if "enum" in f.constraints and f.name in columns
        ]
        dataset, column, values = rng.choice(places)
        filled = [n for n, row in enumerate(base.tables[dataset]) if row[column]]
        if not filled:
            return None
        at = rng.choice(filled)
        new = other(rng, values, base.tables[dataset][at][column])
        return None if new is None else base.change(dataset, at, {column: new}, f"{column} to {new}")

    return make


def _misspelt_term(base: Base, rng: random.Random) -> Mutant | None:
    def wanted(dataset: str, column: str) -> bool:
        return any(f.name == column and "enum" in f.constraints for f in base.schema(dataset).fields)

    return _edit(wanted, lambda r, text: _typing_error(r, text), "misspelt")(base, rng)


def _misspelt_reference(base: Base, rng: random.Random) -> Mutant | None:
    places = {(d, c) for d, c, _, _ in base.references}
    return _edit(lambda d, c: (d, c) in places, lambda r, text: _typing_error(r, text), "misspelt")(base, rng)


def _typing_error(rng: random.Random, text: str) -> str | None:
    if len(text) < 3:
        return None
    at = rng.randrange(len(text) - 1)
    return rng.choice(
        [text[:at] + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :], text[: at + 1] + text[at:]]
    )


def _another_character(rng: random.Random, text: str) -> str | None:
    """One Han character of a name for another that stands in Chinese texts."""
    places = [m.start() for m in re.finditer(r"[\u4e00-\u9fff]", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice("微徽晶品芯蕊新兴技枝海每华毕") + text[at + 1 :]


def _proved_name(dataset: str, column: str) -> bool:
    named = {
        "organizations": "name_zh",
        "parks": "name_zh",
        "policies": "title_zh",
        "organization_aliases": "alias",
        "park_aliases": "alias",
        "event_speakers": "speaker_zh",
    }
    return named.get(dataset) == column or (
        dataset == "work_reports" and column in ("session_zh", "speaker_zh", "office_zh")
    )


def _translated(dataset: str, column: str) -> bool:
    return column.endswith("_en") and column != "note_en"


def _exchange_translations(base: Base, rng: random.Random) -> Mutant | None:
    """The translations of two rows change places, as where a column was sorted on its own."""
    cell = _any_cell(base, rng, lambda d, c: _translated(d, c) and d != "regions")
    if cell is None:
        return None
    dataset, at, column, value = cell
    rows = base.rows(dataset)
    others = [n for n, row in enumerate(rows) if row[column] not in ("", value)]
    if not others:
        return None
    there = rng.choice(others)
    rows[at][column], rows[there][column] = rows[there][column], value
    ids = [base.id_of(dataset, base.tables[dataset][n]) for n in (at, there)]
    return Mutant(
        f"{dataset}: {column} of {ids[0]} and {ids[1]} exchanged", {base.path(dataset): base.written(dataset, rows)}
    )


def _languages_exchanged(base: Base, rng: random.Random) -> Mutant | None:
    cell = _any_cell(base, rng, lambda d, c: _translated(d, c) and c[:-3] + "_zh" in base.tables[d][0])
    if cell is None:
        return None
    dataset, at, column, value = cell
    chinese = column[:-3] + "_zh"
    return base.change(
        dataset, at, {column: base.tables[dataset][at][chinese], chinese: value}, f"{chinese} and {column} exchanged"
    )


def _mojibake(rng: random.Random, text: str) -> str | None:
    return text.encode("utf-8").decode("latin-1") if not text.isascii() else None


def _question_marks(rng: random.Random, text: str) -> str | None:
    return re.sub(r"[^\x00-\x7f]", "?", text) if not text.isascii() else None


def _as_a_spreadsheet(rng: random.Random, text: str) -> str | None:
    """What a spreadsheet makes of a number or a year: a float, a grouped number, scientific notation."""
    if not re.fullmatch(r"\d{3,}", text):
        return None
    return rng.choice([f"{text}.0", f"{int(text):,}", f"{int(text):.2E}"])


def _in_chinese(dataset: str, column: str) -> bool:
    return column.endswith("_zh")


_LINKS_OF_FACTS = ("priority_", "measure_", "policy_org", "project_org", "milestone_org", "event_org")


def _is_link(dataset: str) -> bool:
    return dataset.startswith(_LINKS_OF_FACTS) and dataset != "policy_measures"


CELLS = [
    Operator(
        "digit-in-value",
        "facts",
        "a digit of a coded value changed",
        _edit(_columns("value", "value_high", of=FIGURES), _another_digit, "one digit"),
    ),
    Operator(
        "digit-in-figure",
        "facts",
        "a digit of a printed figure changed",
        _edit(_columns("value_text", of=FIGURES), _another_digit, "one digit"),
    ),
    Operator("figure-misread", "facts", "a figure misread, printed and coded alike", _misread),
    Operator("scale-misread", "facts", "亿元 taken for 万元 or the reverse, printed and coded alike", _rescaled),
    Operator("qualifier-dropped", "facts", "以上, 左右 and the like left out, printed and coded alike", _requalified),
    Operator(
        "comparator-swapped", "facts", "another comparator", _swapped("comparator", lambda b: _COMPARATORS, FIGURES)
    ),
    Operator(
        "unit-swapped",
        "facts",
        "another unit",
        _swapped("unit", lambda b: [r["id"] for r in b.tables["units"]], FIGURES),
    ),
    Operator(
        "digit-in-chinese",
        "facts",
        "a digit of a Chinese text changed",
        _edit(lambda d, c: c.endswith("_zh") and d != "regions", _another_digit, "one digit"),
    ),
    Operator(
        "digit-in-english",
        "facts",
        "a digit of an English text changed",
        _edit(lambda d, c: _translated(d, c), _another_digit, "one digit"),
    ),
    Operator("region-exchanged", "facts", "another region", _exchanged("regions", lambda d: d != "regions")),
    Operator("organisation-exchanged", "facts", "another organisation", _exchanged("organizations")),
    Operator("park-exchanged", "facts", "another park", _exchanged("parks")),
    Operator("policy-exchanged", "facts", "another policy", _exchanged("policies")),
    Operator("priority-exchanged", "facts", "another priority", _exchanged("regional_priorities")),
    Operator("report-exchanged", "facts", "another work report", _exchanged("work_reports")),
    Operator(
        "name-misspelt",
        "facts",
        "a character of a Chinese name changed",
        _edit(_proved_name, _another_character, "one character"),
    ),
    Operator(
        "year-shifted",
        "facts",
        "a date 1 or 10 years off",
        _edit(_columns(*_DATES, "year"), _another_year, "another year"),
    ),
    Operator(
        "day-shifted", "facts", "a date 1, 7 or 40 days off", _edit(_columns(*_DATES), _another_day, "another day")
    ),
    Operator(
        "date-misformatted",
        "form",
        "a date in another notation",
        _edit(_columns(*_DATES), _day_first, "in another notation"),
    ),
    Operator(
        "basis-swapped",
        "facts",
        "printed for inferred and the like",
        _other_term(lambda d: True, "delivered_basis", "held_basis", "issued_basis", "period_basis", "published_basis"),
    ),
    Operator("translation-blanked", "form", "an English text deleted", _edit(_translated, lambda r, t: "", "deleted")),
    Operator("chinese-blanked", "form", "a Chinese text deleted", _edit(_in_chinese, lambda r, t: "", "deleted")),
    Operator("languages-exchanged", "form", "Chinese in the English column and the reverse", _languages_exchanged),
    Operator(
        "translations-exchanged", "translation", "the English texts of two rows exchanged", _exchange_translations
    ),
    Operator("reference-misspelt", "form", "a typing error in a reference", _misspelt_reference),
    Operator("term-misspelt", "form", "a typing error in a word of a vocabulary", _misspelt_term),
    Operator(
        "mojibake", "form", "a Chinese text decoded as Latin-1", _edit(_in_chinese, _mojibake, "decoded as Latin-1")
    ),
    Operator(
        "question-marks",
        "form",
        "Chinese characters lost to question marks",
        _edit(_in_chinese, _question_marks, "in question marks"),
    ),
    Operator(
        "spreadsheet-number",
        "form",
        "a number as a spreadsheet writes it",
        _edit(
            lambda d, c: c in ("region", "code", "start", "end", "year", "characters", "value", "factor", "sequence"),
            _as_a_spreadsheet,
            "as a spreadsheet writes it",
        ),
    ),
    Operator("metric-exchanged", "classification", "another metric", _exchanged("metrics")),
    Operator("topic-exchanged", "classification", "another topic", _exchanged("topics")),
    Operator(
        "basis-of-growth",
        "classification",
        "level for growth and the like",
        _other_term(lambda d: d in FIGURES, "basis"),
    ),
    Operator(
        "kind-exchanged",
        "classification",
        "another kind, stage, stance, status, listing or nature",
        _other_term(lambda d: True, "kind", "stage", "stance", "status", "listing", "nature"),
    ),
    Operator(
        "role-exchanged", "classification", "another role of an organisation", _other_term(lambda d: True, "role")
    ),
]
