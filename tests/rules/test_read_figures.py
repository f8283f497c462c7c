"""Figures are read with the units that there are."""

from __future__ import annotations

from pathlib import Path

from packages import Edit, build
from xinzhi.rules.readings import read_figures
from xinzhi.validation import validate


def test_a_unit_without_its_label_is_as_good_as_unknown() -> None:
    readings = read_figures(["约3亿元", "5家"], {None: "CNY", "亿元": None, "家": "ENT"}).by_text
    assert readings["5家"].unit == "ENT"
    assert readings["约3亿元"].value is None


def test_without_units_no_figure_is_read() -> None:
    assert read_figures(["约5家"], {}).by_text == {}


def test_a_package_whose_unit_lost_its_label_gets_findings_and_no_traceback(tmp_path: Path) -> None:
    units = build(tmp_path / "p") / "datasets" / "units.csv"
    rows = units.read_text(encoding="utf-8").splitlines()
    columns = rows[0].split(",")
    cells = rows[1].split(",")
    cells[columns.index("label_zh")] = ""
    units.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n", encoding="utf-8")
    found = {(f.rule, f.resource) for f in validate(tmp_path / "p").findings}
    assert ("constraint-error", "units") in found


def test_a_figure_that_is_not_there_is_the_structure_layers_business(tmp_path: Path) -> None:
    edit = {"file": "datasets/targets.csv", "row": {"id": "suzhou-2031-design-companies"}, "set": {"value_text": ""}}
    found = {(f.rule, f.column) for f in validate(build(tmp_path / "p", [edit])).findings if f.resource == "targets"}
    assert found == {("constraint-error", "value_text")}


def test_the_unit_of_a_later_figure_of_the_list_counts(tmp_path: Path) -> None:
    counted = {"id": "item-unit", "label_zh": "单位数", "label_en": "items", "dimension": "count"}
    edits: list[Edit] = [
        {"file": "datasets/units.csv", "append": {**counted, "base": "item-jia", "factor": "1"}},
        {"file": "datasets/targets.csv", "row": {"id": "qinghe-fab-investment"}, "set": {"value_text": "约120亿"}},
    ]
    assert rules_of_figures(tmp_path / "right", edits) == []
    edits[1]["set"] = {"value_text": "约120亿", "value": "1.2"}
    assert rules_of_figures(tmp_path / "wrong", edits) == ["value-text"]


def rules_of_figures(folder: Path, edits: list[Edit]) -> list[str]:
    found = validate(build(folder, edits)).findings
    return [f.rule for f in found if f.resource == "targets" and f.column == "value_text"]
