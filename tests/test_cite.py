"""Citations: the row, the version, the article and the characters, as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest
import xinzhi
from commands import ROOT, run, speaks_both
from door_runner import needs_doors, run_door
from packages import build
from xinzhi.citation import Citation
from xinzhi.citation import cite as cite_in
from xinzhi.citation.bibliography import as_bibtex
from xinzhi.contract.package import open_package

TARGET = "anhui-2024-high-tech-enterprise-net-increase"
PARK = "xiyong-microelectronics-park"
INFERRED = ("events", "xiyong-park-half-year-results-2023")
TOPIC_LINK = "anhui-2024-enterprise-led-innovation/enterprises"
LINK = "changchun-2024-chang-guang-communication-satellites/chang-guang-satellite/supported"


def spans(dataset: str, record: str) -> list[tuple[str, int, int, str]]:
    with (ROOT / "datasets" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return sorted(
            (r["source"], int(r["start"]), int(r["end"]), r["field"])
            for r in csv.DictReader(file)
            if (r["dataset"], r["record"]) == (dataset, record)
        )


@pytest.mark.parametrize(("dataset", "record"), [("targets", TARGET), ("parks", PARK), INFERRED])
def test_every_span_of_a_row_is_cited_once(here: None, dataset: str, record: str) -> None:
    found = xinzhi.cite(dataset, record)
    assert [(s.id, p.start, p.end, p.field) for s in found.sources for p in s.passages] == spans(dataset, record)
    for text in (found.text("zh"), found.text("en"), found.bibtex()):
        for _, start, end, _ in spans(dataset, record):
            assert text.count(f"{start}–{end}") >= 1


def test_row_with_several_spans_names_each_article_once(here: None) -> None:
    found = xinzhi.cite("parks", PARK)
    assert len(spans("parks", PARK)) > len(found.sources)
    assert found.text("en").count("document ") == len(found.sources)


def test_citation_names_version_row_and_article(here: None) -> None:
    version = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["version"]
    found = xinzhi.cite("targets", TARGET)
    chinese, english = found.text("zh"), found.text("en")
    for text in (chinese, english):
        assert version in text and f"targets/{TARGET}" in text and "3500家以上" in text and "竹子" in text
    assert "全球半导体观察" in chinese and "《" in chinese
    assert "Global Semiconductor Observation" in english and "2024-01-23/2024-03-04 (inferred)" in english
    assert str(found) == found.text("both") == f"{chinese}\n\n{english}"


def test_figure_without_a_scope_is_called_by_its_metric(here: None) -> None:
    found = xinzhi.cite("targets", "chongqing-2024-high-tech-enterprises")
    assert "(High-tech enterprises: 突破8500家)" in found.text("en") and "（高新技术企业数：突破8500家）" in found.text(
        "zh"
    )


def test_offset_in_the_article_starts_where_the_article_does(here: None) -> None:
    found = xinzhi.cite("parks", "chongqing-science-city")
    [source] = found.sources
    assert (source.passages[0].start, source.passages[0].from_start) == (2, 0)


def test_inferred_cells_are_marked_with_their_basis(here: None) -> None:
    found = xinzhi.cite(*INFERRED)
    assert len(found.inferences) == 3
    for inference in found.inferences:
        assert f"{inference.field} = {inference.value}" in found.text("en") and inference.basis_en in found.text("en")
        assert inference.basis_zh in found.text("zh")
        assert f"{inference.field} = " in found.csl_json()[0]["note"]
    assert "note" not in xinzhi.cite("topics", "ai-chips").csl_json()[0]


def test_row_of_a_vocabulary_is_cited_as_part_of_the_package(here: None) -> None:
    found = xinzhi.cite("topics", "ai-chips")
    assert found.sources == () and "topics/ai-chips" in found.text("en")
    assert [item["type"] for item in found.csl_json()] == ["dataset"]


@pytest.mark.parametrize(("dataset", "link"), [("priority_organizations", LINK), ("priority_topics", TOPIC_LINK)])
def test_row_that_links_others_shares_the_evidence_of_its_owner(here: None, dataset: str, link: str) -> None:
    found = xinzhi.cite(dataset, link)
    owner = link.split("/")[0]
    assert found.proved_by == f"regional_priorities/{owner}"
    assert [(s.id, p.start, p.end, p.field) for s in found.sources for p in s.passages] == spans(
        "regional_priorities", owner
    )
    assert found.proved_by in found.text("zh") and found.proved_by in found.text("en")


def test_dataset_and_package_are_cited_without_a_row(here: None) -> None:
    assert "dataset targets" in xinzhi.cite("targets").text("en") and "CC-BY-4.0" in xinzhi.cite("targets").text("en")
    assert "targets" not in xinzhi.cite().text("en")


@pytest.mark.parametrize("asked", [("target", TARGET), ("targets", TARGET + "x"), ("targets", "")])
def test_unknown_row_is_a_key_error_that_names_the_nearest(here: None, asked: tuple[str, str]) -> None:
    with pytest.raises(KeyError) as error:
        xinzhi.cite(*asked)
    assert "targets" in str(error.value)
    assert asked[1] != TARGET + "x" or TARGET in str(error.value)


def test_row_that_was_merged_names_the_row_that_took_its_place(tmp_path: Path) -> None:
    moves = [("gone", "merged", "0.2.0"), ("merged", "qinghe-fab-investment", "0.3.0")]
    edits = [
        {"file": "datasets/redirects.csv", "append": {"dataset": "targets", "old": old, "new": new, "version": version}}
        for old, new, version in moves
    ]
    done = run("cite", "targets", "gone", "-p", build(tmp_path, edits))
    assert done.exit_code == 2 and "qinghe-fab-investment" in done.stderr and speaks_both(done.stderr)


def test_command_prints_each_format_and_language(here: None) -> None:
    plain = run("cite", "targets", TARGET)
    assert plain.exit_code == 0 and plain.stdout == str(xinzhi.cite("targets", TARGET)) + "\n"
    english = run("cite", "targets", TARGET, "--lang", "en").stdout
    assert english == xinzhi.cite("targets", TARGET).text("en") + "\n"
    assert (
        json.loads(run("cite", "targets", TARGET, "--format", "csl-json").stdout)
        == xinzhi.cite("targets", TARGET).csl_json()
    )
    assert (
        run("cite", "targets", TARGET, "--format", "bibtex", "--lang", "zh").stdout
        == xinzhi.cite("targets", TARGET).bibtex("zh") + "\n"
    )


def test_command_without_a_row_cites_the_package(here: None) -> None:
    done = run("cite")
    assert done.exit_code == 0 and speaks_both(done.stdout)


@pytest.mark.parametrize("arguments", [["targets", "nope"], ["nope"], ["targets", TARGET, "--package", "nowhere"]])
def test_what_is_not_there_ends_with_2_and_says_so_twice(here: None, arguments: list[str]) -> None:
    done = run("cite", *arguments)
    assert done.exit_code == 2 and done.stdout == "" and speaks_both(done.stderr)


def test_package_without_evidence_can_be_cited(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,name\na,b\n", encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "string"}, {"name": "name", "type": "string"}], "primaryKey": "id"}
    resource = {"name": "t", "path": "t.csv", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "other", "resources": [resource]}), encoding="utf-8")
    found = cite_in(open_package(tmp_path), "t", "a")
    assert found.sources == () and "t/a" in found.text("zh")


HOSTILE = Citation(
    package="p", title_zh="题", title_en=r"100% {of} A & B_1 #2 $x ~y ^z \end", creators=("A and B, Ltd.",), version="1", licence="", homepage="",  # noqa: E501
    dataset="t", dataset_title_zh="", dataset_title_en="", id="甲/乙,}@x", label_en="a}b",
)  # fmt: skip


def test_key_holds_no_character_that_bibtex_reads() -> None:
    first = as_bibtex(HOSTILE, "en").splitlines()[0]
    assert unicodedata.normalize("NFKD", first).isascii() and first.startswith("@misc{p-t-") and first.endswith(",")
    assert not set(first[len("@misc{") : -1]) & set(" {}@,#%\\\"'")


@needs_doors
def test_reference_managers_read_the_citations(here: None, tmp_path: Path) -> None:
    found = xinzhi.cite("parks", PARK)
    for lang in ("en", "zh"):
        (tmp_path / "c.bib").write_text(found.bibtex(lang), encoding="utf-8")
        (tmp_path / "c.json").write_text(json.dumps(found.csl_json(lang)), encoding="utf-8")
        read = run_door("citations", tmp_path / "c.bib", tmp_path / "c.json")
        keys = [item["id"] for item in found.csl_json(lang)]
        assert read["failed"] == 0 and list(read["entries"]) == keys and read["second"] == sorted(keys)
        assert read["entries"][keys[0]]["people"] == ["{Xinzhi contributors}"]
        assert len(read["printed"]) == len(keys) and any("Xinzhi contributors" in line for line in read["printed"])


@needs_doors
def test_hostile_text_is_no_markup_to_bibtex(tmp_path: Path) -> None:
    (tmp_path / "c.bib").write_text(as_bibtex(HOSTILE, "en"), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps(HOSTILE.csl_json("en")), encoding="utf-8")
    read = run_door("citations", tmp_path / "c.bib", tmp_path / "c.json")
    assert read["failed"] == 0 and len(read["entries"]) == 1
    [entry] = read["entries"].values()
    assert (
        entry["people"] == ["{A and B, Ltd.}"]
        and r"100\% \textbraceleft{}of\textbraceright{} A \& B\_1" in entry["title"]
    )
