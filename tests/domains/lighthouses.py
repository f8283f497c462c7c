"""A package of another domain, with datasets of other names, documents and facts: lighthouses of an invented coast."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from xinzhi.domain import Dataset, Datasets, DateColumn, Domain, IdWords, Proof, Role
from xinzhi.layers.evidence import CoverageLayer, EvidenceLayer
from xinzhi.layers.reviews import ReviewsLayer

NAME = "lighthouses-of-an-invented-coast"
TEXT = """灯塔年报
2031年6月，青螺灯塔引导船舶约120艘，检修3次。
鹭岛灯塔同年停用。
"""
SIGHTING = "2031年6月，青螺灯塔引导船舶约120艘"

DOMAIN = Domain(
    name=NAME,
    datasets=Datasets(
        [
            Dataset("texts", Role.proof, Proof.documents),
            Dataset("pieces", Role.proof, Proof.articles, titles=("title_zh",)),
            Dataset("stretches", Role.proof, Proof.passages),
            Dataset("sea_words", Role.code_list, Proof.terms),
            Dataset("measures", Role.code_list),
            Dataset("lamps", Role.entity, names=("lamp_zh",), proper_names=True, window=20, titles=("lamp_zh",)),
            Dataset("lamp_names", Role.link, alias_of="lamps"),
            Dataset(
                "passages_at_sea",
                Role.fact,
                figure="count_printed",
                figure_of="measure",
                dates=(DateColumn("seen", exact=True),),
                own_words=("remark_zh",),
                ids=IdWords(owners=("measure", "seen"), words=("remark_en",)),
            ),
            Dataset("passage_lamps", Role.link),
            Dataset("quotes", Role.proof, Proof.spans),
            Dataset("gaps", Role.proof, Proof.omissions),
            Dataset("guesses", Role.proof, Proof.inferences),
            Dataset("second_looks", Role.proof, Proof.reviews),
        ]
    ),
    layers=(ReviewsLayer(), EvidenceLayer(), CoverageLayer()),
    proposing="lighthouse_proposing",
)

# By dataset: its columns, how many of them are its key, and its references.
TABLES: Mapping[str, tuple[Sequence[str], int, Mapping[str, str]]] = {
    "texts": (("id", "sha256", "characters"), 1, {}),
    "pieces": (
        ("id", "document", "start", "end", "in_scope", "reading", "title_zh", "title_en"),
        1,
        {"document": "texts"},
    ),
    "stretches": (("source", "start", "end", "kind"), 2, {"source": "pieces"}),
    "sea_words": (("id", "term_zh", "kind"), 1, {}),
    "measures": (("id", "label_zh", "label_en"), 1, {}),
    "lamps": (("id", "lamp_zh", "name_en"), 1, {}),
    "lamp_names": (("spelling", "lamp"), 1, {"lamp": "lamps"}),
    "passages_at_sea": (
        ("id", "measure", "count_printed", "seen", "remark_zh", "remark_en"),
        1,
        {"measure": "measures"},
    ),
    "passage_lamps": (("passage", "lamp"), 2, {"passage": "passages_at_sea", "lamp": "lamps"}),
    "quotes": (("dataset", "record", "source", "start", "end", "field", "sha256"), 5, {"source": "pieces"}),
    "gaps": (("source", "start", "end", "reason"), 3, {"source": "pieces"}),
    "guesses": (("dataset", "record", "field", "basis_zh", "basis_en"), 3, {}),
    "second_looks": (("dataset", "record", "reviewed_on", "digest"), 2, {}),
}

Rows = dict[str, list[list[str]]]


def place(clause: str) -> list[str]:
    start = TEXT.index(clause)
    return [str(start), str(start + len(clause))]


def quote(dataset: str, record: str, clause: str) -> list[str]:
    return [dataset, record, "report", *place(clause), "", hashlib.sha256(clause.encode()).hexdigest()]


def right() -> Rows:
    return {
        "texts": [["annual", hashlib.sha256(TEXT.encode()).hexdigest(), str(len(TEXT))]],
        "pieces": [
            ["report", "annual", "0", str(len(TEXT)), "true", "scope sentences", "灯塔年报", "Lighthouses in a year"]
        ],
        "stretches": [
            ["report", "0", str(TEXT.index("2031")), "out"],
            ["report", str(TEXT.index("2031")), str(len(TEXT)), "scope"],
        ],
        "sea_words": [["annals", "灯塔年报", "false friend"], ["lighthouse", "灯塔", "term"]],
        "measures": [["ships", "引导船舶", "ships guided"]],
        "lamps": [["heron", "鹭岛导航灯塔", "Heron Light"], ["snail", "青螺灯塔", "Snail Light"]],
        "lamp_names": [["鹭岛灯塔", "heron"]],
        "passages_at_sea": [["snail-ships", "ships", "约120艘", "2031-06", "6月有120艘船", "120 ships in June"]],
        "passage_lamps": [["snail-ships", "snail"]],
        "quotes": [
            quote("lamps", "heron", "鹭岛灯塔"),
            quote("lamps", "snail", "青螺灯塔"),
            quote("passages_at_sea", "snail-ships", SIGHTING),
        ],
        "gaps": [["report", *place("检修3次"), "out of scope"], ["report", *place("同年停用"), "background"]],
        "guesses": [],
        "second_looks": [],
    }


def written(folder: Path, rows: Rows) -> Path:
    """The package with these rows, its documents in `documents`."""
    resources = []
    folder.mkdir(parents=True)
    for name, (columns, keys, references) in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows[name]])
        schema = {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [{"name": c, "type": "string"} for c in columns],
            "primaryKey": list(columns[:keys]),
            "foreignKeys": [
                {"fields": c, "reference": {"resource": target, "fields": "id"}} for c, target in references.items()
            ],
        }
        resources.append(
            {
                "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
                "name": name,
                "path": f"{name}.csv",
                "type": "table",
                "schema": schema,
            }
        )
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "version": "1.0.0",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    (folder / "documents").mkdir()
    (folder / "documents" / "annual.txt").write_bytes(TEXT.encode())
    return folder
