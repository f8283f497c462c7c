"""The header of an assertion is as complete as any other rule, and says so by file and key where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import ROOT, build
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.database import connect, load_for_validation
from xinzhi.findings import Rule
from xinzhi.relations import check_relations, helpers, relations

HEADER = {
    "rule": "town-without-road",
    "zh": "镇“{record}”没有路",
    "en": "no road leads to the town “{record}”",
    "means_zh": "没有路通到此镇。",
    "means_en": "A town has no road.",
    "why_zh": "到不了的镇，多半漏了路。",
    "why_en": "Mostly a road was forgotten.",
    "needs": "towns",
}


def written(folder: Path, header: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    lines = [f"-- {key}: {text}" for key, text in header.items()]
    (folder / "town_without_road.sql").write_text("\n".join([*lines, "SELECT 1"]) + "\n", encoding="utf-8")
    return folder


def test_a_complete_header_is_a_rule(tmp_path: Path) -> None:
    extra = {"severity": "warning", "unfixed_zh": "路须由人来找", "unfixed_en": "a person has to find the road"}
    (relation,) = relations(written(tmp_path, {**HEADER, **extra}))
    rule = relation.rule
    assert (rule.id, rule.layer, rule.severity) == ("town-without-road", "relations", "warning")
    assert (rule.message_en, rule.explanation.why_zh) == (HEADER["en"], HEADER["why_zh"])
    assert rule.unfixed == ("路须由人来找", "a person has to find the road")
    assert relation.query.needs == ("towns",)


@pytest.mark.parametrize("key", [key for key in HEADER if key != "needs"])
def test_a_header_without_a_key_is_refused_by_file_and_key(tmp_path: Path, key: str) -> None:
    header = {k: text for k, text in HEADER.items() if k != key}
    with pytest.raises(ValueError, match=rf"town_without_road\.sql: .*\b{key}\b"):
        relations(written(tmp_path, header))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"severty": "warning"}, "severty"),
        ({"severity": "grave"}, "grave"),
        ({"unfixed_zh": "路须由人来找"}, "unfixed_en"),
    ],
    ids=["a misspelt key", "no such severity", "a text in one language only"],
)
def test_a_header_that_says_what_no_rule_says_is_refused(tmp_path: Path, more: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=rf"town_without_road\.sql: .*{told}"):
        relations(written(tmp_path, {**HEADER, **more}))


@pytest.mark.parametrize(
    "change", [{"why_en": ""}, {"why_en": None}, {"reason": "x"}], ids=["empty", "missing", "unknown"]
)
def test_rules_in_code_are_held_to_the_same(change: dict[str, str | None]) -> None:
    texts = {key: HEADER[key] for key in ("zh", "en", "means_zh", "means_en", "why_zh", "why_en")} | change
    with pytest.raises(ValueError, match="town-without-road"):
        Rule.new("town-without-road", "towns", **{k: t for k, t in texts.items() if t is not None})  # type: ignore[arg-type]


def test_a_column_that_a_helper_lost_is_said_once(tmp_path: Path) -> None:
    package = open_package(build(tmp_path / "package"))
    tables = read_tables(package)
    connection = load_for_validation(tables)
    try:
        connection.execute("ALTER TABLE regions DROP COLUMN parent")
        found = [f.rule for f in check_relations(connection, package, DOMAIN, tables)]
    finally:
        connection.close()
    assert found == ["assertion-cannot-run"]


def test_the_lineage_of_regions_is_that_of_the_view() -> None:
    with connect(open_package(ROOT)) as connection:
        here = connection.execute(helpers(DOMAIN.relations)["region_lineage"].sql).fetchall()
        view = connection.execute("SELECT region, ancestor FROM region_lineage").fetchall()
    assert sorted(here) == sorted(view) and len(here) > 400
