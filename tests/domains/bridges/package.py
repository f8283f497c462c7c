"""Builds a package of bridges: valid, unless tables are given that are not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xinzhi.contract.package import Package, open_package

from . import NAME

REQUIRED = {"required": True}


def _field(name: str, kind: str = "string", **constraints: Any) -> dict[str, Any]:
    texts = {"title": name, "title_zh": "列", "description": f"The {name}.", "description_zh": "说明。"}
    return {"name": name, "type": kind, **texts, **({"constraints": constraints} if constraints else {})}


def _schema(*fields: dict[str, Any], key: tuple[str, ...] = ("id",), **references: str) -> dict[str, Any]:
    keys = [{"fields": [own], "reference": {"resource": to, "fields": ["id"]}} for own, to in references.items()]
    described = {"title": "A table", "title_zh": "表", "description": "A row.", "description_zh": "一行。"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        **described,
        "fields": list(fields),
        "primaryKey": list(key),
        **({"foreignKeys": keys} if keys else {}),
    }


ID = _field("id", required=True)
SCHEMAS: Mapping[str, dict[str, Any]] = {
    "districts": _schema(ID, _field("name_zh"), _field("name_en")),
    "loads": _schema(ID, _field("label_zh"), _field("label_en")),
    "bridges": _schema(
        ID,
        _field("name_zh"),
        _field("name_en"),
        _field("district", required=True),
        _field("begun", "year"),
        _field("opened", "year"),
        district="districts",
    ),
    "bridge_names": _schema(
        _field("name", required=True), _field("bridge", required=True), key=("name",), bridge="bridges"
    ),
    "inspections": _schema(
        ID,
        _field("bridge", required=True),
        _field("inspected", "date"),
        _field("value_text", required=True),
        _field("comparator", required=True),
        _field("value", "number", required=True),
        _field("value_high", "number"),
        _field("unit", required=True),
        _field("result_zh"),
        _field("result_en"),
        bridge="bridges",
        unit="loads",
    ),
    "moved": _schema(
        _field("dataset", required=True), _field("old", required=True), _field("new"), key=("dataset", "old")
    ),
}
TABLES: Mapping[str, str] = {
    "districts": "id,name_zh,name_en\neast,东区,East\nwest,西区,West\n",
    "loads": "id,label_zh,label_en\ntonne,吨,tonne\n",
    "bridges": (
        "id,name_zh,name_en,district,begun,opened\n"
        "iron,铁桥,Iron Bridge,east,1901,1905\n"
        "stone,石桥,Stone Bridge,west,1700,1720\n"
    ),
    "bridge_names": "name,bridge\n老铁桥,iron\n",
    "inspections": (
        "id,bridge,inspected,value_text,comparator,value,value_high,unit,result_zh,result_en\n"
        "iron-sound,iron,1950-05-01,30吨以上,ge,30,,tonne,完好,Sound\n"
        "stone-cracked,stone,1951-05-01,约12吨,approx,12,,tonne,有3处裂缝,Three cracks\n"
    ),
    "moved": "dataset,old,new\n",
}


def build(folder: Path, tables: Mapping[str, str] | None = None, *, version: str = "1.0.0") -> Package:
    """The package in `folder`, with other contents of the tables that are named."""
    for name in ("datasets", "schemas"):
        (folder / name).mkdir(parents=True)
    resources = []
    for name, schema in SCHEMAS.items():
        text = {**TABLES, **(tables or {})}[name]
        (folder / "datasets" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        (folder / "schemas" / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
        resources.append(
            {
                "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
                "name": name,
                "type": "table",
                "title": name,
                "path": f"datasets/{name}.csv",
                "schema": f"schemas/{name}.json",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
            }
        )
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": "Bridges",
        "version": version,
        "licenses": [{"name": "CC0-1.0"}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    shutil.copytree(Path(__file__).parent / "views", folder / "views")
    return open_package(folder)
