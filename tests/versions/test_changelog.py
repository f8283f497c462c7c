"""The changelog's entry and the version's places: written where they belong, and nothing else touched."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_versions import REDIRECTS, SCHEMA, one_table, package
from xinzhi.contract.package import open_package
from xinzhi.versions.amend import amend
from xinzhi.versions.changelog import has_entry, with_entry
from xinzhi.versions.compare import diff
from xinzhi.versions.difference import Difference
from xinzhi.versions.places import with_version
from xinzhi.versions.verdict import judge

DAY = "2031-01-09"
HEAD = "# Changelog\n\nThe form.\n"
PAST = "\n## [1.2.3] – 2030-01-01\n\nThe first.\n"


@pytest.fixture
def difference(tmp_path: Path) -> Difference:
    old = one_table(tmp_path / "a", [["a", "x", "1"], ["b", "y", "2"]])
    return diff(old, one_table(tmp_path / "b", [["a", "z", "1"], ["c", "y", "2"]]))


SECTION = """### Changed since 1.2.3

<!-- changes -->
- `things`: 1 added (`c`), 1 removed (`b`), 1 changed (`a`: name).
<!-- /changes -->
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}\n## [Unreleased]\n{PAST}", f"{HEAD}\n## [Unreleased]\n\n## [2.0.0] – {DAY}\n\n{SECTION}{PAST}"),
        (
            f"{HEAD}\n## [Unreleased]\n\n- Parks.\n{PAST}",
            f"{HEAD}\n## [Unreleased]\n\n## [2.0.0] – {DAY}\n\n- Parks.\n\n{SECTION}{PAST}",
        ),
        (f"{HEAD}{PAST}", f"{HEAD}\n## [2.0.0] – {DAY}\n\n{SECTION}{PAST}"),
        (HEAD, f"{HEAD}\n## [2.0.0] – {DAY}\n\n{SECTION}"),
        ("", f"## [2.0.0] – {DAY}\n\n{SECTION}"),
        (f"{HEAD}\n## [2.0.0] – soon\n{PAST}", f"{HEAD}\n## [2.0.0] – soon\n\n{SECTION}{PAST}"),
        (f"{HEAD}\n## [2.0.0]\n\nBy hand.\n{PAST}", f"{HEAD}\n## [2.0.0]\n\nBy hand.\n{PAST}"),
        (
            f"{HEAD}\n## [2.0.0]\n\n<!-- changes -->\n- `old`\n<!-- /changes -->\n{PAST}",
            f"{HEAD}\n## [2.0.0]\n\n{SECTION.split(chr(10), 2)[2]}{PAST}",
        ),
    ],
    ids=[
        "empty unreleased",
        "unreleased lines",
        "no unreleased",
        "no entry",
        "empty file",
        "empty entry",
        "entry by hand",
        "list of an earlier run",
    ],
)
def test_the_entry_stands_where_it_belongs(difference: Difference, before: str, after: str) -> None:
    written = with_entry(before, "2.0.0", DAY, difference)
    assert written == after
    assert has_entry(written, "2.0.0")
    assert with_entry(written, "2.0.0", "2032-02-02", difference) == written
    if before:
        assert with_entry(before.replace("\n", "\r\n"), "2.0.0", DAY, difference) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("changelog", "there"),
    [
        ("## [2.0.0]\n\nText.\n", True),
        ("## 2.0.0\nText.\n", True),
        ("## v2.0.0 (May)\nText.\n", True),
        ("## [2.0.0]\n\n### Added\n\n## [1.0.0]\n\nText.\n", False),
        ("## [12.0.0]\n\nText.\n", False),
        ("2.0.0\n", False),
        ("", False),
    ],
)
def test_an_entry_is_a_heading_with_something_under_it(changelog: str, there: bool) -> None:
    assert has_entry(changelog, "2.0.0") is there


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"name": "x",\n   "version" : "1.0.0" }\n', '{"name": "x",\n   "version" : "2.0.0" }\n'),
        (
            '{"sources": [{"version": "7"}], "a": "\\"version\\": {", "version":"1.0.0"}',
            '{"sources": [{"version": "7"}], "a": "\\"version\\": {", "version":"2.0.0"}',
        ),
        ('{\n  "name": "x"\n}\n', '{\n  "version": "2.0.0",\n  "name": "x"\n}\n'),
        ("{}", '{"version": "2.0.0"}'),
        ('\ufeff{"version": ""}', '\ufeff{"version": "2.0.0"}'),
    ],
)
def test_only_the_package_s_own_version_is_replaced(before: str, after: str) -> None:
    assert with_version(before, "2.0.0") == after


json_values = st.recursive(
    st.text('version{}[]:,"\\ \n', max_size=8) | st.integers() | st.none() | st.booleans(),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from(["version", "name", "a{", '"']), v, max_size=3),
)


@given(
    st.dictionaries(st.sampled_from(["name", "a", "}", '"version"', "sources"]), json_values, max_size=4),
    st.booleans(),
    st.sampled_from([None, 2, "\t"]),
    st.data(),
)
def test_a_descriptor_keeps_everything_but_its_version(
    descriptor: dict[str, object], given_one: bool, indent: int | str | None, data: st.DataObject
) -> None:
    if given_one:
        descriptor = dict(data.draw(st.permutations([*descriptor.items(), ("version", "1.0.0")])))
    text = json.dumps(descriptor, indent=indent)
    changed = with_version(text, "2.0.0")
    assert json.loads(changed) == {**descriptor, "version": "2.0.0"}
    if given_one:
        assert changed == text.replace('"version": "1.0.0"', '"version": "2.0.0"', 1) or text.count("1.0.0") > 1


def test_the_version_is_put_right_wherever_it_stands(tmp_path: Path) -> None:
    rows, tables = [["a", "x", "1"]], {"redirects": (REDIRECTS, [])}
    old = package(tmp_path / "old", {"things": (SCHEMA, rows), **tables}, name="xinzhi")
    folder = tmp_path / "new"
    new = package(folder, {"things": (SCHEMA, [*rows, ["b", "y", "2"]]), **tables}, name="xinzhi")
    (folder / "validate" / "xinzhi").mkdir(parents=True)
    files = {
        "validate/xinzhi/version.py": '__version__ = "1.2.3"\n',
        "README.md": "VALID · 有效  xinzhi 1.2.3  40 datasets\n\nXinzhi, version 1.2.3, CC BY 4.0. Since 1.2.3.\n",
        "README.zh.md": "《芯志》，1.2.3 版，CC BY 4.0。\n",
        "CITATION.cff": 'cff-version: 1.2.0\nversion: "1.2.3"\n',
        "CHANGELOG.md": f"{HEAD}\n## [Unreleased]\n{PAST}",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    difference = diff(old, new)
    verdict = judge(difference, new)
    assert [f.rule for f in verdict.findings] == ["version-too-low", "version-differs", "changelog-missing"]
    told = verdict.findings[1].message_en
    places = ("CITATION.cff:2", "validate/xinzhi/version.py:1", "README.md:1", "README.md:3", "README.zh.md:1")
    assert "in 5 places: " in told and all(f"{place} (1.2.3)" in told for place in places)
    written = amend(new, difference, verdict, date(2031, 1, 9))
    assert set(written) == {"datapackage.json", *files}
    read = {name: (folder / name).read_text(encoding="utf-8") for name in files}
    assert (
        read["README.md"]
        == "VALID · 有效  xinzhi 1.3.0  40 datasets\n\nXinzhi, version 1.3.0, CC BY 4.0. Since 1.2.3.\n"
    )
    assert read["README.zh.md"] == "《芯志》，1.3.0 版，CC BY 4.0。\n"
    assert read["CITATION.cff"] == 'cff-version: 1.2.0\nversion: "1.3.0"\n'
    assert read["validate/xinzhi/version.py"] == '__version__ = "1.3.0"\n'
    again = open_package(folder)
    difference = diff(old, again)
    verdict = judge(difference, again)
    assert verdict.findings == ()
    assert amend(again, difference, verdict, date(2032, 2, 2)) == []


@pytest.mark.parametrize("content", [b'{"version": "\\x"}', b"\xff", b"{", b"[]", b'{"version": 3}'])
def test_a_file_beside_the_descriptor_that_cannot_be_read_has_no_version(tmp_path: Path, content: bytes) -> None:
    old, new = one_table(tmp_path / "old", []), one_table(tmp_path / "new", [])
    (tmp_path / "new" / "codemeta.json").write_bytes(content)
    assert judge(diff(old, new), new).findings == ()
