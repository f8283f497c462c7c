"""views/*.sql: they stand alone in plain DuckDB, and on the real data they give the answers that the documents give.

Figures named here were read in the documents, not copied from a query's answer.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rows import rows_of as _rows
from xinzhi.contract.package import open_package
from xinzhi.database import connect
from xinzhi.view_files import view_files

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in sorted((ROOT / "views").glob("*.sql"))}
MACROS = ["cite"]
HAN = re.compile(r"[\u4e00-\u9fff]")

# What identifies a row of each view: one row is one of these.
KEYS = {
    "citations": ["dataset", "record", "field", "source", "start"],
    "coverage": ["region", "year", "topic"],
    "fact_about": ["dataset", "id"],
    "fact_topics": ["dataset", "id", "topic"],
    "facts": ["dataset", "id"],
    "indicators_normalized": ["id"],
    "milestone_overview": ["id"],
    "named_figures": ["dataset", "id"],
    "organization_profile": ["id"],
    "park_directory": ["id"],
    "park_rosters": ["id"],
    "policy_overview": ["id"],
    "priorities": ["id"],
    "project_pipeline": ["id"],
    "recognition_overview": ["id"],
    "recognition_recipients": ["recognition", "dataset", "id", "role"],
    "promises": ["dataset", "id", "outcome"],
    "region_lineage": ["region", "ancestor"],
    "region_profile": ["region"],
    "region_provinces": ["region"],
    "scoreboard": ["region", "year", "about"],
    "series": ["dataset", "id"],
    "target_outcomes": ["target", "indicator"],
    "targets_normalized": ["id"],
    "terms_normalized": ["id"],
    "topic_by_region": ["region", "year", "topic"],
    "topic_lineage": ["topic", "ancestor"],
}
# Views that show each row of a dataset once, whatever they join to it.
ONE_TO_ONE = {
    "citations": "evidence",
    "indicators_normalized": "indicators",
    "milestone_overview": "milestones",
    "recognition_overview": "recognitions",
    "terms_normalized": "policy_terms",
    "organization_profile": "organizations",
    "park_directory": "parks",
    "park_rosters": "park_roster",
    "policy_overview": "policies",
    "priorities": "regional_priorities",
    "project_pipeline": "projects",
    "targets_normalized": "targets",
}
VIEWS = sorted(set(FILES) - {"tables", *MACROS})


def _one(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> Any:
    """The only cell of the only row."""
    [[cell]] = _rows(con, sql, *values)
    return cell


def _needs(stem: str) -> list[str]:
    lines = FILES[stem].read_text(encoding="utf-8").splitlines()
    return [n for line in lines if line.startswith("-- needs:") for n in re.split(r"[,\s]+", line[9:].strip())]


def _run(con: duckdb.DuckDBPyConnection, stem: str, done: set[str]) -> None:
    """Run a view's file behind those that its `-- needs:` lines name, and no others."""
    for needed in _needs(stem):
        if needed not in done:
            _run(con, needed, done)
    con.execute(FILES[stem].read_text(encoding="utf-8"))
    done.add(stem)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    """Plain DuckDB in the repository's root with the tables only, and nothing of ours in between."""
    monkeypatch.chdir(ROOT)
    con = duckdb.connect()
    con.execute(FILES["tables"].read_text(encoding="utf-8"))
    return con


# --- the files ---


def test_every_view_file_is_known_here() -> None:
    assert sorted(KEYS) == VIEWS
    assert {p.stem for p in view_files(ROOT)} == set(FILES) - {"tables"}


@pytest.mark.parametrize("stem", [*VIEWS, *MACROS])
def test_file_opens_with_what_a_row_is_in_both_languages(stem: str) -> None:
    first = FILES[stem].read_text(encoding="utf-8").splitlines()[0]
    english, slash, chinese = first.removeprefix("-- ").partition(" / ")
    assert first.startswith("-- ") and slash and HAN.search(chinese), first
    assert english.startswith("One row per ") or stem in MACROS, english
    assert re.search("一行|每处一行", chinese), chinese


@pytest.mark.parametrize("stem", [*VIEWS, *MACROS])
def test_file_makes_what_its_name_says_and_nothing_else(stem: str) -> None:
    made = re.findall(r"CREATE OR REPLACE (VIEW|MACRO) (\w+)", FILES[stem].read_text(encoding="utf-8"))
    assert made == [("MACRO" if stem in MACROS else "VIEW", stem)]


@pytest.mark.parametrize("stem", [*VIEWS, *MACROS])
def test_view_runs_in_plain_duckdb_with_what_it_says_it_needs(plain: duckdb.DuckDBPyConnection, stem: str) -> None:
    """A fresh database, the tables, the files that `-- needs:` names: nothing more may be needed."""
    _run(plain, stem, set())
    if stem in MACROS:
        record = "changchun-2024-compute-capacity"
        assert _one(plain, "SELECT cite('targets', ?)", record)
    else:
        assert _one(plain, f"SELECT count(*) FROM {stem}") > 0


def test_plain_duckdb_and_the_package_give_the_same_rows(
    plain: duckdb.DuckDBPyConnection, data: duckdb.DuckDBPyConnection
) -> None:
    for stem in [*VIEWS, *MACROS]:
        _run(plain, stem, set())
    for stem in VIEWS:
        sql = f"SELECT * FROM {stem} ORDER BY ALL"
        assert _rows(plain, sql) == _rows(data, sql), stem


def test_region_codes_stay_text(plain: duckdb.DuckDBPyConnection, data: duckdb.DuckDBPyConnection) -> None:
    """110000 reads as an integer unless types are given."""
    for stem in VIEWS:
        _run(plain, stem, set())
    columns = "SELECT data_type FROM duckdb_columns() WHERE column_name IN ('region', 'code', 'ancestor')"
    for con in (plain, data):
        assert {t for (t,) in _rows(con, columns)} == {"VARCHAR"}
        assert _one(con, "SELECT code FROM regions WHERE name_zh = '北京市'") == "110000"
        assert _one(con, "SELECT DISTINCT region FROM priorities WHERE region_en = 'Beijing'") == "110000"


# --- every view ---


@pytest.mark.parametrize("stem", VIEWS)
def test_view_is_not_empty_and_its_rows_are_distinct(data: duckdb.DuckDBPyConnection, stem: str) -> None:
    columns = ", ".join(f'"{c}"' for c in KEYS[stem])
    total, distinct = _rows(data, f"SELECT count(*), count(DISTINCT ({columns})) FROM {stem}")[0]
    assert total == distinct > 0
    may_be_empty = {
        ("target_outcomes", "indicator"),
        ("topic_by_region", "year"),
        ("citations", "field"),
        ("promises", "outcome"),
        ("scoreboard", "year"),
    }
    for column in KEYS[stem]:
        if (stem, column) not in may_be_empty:
            assert _one(data, f'SELECT count(*) FROM {stem} WHERE "{column}" IS NULL') == 0, column


@pytest.mark.parametrize(("view", "dataset"), ONE_TO_ONE.items())
def test_joins_do_not_multiply_or_lose_rows(data: duckdb.DuckDBPyConnection, view: str, dataset: str) -> None:
    assert _one(data, f"SELECT count(*) FROM {view}") == _one(data, f"SELECT count(*) FROM {dataset}")


@pytest.mark.parametrize("stem", VIEWS)
def test_names_come_in_pairs(data: duckdb.DuckDBPyConnection, stem: str) -> None:
    """A column in one language has its twin in the other; only remarks (note_en) are in English alone, and only verbs
    as printed (verb_zh) in Chinese."""
    columns = {row[0] for row in _rows(data, f"DESCRIBE {stem}")}
    for column in columns:
        if column.endswith("_zh") and column not in ("reports_zh", "verb_zh"):
            assert column.removesuffix("_zh") + "_en" in columns, column
        if column.endswith("_en") and column != "note_en" and not column.endswith("_scope_en"):
            assert column.removesuffix("_en") + "_zh" in columns, column


# --- figures in base units ---


@pytest.mark.parametrize(
    ("id", "comparator", "value", "unit"),
    [
        ("tianshui-2024-funds-attracted-amount", "eq", 65_800_000_000, "cny"),  # 658 亿元
        ("zhejiang-2024-major-project-investment", "ge", 1_000_000_000_000, "cny"),  # 1 万亿元以上
        ("dalian-2024-it-output-value", "eq", 180_000_000_000, "cny"),  # 1800 亿元
        ("changchun-2024-optoelectronics-output", "gt", 90_000_000_000, "cny"),  # 突破 900 亿元
        ("chongqing-2024-software-revenue", "gt", 400_000_000_000, "cny"),  # 超过 4000 亿元
        ("lingang-new-area-compute-industry-2025", "eq", 10_000_000_000, "cny"),  # 100 亿元
        ("lingang-light-source-base-investment-phase-1", "eq", 300_000_000, "cny"),  # 3 亿元
        ("chongqing-science-city-ic-cluster-scale", "approx", 100_000_000_000, "cny"),  # 千亿级
        ("lingang-pujiang-future-industry-land", "eq", 1_370_000, "square-metre"),  # 1.37 平方公里
        ("changchun-2024-compute-capacity", "eq", 1000, "petaflops"),  # 1000 P
        ("shanghai-open-source-developers-2027", "gt", 3_000_000, "item"),  # 超 300 万
        ("jinan-2024-nev-output", "ge", 400_000, "item"),  # 40 万辆以上
        ("chongqing-2024-science-based-enterprises", "gt", 60_000, "item"),  # 突破 6 万家
    ],
)
def test_targets_in_base_units(
    data: duckdb.DuckDBPyConnection, id: str, comparator: str, value: float, unit: str
) -> None:
    sql = "SELECT comparator, base_value, base_unit FROM targets_normalized WHERE id = ?"
    assert _rows(data, sql, id) == [(comparator, value, unit)]


@pytest.mark.parametrize(
    ("id", "value", "unit"),
    [
        ("china-2024-q1-q3-ic-output", 315_600_000_000, "item"),  # 3156 亿块
        ("china-2024-q1-q3-phone-output", 1_184_000_000, "item"),  # 11.84 亿部
        ("shanghai-2018-ic-sales", 145_000_000_000, "cny"),  # 1450 亿元
        ("shanghai-2018-tech-finance-amount-added", 4_126_000_000, "cny"),  # 41.26 亿元
        ("shanghai-2018-tech-sme-credit", 17_890_000_000, "cny"),  # 178.9 亿元
        ("shanghai-2018-ic-sales-share", 20, "percent"),  # 1/5
        ("lingang-new-area-racks-built", 23_500, "item"),  # 超 2.35 万个
        ("shanghai-2019-process-node-rd", 0.000000007, "metre"),  # 7 纳米
    ],
)
def test_indicators_in_base_units(data: duckdb.DuckDBPyConnection, id: str, value: float, unit: str) -> None:
    assert _rows(data, "SELECT base_value, base_unit FROM indicators_normalized WHERE id = ?", id) == [(value, unit)]


def test_a_range_keeps_both_bounds(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT comparator, base_value, base_value_high FROM targets_normalized WHERE id = ?"
    assert _rows(data, sql, "shanghai-open-source-communities-2027") == [("range", 1, 2)]


def test_mu_become_square_metres(data: duckdb.DuckDBPyConnection) -> None:
    value = _one(data, "SELECT base_value FROM targets_normalized WHERE id = 'lingang-light-source-base-land'")
    assert value == pytest.approx(35 * 10_000 / 15)  # 15 mu are a hectare


# --- targets beside observations ---


def test_every_target_stands_in_target_outcomes(data: duckdb.DuckDBPyConnection) -> None:
    assert _rows(data, "SELECT id FROM targets EXCEPT SELECT target FROM target_outcomes") == []
    assert _rows(data, "SELECT target FROM target_outcomes EXCEPT SELECT id FROM targets") == []


def test_target_meets_the_observation_of_its_subject_and_no_other() -> None:
    """No document reports on another's target yet, so observations are made up here: one that fits, and near misses."""
    con = connect(open_package(ROOT))
    copy = """INSERT INTO indicators BY NAME
        SELECT ? AS id, region, metric, '1900亿元' AS value_text, 'eq' AS comparator, 1900 AS value,
               unit, basis, DATE '2024-01-01' AS period_start, DATE '2024-12-31' AS period_end
        FROM targets WHERE id = 'dalian-2024-it-output-value'"""
    for id in ("fits", "other-year", "other-place", "a-growth-rate", "another-topic"):
        con.execute(copy, [id])
        topics = "SELECT ?, topic FROM target_topics WHERE target = 'dalian-2024-it-output-value'"
        con.execute(f"INSERT INTO indicator_topics {topics}", [id])
    con.execute("UPDATE indicators SET period_start = '2023-01-01', period_end = '2023-12-31' WHERE id = 'other-year'")
    con.execute("UPDATE indicators SET region = '210000' WHERE id = 'other-place'")  # the province, not the city
    con.execute("UPDATE indicators SET basis = 'yoy', unit = 'percent', value = 5 WHERE id = 'a-growth-rate'")
    con.execute("UPDATE indicator_topics SET topic = 'software' WHERE indicator = 'another-topic'")
    found = "SELECT indicator, observed_value, same_period FROM target_outcomes WHERE target = ? ORDER BY 1"
    assert _rows(con, found, "dalian-2024-it-output-value") == [
        ("fits", 190_000_000_000, True),
        ("other-year", 190_000_000_000, False),
    ]


# --- coverage ---


@pytest.mark.parametrize(
    ("region", "topic", "known", "priorities"),
    [
        # Beijing's excerpt on chips: chokepoints, talent, major projects, photonics and chiplets, chips for vehicles.
        ("110000", "integrated-circuits", "stated", 5),
        # … on the digital economy: artificial intelligence among the chokepoints, 6G among the future industries.
        ("110000", "digital-economy", "stated", 2),
        ("110000", "compound-semiconductors", "not in the excerpt", 0),
        ("370000", "compound-semiconductors", "stated", 1),
        ("620500", "ic-packaging", "stated", 2),
        # Provinces whose city has a report have none of their own; what a later report says of the year is another
        # source. Shanghai's was read in full.
        ("430000", "integrated-circuits", "other sources only", 0),
        ("620000", "integrated-circuits", "no source", 0),
        ("310000", "integrated-circuits", "stated", 1),
        ("310000", "compound-semiconductors", "read in full and not mentioned", 0),
    ],
)
def test_coverage_tells_silence_from_absence(
    data: duckdb.DuckDBPyConnection, region: str, topic: str, known: str, priorities: int
) -> None:
    sql = "SELECT known, priorities FROM coverage WHERE region = ? AND year = 2024 AND topic = ?"
    assert _rows(data, sql, region, topic) == [(known, priorities)]


def test_coverage_has_every_province_and_every_reporting_city(data: duckdb.DuckDBPyConnection) -> None:
    """34 provincial units, and Dalian, Changchun, Ningbo, Jinan, Changsha and Tianshui."""
    levels = "SELECT r.level, count(DISTINCT c.region) FROM coverage c JOIN regions r ON r.code = c.region GROUP BY 1"
    assert dict(_rows(data, levels)) == {"province": 34, "prefecture": 6}
    assert {k for (k,) in _rows(data, "SELECT DISTINCT known FROM coverage")} == {
        "stated", "not in the excerpt", "read in full and not mentioned", "other sources only", "no source",
    }  # fmt: skip
    said = "SELECT count(*) FROM coverage WHERE (known = 'stated') <> (priorities + other_facts > 0)"
    assert _one(data, said) == 0


# --- priorities and topics ---


def test_priority_shows_all_that_it_names_in_one_row(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT organizations_en, speaker_zh, CAST(delivered AS VARCHAR), topics FROM priorities WHERE id = ?"
    assert _rows(data, sql, "guangdong-2024-chip-projects") == [
        (
            "CanSemi, China Resources Microelectronics, ZenSemi, Founder Microelectronics",
            "王伟中",
            "2024-01-23",
            ["integrated-circuits", "investment"],
        )
    ]


def test_priority_of_a_zone_names_the_zone(data: duckdb.DuckDBPyConnection) -> None:
    sql = (
        "SELECT region_en, set_in, voice, parks_en FROM priorities WHERE id = 'chongqing-2023-science-city-ic-cluster'"
    )
    assert _rows(data, sql) == [("Chongqing", "press report", "reporter", "Western (Chongqing) Science City")]


@pytest.mark.parametrize(
    ("region", "topic", "priorities"),
    [
        ("110000", "integrated-circuits", 5),  # 3 by the topic itself, 2 by narrower ones
        ("110000", "photonic-chips", 1),
        ("110000", "automotive-chips", 1),
        ("370100", "compound-semiconductors", 2),
        ("370100", "integrated-circuits", 4),
        ("370000", "compute", 5),
    ],
)
def test_narrower_topics_count_for_broader_ones(
    data: duckdb.DuckDBPyConnection, region: str, topic: str, priorities: int
) -> None:
    sql = "SELECT priorities FROM topic_by_region WHERE region = ? AND year = 2024 AND topic = ?"
    assert _rows(data, sql, region, topic) == [(priorities,)]


def test_broader_topic_counts_a_commitment_once(data: duckdb.DuckDBPyConnection) -> None:
    """Of Beijing's commitments one has two narrower topics of chips: it still counts once for chips."""
    topics = _one(data, "SELECT topics FROM priorities WHERE id = 'beijing-2024-photonic-chiplet-breakthroughs'")
    assert {"photonic-chips", "ic-packaging"} <= set(topics)
    narrower = """SELECT sum(priorities) FROM topic_by_region
                  WHERE region = '110000' AND year = 2024 AND broader = 'integrated-circuits'"""
    direct = """SELECT count(*) FROM priorities
                WHERE region = '110000' AND year = 2024 AND list_contains(topics, 'integrated-circuits')"""
    assert (_one(data, direct), _one(data, narrower)) == (3, 3)  # 3 + 3, one of them twice: 5


def test_lineages_lead_to_the_top(data: duckdb.DuckDBPyConnection) -> None:
    up = "SELECT ancestor FROM region_lineage WHERE region = '310117' ORDER BY steps"
    assert [a for (a,) in _rows(data, up)] == ["310117", "310000", "china"]
    up = "SELECT ancestor FROM topic_lineage WHERE topic = 'micro-led' ORDER BY steps"
    assert [a for (a,) in _rows(data, up)] == ["micro-led", "displays", "electronics"]


# --- parks, projects, organisations, policies, regions ---


def test_park_directory(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT aliases, parent, listed FROM park_directory WHERE id = ?"
    assert _rows(data, sql, "lingang-pujiang-tech-city") == [("临港浦江、浦江创芯之城", None, 8)]
    assert _rows(data, sql, "xiyong-microelectronics-park") == [("西永微电子园", "chongqing-science-city", 1)]
    assert _rows(data, sql, "g60-corridor") == [("G60科创走廊", None, 0)]
    assert _rows(data, sql, "lingang-new-area") == [("上海临港新片区", None, 1)]


def test_park_rosters_are_open(data: duckdb.DuckDBPyConnection) -> None:
    """The article names four companies that have gathered in the park and says that there are more."""
    sql = "SELECT organization_zh, listing FROM park_rosters WHERE park_zh = '临港浦江国际科技城' AND role = 'tenant'"
    names = ("壁仞科技", "星宸科技", "微松自动化", "鸿钧瑞华")
    assert {(n, "named examples") for n in names} <= set(_rows(data, sql))


def test_project_pipeline(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT stage, park_zh, expected_completion, participants_zh FROM project_pipeline WHERE id = ?"
    [[stage, park, completion, participants]] = _rows(data, sql, "lingang-digital-light-source-base")
    assert (stage, park, completion) == ("started", "临港新片区", "2027-01/2027-06")
    assert set(participants.split("、")) == {
        "上海智汇芯晖微电子有限公司 (builder)",
        "上海智汇芯晖微电子有限公司 (investor)",
        "晶合光电 (parent)",
        "上海大学微电子学院 (partner)",
    }


def test_organization_profile(data: duckdb.DuckDBPyConnection) -> None:
    """One company under two names, in Guangdong's report and in the article on Chongqing."""
    sql = "SELECT name_zh, aliases, projects, parks_zh FROM organization_profile WHERE id = ?"
    assert _rows(data, sql, "china-resources-microelectronics") == [("华润微电子", "华润微", 4, "西部(重庆)科学城")]


def test_policy_overview(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT issuer_en, state, terms FROM policy_overview WHERE id = 'shanghai-g60-source-measures'"
    [[issuer, state, terms]] = _rows(data, sql)
    assert (issuer, state) == ("Shanghai Municipal People's Government", "issued")
    assert {"budget: 25亿元", "budget: 10亿元", "budget: 15亿元", "number of measures: 23条"} <= set(terms.split("; "))
    sql = "SELECT state, parent FROM policy_overview WHERE id = 'shanghai-talent-award-rules-2024-draft'"
    assert _rows(data, sql) == [("draft", "shanghai-talent-award-rules-previous")]


def test_a_policy_has_the_state_of_its_newest_source(data: duckdb.DuckDBPyConnection) -> None:
    """A report asked for the new Shanghai plans in 2024, the next one says that they are carried out. Of the reports of
    2026, some ask for the AI Plus Action, and some carry it out. Who joins a network says nothing of its state."""
    sql = "SELECT state, state_as_of FROM policy_overview WHERE id = ?"
    assert _rows(data, sql, "shanghai-plan-three-industries-new-round") == [("being carried out", "2025")]
    assert _rows(data, sql, "ai-plus-action") == [("being carried out", "2026")]
    assert _rows(data, sql, "national-integrated-computing-network") == [("being carried out", "2025")]
    assert _rows(data, sql, "two-majors") == [(None, None)]
    # An article without a date is as old as nobody knows.
    assert _rows(data, sql, "shanghai-open-source-scheme") == [("issued", None)]


def test_region_profile_keeps_cities_apart_from_their_provinces(data: duckdb.DuckDBPyConnection) -> None:
    """Jinan's report is none of Shandong's, and Changsha's none of Hunan's."""
    sql = "SELECT region, reports_zh, work_reports FROM region_profile WHERE region IN ('370000', '370100', '430100')"
    assert sorted(_rows(data, sql)) == [
        ("370000", "周乃翔 2024、周乃翔 2025、周乃翔 2026", 3),
        ("370100", "于海田 2024", 1),
        ("430100", "周海兵 2024", 1),
    ]
    assert _rows(data, "SELECT work_reports FROM region_profile WHERE region = '430000'") == [(2,)]
    own = "SELECT count(*) FROM regional_priorities WHERE region = '370000'"
    shown = "SELECT priorities FROM region_profile WHERE region = '370000'"
    assert _one(data, shown) == _one(data, own)


# --- citations ---


def test_citation_points_to_the_span_in_both_languages(data: duckdb.DuckDBPyConnection) -> None:
    sql = 'SELECT citation_zh, citation_en, start, "end", document FROM citations WHERE dataset = ? AND record = ?'
    [[zh, en, start, end, document]] = _rows(data, sql, "targets", "changchun-2024-compute-capacity")
    assert document == "001_956485486ee5ccc0"
    assert f"字符 {start}–{end}" in zh and "targets/changchun-2024-compute-capacity" in zh and "全球半导体观察" in zh
    assert f"characters {start}–{end}" in en and "targets/changchun-2024-compute-capacity" in en
    assert "Global Semiconductor Observation" in en


def test_cite_gives_a_line_per_span_in_both_languages(data: duckdb.DuckDBPyConnection) -> None:
    several = """SELECT dataset, record, count(*) FROM evidence GROUP BY dataset, record
                 QUALIFY row_number() OVER (PARTITION BY dataset ORDER BY count(*) DESC, record) = 1"""
    for dataset, record, spans in _rows(data, several):
        lines = _one(data, "SELECT cite(?, ?)", dataset, record).split("\n")
        assert len(lines) == spans, record
        assert all("characters" in x and " / " in x and "字符" in x and f"{dataset}/{record}" in x for x in lines)


def test_a_citation_names_a_publisher_once_and_the_address_of_the_article(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT citation_zh, citation_en FROM citations WHERE source = 'shaanxi-work-report-2026' LIMIT 1"
    [[zh, en]] = _rows(data, sql)
    assert zh.count("陕西省人民政府") == en.count("Shaanxi Provincial People's Government") == 1
    assert "https://www.shaanxi.gov.cn/" in zh and "https://www.shaanxi.gov.cn/" in en


def test_cite_of_nothing_is_null(data: duckdb.DuckDBPyConnection) -> None:
    assert _one(data, "SELECT cite('targets', 'no-such-row')") is None
