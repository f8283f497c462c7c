"""What is measured on full reports: against the package's own rows, with what only the reports tell withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from measure_reports import HALVES, MARK, MEASURES, PAGE, Tally, half_of, measure_all, table, without_reports
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.domains import datasets_of
from xinzhi.evidence.facts import Facts, gather


@pytest.fixture(scope="module")
def facts(package: Path) -> Facts:
    opened = open_package(package)
    return gather(read_tables(opened), datasets_of(opened))


def test_what_only_a_full_report_proves_is_withdrawn_and_nothing_else(facts: Facts) -> None:
    blind = without_reports(facts)
    gone = {(d, id) for d, rows in facts.rows.items() for id in rows if id not in blind.rows[d]}
    assert gone == {("indicators", "suzhou-2030-total-companies")}
    assert blind.names == facts.names


def test_a_report_is_compared_with_the_rows_it_proves(package: Path) -> None:
    measured = measure_all(package, package / "documents", half_of(""))
    assert {name: str(measured[name]) for name in ("reports", "figures", "sentences in scope")} == {
        "reports": "1 of 1 (100.0 %)",
        "figures": "1 of 1 (100.0 %)",
        "sentences in scope": "0 of 1 (0.0 %)",
    }
    (other,) = set(HALVES) - {half_of("")}
    assert measure_all(package, package / "documents", other) == {}


def test_a_region_has_one_half_and_each_half_has_regions() -> None:
    assert {half_of(f"{province}0000") for province in range(11, 66)} == set(HALVES)
    assert half_of("310000") == "open" and half_of("320000") == "open" and half_of("330000") == "open"


def test_the_table_has_a_line_per_measure_and_the_page_a_place_for_it() -> None:
    tally = Tally()
    tally.count(True, "")
    tally.count(False, "a row")
    lines = table([{"figures": tally}, {"reports": tally}]).splitlines()
    assert len(lines) == 2 + len(MEASURES)
    assert "| figures | 95 % | 1 of 2 (50.0 %) | 0 of 0 (100.0 %) |" in lines and "| reports |  | 0 | 2 |" in lines
    assert tally.missed == ["a row"]
    assert MARK.search(PAGE.read_text(encoding="utf-8"))
