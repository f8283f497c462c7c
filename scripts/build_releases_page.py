"""Writes the table of docs/releases.md from a release that was built: file, for whom, size, digest, opened by which
test."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pages import ROOT, fill
from xinzhi.writing import overwrite_file

PAGE = ROOT / "docs" / "releases.md"

_BUILD, _DOORS, _PRINTING = (
    "tests/release/test_build.py",
    "tests/release/test_doors.py",
    "tests/release/test_printing.py",
)
_CONTENTS, _SERVE, _METADATA = (
    "tests/release/test_contents.py",
    "tests/release/test_serve.py",
    "tests/release/metadata/test_metadata.py",
)
_PAGES = "tests/test_data_pages.py"
_BROWSER = "tests/site/test_in_browser.py::test_the_keyboard_alone_leads_from_search_to_a_citation"
_WORKBOOK = "tests/release/test_workbook.py"
_ARCHIVES = f"{_BUILD}::test_members_of_archives_have_one_time_and_one_mode_and_are_sorted"
_LISTED = f"{_BUILD}::test_the_index_and_the_sums_list_every_file_as_it_is"
_REMOTE = f"{_DOORS}::test_duckdb_reads_parquet_and_the_database_at_their_addresses"
_CHANGES = f"{_CONTENTS}::test_a_later_release_lists_its_changes_row_by_row"
_VALIDATION = f"{_CONTENTS}::test_the_validation_report_is_about_the_released_data"
_QUALITY = f"{_CONTENTS}::test_with_the_documents_every_figure_is_computed"
_LINKED = f"{_METADATA}::test_linked_data_reads_writes_and_knows_its_words"

# What stands at the top of a release, in the order of the page; `*` for its name and version. The tests open it.
TESTS: dict[str, list[str]] = {
    "*.zip": [
        f"{_DOORS}::test_frictionless_finds_the_unpacked_zip_valid",
        f"{_DOORS}::test_our_own_validation_finds_the_unpacked_zip_valid",
        f"{_DOORS}::test_the_descriptor_of_the_zip_carries_digests_that_catch_a_changed_cell",
        f"{_DOORS}::test_pandas_reads_a_dataset_out_of_the_zip",
    ],
    "package/": [
        f"{_DOORS}::test_frictionless_reads_a_dataset_at_its_address",
        f"{_PAGES}::test_python_snippets_run_in_a_release",
        f"{_PAGES}::test_r_runs_in_a_release",
    ],
    "*.xlsx": [
        f"{_DOORS}::test_openpyxl_finds_the_cover_the_views_and_every_dataset",
        f"{_WORKBOOK}::test_headers_are_titles_in_both_languages_with_the_code_name_in_a_note",
        f"{_WORKBOOK}::test_a_fact_leads_to_its_evidence_and_its_evidence_to_the_fact",
        f"{_WORKBOOK}::test_numbers_are_plain_and_everything_stands_in_one_place",
        f"{_PRINTING}::test_libreoffice_prints_the_cover_then_the_views_with_their_chinese",
    ],
    "*-site.zip": ["tests/site/test_site.py::test_a_release_has_the_same_site_byte_for_byte", _BROWSER],
    "*-csv.zip": [_ARCHIVES],
    "csv/": [f"{_DOORS}::test_the_csv_of_a_view_has_its_rows_with_lists_between_semicolons"],
    "*-csv-excel.zip": [_ARCHIVES],
    "csv-excel/": [f"{_DOORS}::test_the_csv_for_excel_has_a_byte_order_mark_and_else_the_same_bytes"],
    "*-parquet.zip": [_ARCHIVES],
    "parquet/": [
        f"{_DOORS}::test_parquet_holds_what_the_csv_files_hold",
        f"{_DOORS}::test_polars_reads_types_and_not_texts",
        f"{_DOORS}::test_pyarrow_finds_the_descriptions_of_columns_in_both_languages",
        f"{_DOORS}::test_polars_reads_a_part_of_a_parquet_file_at_its_address",
        f"{_DOORS}::test_pandas_reads_parquet_at_its_address",
        _REMOTE,
    ],
    "*.duckdb": [
        f"{_DOORS}::test_duckdb_opens_the_database_in_a_process_of_its_own",
        f"{_DOORS}::test_the_database_refuses_what_the_schemas_forbid",
        _REMOTE,
        f"{_PAGES}::test_commands_run_in_a_release",
    ],
    "*.sqlite": [
        f"{_DOORS}::test_the_standard_library_reads_the_sqlite_file",
        f"{_DOORS}::test_full_text_search_finds_words_of_any_length",
        f"{_SERVE}::test_a_table_is_searched_by_its_index",
        f"{_PAGES}::test_commands_run_in_a_release",
        f"{_PAGES}::test_r_runs_in_a_release",
    ],
    "*.datasette.json": [f"{_SERVE}::test_every_ready_query_answers", f"{_PAGES}::test_datasette_starts_in_a_release"],
    "croissant.json": [f"{_METADATA}::test_mlcroissant_loads_every_record"],
    "schema-org.jsonld": [_LINKED],
    "dcat.jsonld": [_LINKED],
    "ro-crate-metadata.json": [f"{_METADATA}::test_crate_meets_its_profile_but_for_addresses_that_the_package_has_not"],
    "CITATION.cff": [f"{_METADATA}::test_citation_file_is_valid"],
    ".zenodo.json": [f"{_METADATA}::test_zenodo_is_told_nothing_that_it_does_not_know"],
    "changes.json": [_CHANGES],
    "changes.csv": [_CHANGES],
    "changes.md": [_CHANGES],
    "validation.html": [_VALIDATION],
    "validation.json": [_VALIDATION],
    "quality.json": [_QUALITY],
    "quality.md": [_QUALITY],
    "README.md": [_LISTED],
    "index.json": [_LISTED],
    "SHA256SUMS": [_LISTED],
}
# The two that no index lists, because they hold or follow it.
_ALSO = {
    "index.json": "下载与核对的程序 / programs that download and check",
    "SHA256SUMS": "核对下载的人 / people who check a download",
}


def state(index: dict[str, Any]) -> str:
    """What decides every byte of a release, in 16 hex digits: the package, the version before, the documents, the
    toolkit and the libraries."""
    told = json.dumps([index["version"], index["made_from"], index["made_with"]], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def table(release: Path) -> str:
    """The text between the page's marks, from the release in a folder. Raises KeyError for a file that no test
    opens."""
    index = json.loads((release / "index.json").read_text(encoding="utf-8"))
    zh, en = (
        ("已对照原文", "checked against the documents")
        if index["made_from"]["documents"]
        else ("未对照原文", "not checked against the documents")
    )
    libraries = ", ".join(f"{name} {version}" for name, version in index["made_with"].items())
    lines = [
        (
            f"版本 {index['version']}，状态 `{state(index)}`，{zh}。大小与摘要只属于这一状态：数据、工具或程序库一变，"
            "即为另一状态。`make releases-page` 构建当前状态并重写此表。"
        ),
        "",
        (
            f"Version {index['version']}, state `{state(index)}`, {en}; made with {libraries}. Sizes and digests are"
            " those of this state and of no other: with other data, another toolkit or other libraries it is another"
            " state. `make releases-page` builds the present one and writes this table anew."
        ),
        "",
        "| file | for whom | bytes | SHA-256 | opened by |",
        "| --- | --- | ---: | --- | --- |",
        *_rows(release, index),
    ]
    return "\n".join(lines) + "\n"


def _rows(release: Path, index: dict[str, Any]) -> Iterator[str]:
    stem = f"{index['name']}-{index['version']}"
    found: dict[str, list[dict[str, Any]]] = {}
    for file in index["files"]:
        top, slash, _ = file["path"].partition("/")
        found.setdefault(top.replace(stem, "*") + slash, []).append(file)
    for name, audience in _ALSO.items():
        content = (release / name).read_bytes()
        found[name] = [{"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "audience": audience}]
    if unopened := found.keys() - TESTS.keys():
        raise KeyError(f"no test is named for {', '.join(sorted(unopened))}")
    for name, tests in TESTS.items():
        files = found[name]
        folder = name.endswith("/")
        digest = f"of each of the {len(files)} files: `SHA256SUMS`" if folder else f"`{files[0]['sha256']}`"
        audience = files[0].get("audience") or f"{files[0]['audience_zh']} / {files[0]['audience_en']}"
        opened = "<br>".join(f"`{test}`" for test in tests)
        yield f"| `{name.replace('*', stem)}` | {audience} | {sum(f['bytes'] for f in files):,} | {digest} | {opened} |"


def page(release: Path) -> str:
    """The page as it should be after a build into the folder `release`."""
    return fill(PAGE.read_text(encoding="utf-8"), "files", lambda _: table(release))


def write_page(release: Path, to: Path = PAGE) -> None:
    """Write the page. A release that was not checked against the documents is less than the page tells of: the program
    ends then, and the page stays."""
    index = json.loads((release / "index.json").read_text(encoding="utf-8"))
    if not index["made_from"]["documents"]:
        sys.exit(
            f"{release} 未对照原文构建，未改写 {to.name}：请用 make releases-page SOURCES=文件夹\n"
            f"{release} was built without the documents, and {to.name} stays: make releases-page SOURCES=folder"
        )
    overwrite_file(to, page(release))


if __name__ == "__main__":
    write_page(Path(sys.argv[1]))
