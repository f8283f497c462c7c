"""The readings that careless work gets wrong, each on the rows of the real package.

Each figure named here was read in its document. Where one of these tests fails, the change is to be explained by what
a document says; the bound is not to be refitted to the data.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from rows import FIGURES, column_of, figure_of, row_of, rows_of

ROOT = Path(__file__).resolve().parent.parent


def test_target_is_not_an_observation(data: duckdb.DuckDBPyConnection) -> None:
    """Dalian's 1,800 is what is to be reached in 2024; Shanghai's 1,450 is what was sold in 2018."""
    assert row_of(data, "targets", "dalian-2024-it-output-value")["value"] == 1800
    assert rows_of(data, "SELECT id FROM indicators WHERE region = '210200'") == []
    assert row_of(data, "indicators", "shanghai-2018-ic-sales")["value"] == 1450
    assert rows_of(data, "SELECT id FROM targets WHERE metric = 'sales-scale'") == []
    # A work report of January says what the year is to bring: none of its figures is an observation.
    spans = "SELECT DISTINCT dataset FROM evidence WHERE source = 'china-region-reports-2024'"
    assert "indicators" not in column_of(data, spans)


def test_capacity_of_a_line_that_does_not_produce_yet_is_a_target(data: duckdb.DuckDBPyConnection) -> None:
    for id in ("cr-micro-12-inch-line-capacity", "lingang-light-source-base-chip-capacity"):
        assert row_of(data, "targets", id)["kind"] == "planned capacity"


def test_the_length_of_a_list_is_no_number_to_be_reached(data: duckdb.DuckDBPyConnection) -> None:
    """Changsha has 17 industry chains and advances them, Hunan 389 key projects; Hunan carries out 100 signature
    projects, and Zhejiang arranges 1,000 or more."""
    for target in ("changsha-2024-industry-chain-count", "hunan-2026-key-projects-province"):
        assert row_of(data, "targets", target)["kind"] == "listed number"
    for target in ("hunan-2025-signature-projects-new-digital-infrastructure", "zhejiang-2024-thousand-projects"):
        assert row_of(data, "targets", target)["kind"] == "planned scale"


def test_one_month_is_not_the_quarters_beside_it(data: duckdb.DuckDBPyConnection) -> None:
    """10.6% is September's growth, 12.8% that of the three quarters."""
    month = row_of(data, "indicators", "china-2024-09-electronics-value-added-growth")
    quarters = row_of(data, "indicators", "china-2024-q1-q3-electronics-value-added-growth")
    assert (month["value"], month["period_start"], month["period_end"]) == (10.6, date(2024, 9, 1), date(2024, 9, 30))
    assert (quarters["value"], quarters["period_start"]) == (12.8, date(2024, 1, 1))
    assert quarters["period_end"] == date(2024, 9, 30)
    # The output figures stand behind September's growth, yet 1.184 billion phones are no month's work.
    assert row_of(data, "indicators", "china-2024-q1-q3-phone-output")["period_start"] == date(2024, 1, 1)


def test_national_is_not_regional(data: duckdb.DuckDBPyConnection) -> None:
    """An article on Shanghai prints the nation's output of chips; Shanghai's own is printed as growth only."""
    for id in ("china-2024-q1-q3-ic-output", "china-2024-q1-q3-ic-exports"):
        assert row_of(data, "indicators", id)["region"] == "china"
    levels = "SELECT id FROM indicators WHERE region = '310000' AND metric = 'output-volume' AND basis = 'level'"
    assert rows_of(data, levels) == []


def test_zone_is_not_the_city(data: duckdb.DuckDBPyConnection) -> None:
    """10 billion yuan of compute is the Lin-gang Special Area's aim, 100 billion the Chongqing Science City's."""
    for dataset, id, park in (
        ("targets", "lingang-new-area-compute-industry-2025", "lingang-new-area"),
        ("targets", "chongqing-science-city-ic-cluster-scale", "chongqing-science-city"),
        ("indicators", "lingang-new-area-racks-built", "lingang-new-area"),
        ("indicators", "chongqing-science-city-leading-ic-enterprises", "chongqing-science-city"),
    ):
        row = row_of(data, dataset, id)
        assert (row["park"], row["region"]) == (park, None), id
    # A commitment of the Science City stands under Chongqing, with the Science City beside it.
    linked = "SELECT park FROM priority_parks WHERE priority = 'chongqing-2023-science-city-ic-cluster'"
    assert column_of(data, linked) == {"chongqing-science-city"}


def test_park_is_no_part_of_a_zone_that_shares_its_name(data: duckdb.DuckDBPyConnection) -> None:
    """The Lingang Pujiang tech city is not said to lie in the Lin-gang Special Area."""
    assert row_of(data, "parks", "lingang-pujiang-tech-city")["parent"] is None
    assert row_of(data, "parks", "xiyong-microelectronics-park")["parent"] == "chongqing-science-city"


def test_city_report_is_not_its_provinces(data: duckdb.DuckDBPyConnection) -> None:
    """Dalian, Changchun, Ningbo, Jinan, Changsha and Tianshui report for themselves."""
    cities = {"210200", "220100", "330200", "370100", "430100", "620500"}
    reports = column_of(data, "SELECT region FROM work_reports WHERE year = 2024")
    assert cities <= reports
    # Of 2024, Liaoning, Jilin, Hunan and Gansu have no report here, Zhejiang and Shandong have their own.
    assert reports.isdisjoint({"210000", "220000", "430000", "620000"})
    assert {"330000", "370000"} <= reports
    strays = """SELECT p.id FROM regional_priorities p JOIN work_reports w ON w.id = p.work_report
                WHERE p.region <> w.region OR p.year <> w.year"""
    assert rows_of(data, strays) == []
    # 9% or so is Zhejiang's, 8% is Ningbo's.
    assert row_of(data, "targets", "zhejiang-2024-digital-core-value-added")["region"] == "330000"
    assert row_of(data, "targets", "ningbo-2024-digital-core-value-added")["region"] == "330200"


def test_value_is_not_volume(data: duckdb.DuckDBPyConnection) -> None:
    """Chips of Shanghai, three quarters of 2024: 20.8% more output value, 15.0% more pieces."""
    value = row_of(data, "indicators", "shanghai-2024-q1-q3-ic-output-value-growth")
    volume = row_of(data, "indicators", "shanghai-2024-q1-q3-ic-output-volume-growth")
    assert (value["metric"], value["value"]) == ("industrial-output", 20.8)
    assert (volume["metric"], volume["value"]) == ("output-volume", 15.0)


def test_unchanged_is_a_growth_of_zero(data: duckdb.DuckDBPyConnection) -> None:
    row = row_of(data, "indicators", "shanghai-2024-q1-q3-biomedicine-output-value-growth")
    assert (row["value_text"], row["value"], row["basis"]) == ("持平", 0, "yoy")


@pytest.mark.parametrize(
    ("dataset", "id", "basis", "value", "unit"),
    [
        # Anhui adds 3,500 high-tech enterprises; Chongqing is to have 8,500.
        ("targets", "anhui-2024-high-tech-enterprise-net-increase", "increase", 3500, "item-jia"),
        ("targets", "chongqing-2024-high-tech-enterprises", "level", 8500, "item-jia"),
        # Shandong raises 10 clusters anew; the 15 exist.
        ("targets", "shandong-2024-emerging-cluster-count", "increase", 10, "item"),
        ("targets", "shandong-2024-future-cluster-count", "level", 15, "item"),
        # 25 data centres in all, not 25 more.
        ("targets", "shandong-2024-data-centre-count", "cumulative", 25, "item"),
        # Shanghai's R&D is 4% of GDP, up by 0.35 points; its patents are 47.5, up by 100 per cent.
        ("indicators", "shanghai-2019-rd-intensity", "level", 4, "percent"),
        ("indicators", "shanghai-2019-rd-intensity-increase", "increase", 0.35, "percentage-point"),
        ("indicators", "shanghai-2019-patents-per-10k", "level", 47.5, "item-jian"),
        ("indicators", "shanghai-2019-patents-per-10k-increase", "increase", 1, "times"),
        # 658 is the amount, 20% its growth; 178.9 was lent in all, 41.26 was added in the year.
        ("targets", "tianshui-2024-funds-attracted-amount", "level", 658, "cny-100m"),
        ("targets", "tianshui-2024-funds-attracted-growth", "yoy", 20, "percent"),
        ("indicators", "shanghai-2018-tech-sme-credit", "cumulative", 178.9, "cny-100m"),
        ("indicators", "shanghai-2018-tech-finance-amount-added", "increase", 41.26, "cny-100m"),
        # By how much one growth rate exceeds another is no growth rate.
        ("indicators", "china-2024-q1-q3-electronics-growth-lead-over-industry", "difference", 7, "percentage-point"),
    ],
)
def test_level_is_not_an_increase(
    data: duckdb.DuckDBPyConnection, dataset: str, id: str, basis: str, value: float, unit: str
) -> None:
    row = row_of(data, dataset, id)
    assert (row["basis"], row["value"], row["unit"]) == (basis, value, unit)


def test_ceiling_is_not_a_budget(data: duckdb.DuckDBPyConnection) -> None:
    """Open-source projects get up to 5 million yuan each year; the G60 fund is 2.5 billion, all of it to be paid."""
    ceiling = row_of(data, "policy_terms", "shanghai-open-source-award-ceiling")
    assert (ceiling["kind"], ceiling["comparator"], ceiling["value_text"]) == ("ceiling", "le", "最高500万元")
    assert figure_of(data, "policy_terms", ceiling["id"]) == ("le", 5_000_000, "cny")
    budget = row_of(data, "policy_terms", "shanghai-g60-special-fund-total")
    assert (budget["kind"], budget["comparator"], budget["value"]) == ("budget", "eq", 25)


def test_parts_are_inside_the_total(data: duckdb.DuckDBPyConnection) -> None:
    """Of 25, the municipality pays 10 and the district 15."""
    parts = "SELECT id, value FROM policy_terms WHERE part_of = 'shanghai-g60-special-fund-total'"
    assert dict(rows_of(data, parts)) == {
        "shanghai-g60-special-fund-municipal": 10,
        "shanghai-g60-special-fund-district": 15,
    }


def test_phase_one_is_not_the_whole(data: duckdb.DuckDBPyConnection) -> None:
    """300 million is the first phase of the Lingang base; its site and its capacity are the whole base's."""
    money = row_of(data, "targets", "lingang-light-source-base-investment-phase-1")
    assert "phase one" in money["scope_en"] and "首期" in money["scope_zh"]
    site = row_of(data, "targets", "lingang-light-source-base-land")
    assert "total" in site["scope_en"] and "phase" not in site["scope_en"]
    for id, zh, en in (
        ("cansemi-phase-3", "三期", "phase III"),
        ("catl-zhaoqing-phase-1", "一期", "phase I"),
        ("calb-jiangmen-phase-1", "一期", "phase I"),
        ("changsha-changyuan-lico-cathode-phase-2", "二期", "phase II"),
        ("sichuan-tianfu-software-park-phase-2", "二期", "phase II"),
        ("ningbo-ai-supercomputing-phase-2", "二期", "phase II"),
    ):
        project = row_of(data, "projects", id)
        assert zh in project["name_zh"] and re.search(rf"\b{en}\b", project["name_en"]), id


@pytest.mark.parametrize(
    ("dataset", "id", "text", "comparator"),
    [
        ("targets", "anhui-2024-high-tech-enterprise-net-increase", "3500家以上", "ge"),
        ("targets", "anhui-2024-leading-tech-enterprise-net-increase", "10家左右", "approx"),
        ("targets", "changchun-2024-optoelectronics-output", "突破900亿元", "gt"),
        ("targets", "shandong-2024-frontier-project-count", "20项左右", "approx"),
        ("targets", "zhejiang-2024-digital-core-value-added", "9%左右", "approx"),
        ("targets", "ningbo-2024-digital-core-value-added", "8%", "eq"),
        ("targets", "zhejiang-2024-major-project-investment", "1万亿元以上", "ge"),
        ("targets", "shanghai-open-source-communities-2027", "1至2个", "range"),
        ("targets", "shanghai-open-source-projects-2027", "200个以上", "ge"),
        ("targets", "shanghai-open-source-companies-2027", "100家", "eq"),
        ("indicators", "lingang-new-area-racks-approved", "超4.15万个", "gt"),
        ("indicators", "chongqing-science-city-leading-ic-enterprises", "20多家", "gt"),
        ("indicators", "smic-2019-domestic-sales-rank", "前两位", "le"),
        ("policy_terms", "shanghai-talent-draft-rd-intensity-min", "不低于3%", "ge"),
        ("policy_terms", "shanghai-open-source-startup-quota", "不少于50个", "ge"),
    ],
)
def test_qualifier_is_part_of_the_figure(
    data: duckdb.DuckDBPyConnection, dataset: str, id: str, text: str, comparator: str
) -> None:
    row = row_of(data, dataset, id)
    assert (row["value_text"], row["comparator"]) == (text, comparator)


@pytest.mark.parametrize(
    ("dataset", "id", "value"),
    [
        ("targets", "tianshui-2024-funds-attracted-amount", 65_800_000_000),  # 658 亿元
        ("targets", "zhejiang-2024-major-project-investment", 1_000_000_000_000),  # 1 万亿元
        ("targets", "tianshui-2024-cluster-scale", 10_000_000_000),  # 百亿级
        ("targets", "chongqing-science-city-ic-cluster-scale", 100_000_000_000),  # 千亿级
        ("targets", "chongqing-2024-science-based-enterprises", 60_000),  # 6 万家
        ("targets", "jinan-2024-nev-output", 400_000),  # 40 万辆
        ("targets", "lingang-light-source-base-chip-capacity", 1_200_000),  # 120 万颗
        ("targets", "lingang-light-source-base-module-capacity", 600_000),  # 60 万套
        ("targets", "cr-micro-12-inch-line-capacity", 30_000),  # 3 万片
        ("indicators", "china-2024-q1-q3-ic-output", 315_600_000_000),  # 3156 亿块
        ("indicators", "china-2024-q1-q3-ic-exports", 220_900_000_000),  # 2209 亿个
        ("indicators", "china-2024-q1-q3-smartphone-output", 873_000_000),  # 8.73 亿部
        ("indicators", "lingang-new-area-racks-approved", 41_500),  # 4.15 万个
        ("indicators", "yangtze-delta-2019-instruments", 45_000),  # 4.5 万多台
        ("indicators", "sx495eo-first-year-orders", 40_000),  # 4 万只
        ("indicators", "shanghai-2018-tax-relief", 33_400_000_000),  # 334 亿元
        ("policy_terms", "shanghai-talent-draft-rd-spending-min", 30_000_000),  # 3000 万元
        ("policy_terms", "shanghai-g60-special-fund-total", 2_500_000_000),  # 25 亿元
    ],
)
def test_ten_thousands_and_hundred_millions(
    data: duckdb.DuckDBPyConnection, dataset: str, id: str, value: float
) -> None:
    assert figure_of(data, dataset, id)[1] == pytest.approx(value, rel=1e-12)


def test_draft_is_not_in_force(data: duckdb.DuckDBPyConnection) -> None:
    """The talent award is open for comment; the version that it would replace still applies."""
    draft = row_of(data, "policies", "shanghai-talent-award-rules-2024-draft")
    assert draft["parent"] == "shanghai-talent-award-rules-previous"
    states = "SELECT state FROM policy_states WHERE policy = ?"
    assert column_of(data, states, draft["id"]) == {"draft"}
    assert column_of(data, states, draft["parent"]) == {"expiring"}
    # Two years were asked for, one would be: each stands with its own version.
    for id, policy, years in (
        ("shanghai-talent-previous-enterprise-age-min", draft["parent"], 2),
        ("shanghai-talent-draft-enterprise-age-min", draft["id"], 1),
    ):
        term = row_of(data, "policy_terms", id)
        assert (term["policy"], term["value"]) == (policy, years)


def test_bid_is_not_an_award(data: duckdb.DuckDBPyConnection) -> None:
    """What a place strives for or wants to create has not been granted."""
    bids = {
        "changsha-national-cluster-biomedicine",
        "guangdong-future-industry-pilot-zone",
        "sichuan-bioeconomy-pilot-zone",
        "sichuan-national-emerging-clusters",
        "zhangjiang-national-laboratory-approval",
    }
    assert bids <= column_of(data, "SELECT id FROM recognitions WHERE status = 'applied for'")
    # Of Songjiang's 6G base nobody is said to have applied.
    assert row_of(data, "recognitions", "songjiang-6g-test-base-bid")["status"] == "intended"
    # Changsha bids with four clusters, each of which may win or lose alone.
    four = "SELECT id FROM recognitions WHERE region = '430100' AND award_zh LIKE '国家级先进制造业集群%'"
    assert len(rows_of(data, four)) == 4


def test_what_several_are_awarded_is_one_recognition(data: duckdb.DuckDBPyConnection) -> None:
    """One sentence puts two parks on the national list, another two clusters; a college applied with a company."""
    several = (
        "SELECT recognition, list(id ORDER BY id) FROM recognition_recipients WHERE role = 'recipient'"
        " GROUP BY recognition HAVING count(*) > 1"
    )
    assert dict(rows_of(data, several)) == {
        "gansu-national-list-zero-carbon-parks": [
            "jinchang-economic-development-zone",
            "qingyang-east-data-west-computing-park",
        ],
        "jinan-clusters-provincial": ["jinan-high-end-equipment-cluster", "jinan-server-cluster"],
        "jinan-leading-enterprises-2023": ["aotai-electric", "modern-information-industry"],
        "jinan-wild-goose-leading-enterprises": ["bloomage-biotech", "inspur", "zhongfu-information"],
        "shaanxi-national-advanced-manufacturing-clusters-2024": [
            "baohantian-machine-tools",
            "yueerning-coal-chemicals",
        ],
    }
    partners = "SELECT recognition FROM recognition_organizations WHERE organization = 'natlinear' AND role = 'partner'"
    assert column_of(data, partners) == {"donghai-ic-major-cluster-2024", "donghai-industry-education-major-2022"}


def test_what_a_place_seeks_for_something_unnamed_is_not_the_places(data: duckdb.DuckDBPyConnection) -> None:
    """Tianjin seeks to be a demonstration zone itself; the centres and platforms that it seeks have no name yet."""
    own = "SELECT recognition FROM recognition_regions WHERE region = '120000'"
    assert column_of(data, own) == {"tianjin-national-demonstration-zone-transfer-commercialisation"}
    assert len(column_of(data, "SELECT id FROM recognitions WHERE region = '120000'")) == 4


def test_public_notice_is_not_an_award(data: duckdb.DuckDBPyConnection) -> None:
    """The documents tell of two public notices, of little giants in Jiaxing and research projects in Luoyang: neither
    may turn up as granted, although an article says 获批立项 of the projects."""
    recognitions = json.loads((ROOT / "schemas" / "recognitions.json").read_text(encoding="utf-8"))
    status = next(f for f in recognitions["fields"] if f["name"] == "status")
    assert {"public notice", "granted"} <= set(status["constraints"]["enum"])
    notices = {"jiaxing-little-giants-2023": 3, "luoyang-research-projects-2023": 4}
    for source, count in notices.items():
        proved = "SELECT record FROM evidence WHERE dataset = 'recognitions' AND source = ?"
        awarded = f"SELECT status FROM recognitions WHERE awarded_by IS NOT NULL AND id IN ({proved})"
        assert rows_of(data, awarded, source) == [("public notice",)] * count
    assert rows_of(data, "SELECT * FROM recognitions WHERE award_zh LIKE '%小巨人%' AND status = 'granted'") == []


def test_developed_is_not_in_production(data: duckdb.DuckDBPyConnection) -> None:
    """Shanghai in 2019: 28 nm is made, 14 nm is developed, 7 nm is what some can research."""
    assert row_of(data, "milestones", "shanghai-28nm-mass-production")["stage"] == "mass production"
    assert row_of(data, "milestones", "shanghai-14nm-development")["stage"] == "development completed"
    seven = row_of(data, "indicators", "shanghai-2019-process-node-rd")
    assert (seven["value"], seven["unit"]) == (7, "nanometre") and "not claimed" in seven["scope_en"]
    made = """SELECT m.id FROM milestones AS m JOIN evidence AS e ON e.dataset = 'milestones' AND e.record = m.id
              WHERE m.stage = 'mass production' AND e.source = 'shanghai-science-centre-2019'"""
    assert column_of(data, made) == {"shanghai-28nm-mass-production"}


def test_run_through_is_not_production(data: duckdb.DuckDBPyConnection) -> None:
    """China Resources Microelectronics' lines in Chongqing ran through in 2022; production was still ahead."""
    for id in ("cr-micro-chongqing-12-inch-line", "cr-micro-chongqing-power-packaging-base"):
        assert row_of(data, "projects", id)["stage"] == "completed"
    for id in ("cr-micro-12-inch-line-run-through", "cr-micro-power-packaging-base-run-through"):
        assert row_of(data, "milestones", id)["stage"] not in {"mass production", "in operation", "on sale"}


def test_certified_and_on_sale_are_two_steps(data: duckdb.DuckDBPyConnection) -> None:
    """The automotive chip passed its test in May; by the time of the article it was on sale, since when is not said."""
    certified = row_of(data, "milestones", "cetc-chip-sx495eo-certified")
    on_sale = row_of(data, "milestones", "cetc-chip-sx495eo-on-sale")
    assert (certified["stage"], certified["reached"]) == ("certified", "2023-05")
    assert (on_sale["stage"], on_sale["reached"]) == ("on sale", None)


def test_pilot_line_is_a_pilot_line(data: duckdb.DuckDBPyConnection) -> None:
    assert row_of(data, "milestones", "cumec-8-inch-pilot-line-built")["stage"] == "pilot"
    assert row_of(data, "projects", "cumec-8-inch-pilot-line")["kind"] == "pilot line"


def test_list_that_ends_in_and_so_on_is_open(data: duckdb.DuckDBPyConnection) -> None:
    """No document names all of a park's companies; six wafer projects are two by name."""
    for park in ("chongqing-science-city", "lingang-pujiang-tech-city"):
        assert column_of(data, "SELECT listing FROM park_roster WHERE park = ?", park) == {"named examples"}
    assert row_of(data, "targets", "chongqing-2024-wafer-projects")["value"] == 6
    named = "SELECT id FROM projects WHERE priority = 'chongqing-2024-wafer-projects'"
    assert column_of(data, named) == {"chongqing-anyifa-wafer", "chongqing-xinlian-wafer"}


def test_list_with_its_number_is_closed(data: duckdb.DuckDBPyConnection) -> None:
    """Five companies signed, and the article names five."""
    assert row_of(data, "indicators", "domestic-compute-alliance-signatories")["value"] == 5
    signed = "SELECT organization FROM event_organizations WHERE event = ? AND role = 'signatory'"
    assert len(rows_of(data, signed, "domestic-compute-alliance-signing")) == 5


def test_digits_in_a_name_are_a_label(data: duckdb.DuckDBPyConnection) -> None:
    """33618, 415x, 2+1+X, generation 8.6 and SX495EO count nothing (8.6% is somebody else's growth)."""
    for dataset in FIGURES:
        figures = rows_of(data, f"SELECT value, value_text FROM {dataset}")
        assert {value for value, _ in figures}.isdisjoint({33618, 415, 495})
        assert not [text for _, text in figures if re.search(r"33618|415x|495|8\.6(?![%％])", text)]
    assert "33618" in row_of(data, "clusters", "chongqing-33618")["name_zh"]
    assert "415x" in row_of(data, "policies", "zhejiang-415x")["title_zh"]
    assert "2+1+X" in row_of(data, "policies", "lingang-pujiang-2-1-x")["title_zh"]
    assert "8.6" in row_of(data, "projects", "sichuan-boe-gen-8-6-line")["name_zh"]
    # The 25 of Shanghai's 25 measures is a number and a name at once, and stands as both.
    assert row_of(data, "policy_terms", "shanghai-science-reform-25-number")["value"] == 25


def test_two_names_are_one_organization(data: duckdb.DuckDBPyConnection) -> None:
    aliases = dict(rows_of(data, "SELECT alias, organization FROM organization_aliases"))
    names = dict(rows_of(data, "SELECT name_zh, id FROM organizations"))
    for short, full in (("华润微", "华润微电子"), ("联合微电子", "联合微电子中心"), ("上微", "上海微电子装备")):
        assert aliases[short] == names[full]
    parks = dict(rows_of(data, "SELECT alias, park FROM park_aliases"))
    assert parks["浦江创芯之城"] == "lingang-pujiang-tech-city"
    assert parks["西永微电子园"] == "xiyong-microelectronics-park"


def test_like_names_are_two_organizations(data: duckdb.DuckDBPyConnection) -> None:
    names = dict(rows_of(data, "SELECT name_zh, id FROM organizations"))
    for one, other in (
        ("张江实验室", "张江国家实验室"),  # one was set up, the other's approval is sought
        ("比亚迪", "比亚迪半导体"),
        ("中国电子集团", "中国电子科技集团有限公司"),
        ("中国电子科技集团有限公司", "中国电科芯片技术研究院"),
        ("中微半导体设备", "上海微电子装备"),
        ("华东师范大学", "华东师大集成电路学院"),
    ):
        assert names[one] != names[other]


def test_one_name_is_two_things_in_two_places(data: duckdb.DuckDBPyConnection) -> None:
    """Backbone points in Changchun, Ningbo and Lhasa; pilot zones sought by Guangdong, Sichuan and Henan."""
    points = "SELECT region FROM projects WHERE name_zh LIKE '%国家级互联网骨干直联点'"
    assert column_of(data, points) == {"220100", "330200", "540100"}
    zones = "SELECT region FROM recognitions WHERE award_zh = '国家未来产业先导区'"
    assert column_of(data, zones) == {"410000", "440000", "510000"}
    # SK hynix is one company: a tenant in Chongqing, an owner of something in Dalian, or in Liaoning as the province
    # tells it.
    owned = "SELECT region FROM projects p JOIN project_organizations o ON o.project = p.id WHERE o.organization = ?"
    assert column_of(data, owned, "sk-hynix") == {"210000", "210200"}
    assert column_of(data, "SELECT park FROM park_roster WHERE organization = 'sk-hynix'") == {"chongqing-science-city"}


def test_torn_text_is_read_across_the_tear(data: duckdb.DuckDBPyConnection) -> None:
    """Clauses of the G60 and open-source articles break off in mid-word and go on in the next column.

    Each is one measure, proved by one span that holds both halves: the start and end of these four were read there.
    """
    spans = "SELECT start, \"end\" FROM evidence WHERE dataset = 'policy_measures' AND record = ?"
    for record, span in (
        ("shanghai-g60-cluster-model", (435, 482)),
        ("shanghai-g60-university-disciplines", (827, 841)),
        ("shanghai-g60-incubators", (1238, 1260)),
        ("shanghai-open-source-incubation-centres", (2811, 2825)),
    ):
        assert rows_of(data, spans, record) == [span], record


@pytest.mark.skipif(not os.environ.get("XINZHI_SOURCES"), reason="the documents are not at hand")
def test_torn_spans_run_over_a_line_end(data: duckdb.DuckDBPyConnection) -> None:
    [document] = Path(os.environ["XINZHI_SOURCES"]).rglob("003_213771a71e32c6e5.txt")
    text = document.read_bytes().decode("utf-8")
    for start, end in ((435, 482), (827, 841), (1238, 1260), (2811, 2825)):
        assert "\n" in text[start:end]


def test_line_torn_from_its_text_proves_the_same_row(data: duckdb.DuckDBPyConnection) -> None:
    """The 5 million stand under the headline and in the text: one ceiling, two spans."""
    spans = "SELECT count(*) FROM evidence WHERE record = 'shanghai-open-source-award-ceiling'"
    assert rows_of(data, spans) == [(2,)]
    same = "SELECT id FROM policy_terms WHERE policy = 'shanghai-open-source-scheme' AND kind = 'ceiling'"
    assert len(rows_of(data, same)) == 1


def test_article_that_stands_twice_is_taken_once(data: duckdb.DuckDBPyConnection) -> None:
    """The 2019 page repeats its article from character 2,216 on: omitted as a duplicate, never evidence."""
    source = "shanghai-science-centre-2019"
    assert rows_of(data, 'SELECT max("end") <= 2216 FROM evidence WHERE source = ?', source) == [(True,)]
    second = 'SELECT "end", reason FROM omissions WHERE source = ? AND start = 2216'
    [[end, reason]] = rows_of(data, second, source)
    assert reason == "duplicate"
    assert end == row_of(data, "sources", source)["end"]


def test_figures_of_a_zone_are_not_its_citys(data: duckdb.DuckDBPyConnection) -> None:
    """The Chongqing page also tells of Jiaxing, Luoyang, Zigong and others: of their zones, with figures, and of one
    province that has three pilot zones. An article out of scope proves nothing."""
    zones = "SELECT id FROM sources WHERE document LIKE '002%' AND id <> 'chongqing-science-city-2023'"
    proved = f"SELECT record FROM evidence WHERE dataset = 'indicators' AND source IN ({zones})"
    assert column_of(data, f"SELECT region FROM indicators WHERE id IN ({proved})") == {None, "510000"}
    out = column_of(data, "SELECT id FROM sources WHERE NOT in_scope")
    assert out and out.isdisjoint(column_of(data, "SELECT DISTINCT source FROM evidence"))
