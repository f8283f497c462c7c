"""A package of another domain, with datasets of other names, is read again beside its documents by the same toolkit:
what its domain says of its datasets is all that evidence, coverage, reviews, `show` and `cite` need."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest
from commands import run
from lighthouses import SIGHTING, TEXT, place, right, written
from xinzhi.citation import cite
from xinzhi.contract.package import open_package
from xinzhi.reviews.reviewing import open_ledger, write_reviews
from xinzhi.validation import validate
from xinzhi.view_rows import show_rows


def broken_rules(folder: Path) -> list[tuple[str, str, str]]:
    """The rule, the dataset or the document's article, and the value of each finding; those of the ledger aside."""
    report = validate(folder, folder / "documents")
    assert all(check.ran for check in report.checks)
    return [(f.rule, f.resource or "", f.value or "") for f in report.findings if f.rule != "not-reviewed"]


def test_right_facts_pass_every_layer_and_are_counted(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", right())
    assert broken_rules(folder) == []
    report = validate(folder, folder / "documents")
    looked_at = {check.layer: check.looked_at for check in report.checks}
    assert (looked_at["evidence"], looked_at["coverage"]) == (3, 10)


def test_a_domain_of_this_process_is_known_beside_threads_too(tmp_path: Path) -> None:
    """A process that has threads is not copied, and what a new interpreter knows was not registered here."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert broken_rules(written(tmp_path / "p", right())) == []
    finally:
        done.set()
        thread.join()


def test_another_figure_is_not_stated(tmp_path: Path) -> None:
    rows = right()
    rows["passages_at_sea"][0][2] = "约210艘"
    assert ("figure-not-stated", "passages_at_sea", "约210艘") in broken_rules(written(tmp_path / "p", rows))


def test_a_qualifier_belongs_to_the_figure(tmp_path: Path) -> None:
    rows = right()
    rows["passages_at_sea"][0][2] = "120艘"
    assert broken_rules(written(tmp_path / "p", rows)) == [("qualifier-dropped", "passages_at_sea", "120艘")]


def test_a_date_and_a_number_of_our_own_words_are_the_documents(tmp_path: Path) -> None:
    rows = right()
    rows["passages_at_sea"][0][3:5] = ["2031-07", "7月有130艘船"]
    assert broken_rules(written(tmp_path / "p", rows)) == [
        ("date-not-stated", "passages_at_sea", "2031-07"),
        ("number-not-stated", "passages_at_sea", "7月有130艘船"),
        ("numeral-not-in-row", "report", "6"),
    ]


def test_what_is_guessed_is_not_looked_for(tmp_path: Path) -> None:
    rows = right()
    rows["passages_at_sea"][0][3] = "2031-07"
    rows["guesses"] = [["passages_at_sea", "snail-ships", "seen", "据上下文", "from the context"]]
    assert broken_rules(written(tmp_path / "p", rows)) == []


@pytest.mark.parametrize(
    ("dataset", "row", "finding"),
    [
        ("lamps", ["snail", "红螺灯塔", "Snail Light"], ("name-not-stated", "lamps", "snail")),
        ("lamp_names", ["白鹭灯塔", "heron"], ("alias-not-stated", "lamp_names", "白鹭灯塔")),
        ("passage_lamps", ["snail-ships", "heron"], ("name-not-stated", "passage_lamps", "heron")),
    ],
    ids=["an entity", "an alias", "an entity that a link names"],
)
def test_a_name_that_its_span_does_not_print(
    tmp_path: Path, dataset: str, row: list[str], finding: tuple[str, str, str]
) -> None:
    rows = right()
    rows[dataset][-1] = row
    assert finding in broken_rules(written(tmp_path / "p", rows))


def test_a_name_that_a_list_shares_is_put_together_and_says_so(tmp_path: Path) -> None:
    rows = right()
    rows["lamps"][1] = ["snail", "青螺导航灯塔", "Snail Light"]
    rows["guesses"] = [["lamps", "snail", "lamp_zh", "据“青螺、鹭岛导航灯塔”", "from “the Snail and Heron lights”"]]
    assert {rule for rule, _, _ in broken_rules(written(tmp_path / "p", rows))} == set()


def test_a_span_elsewhere_has_moved(tmp_path: Path) -> None:
    rows = right()
    rows["quotes"][0][3:5] = ["1", "5"]
    found = validate(written(tmp_path / "p", rows), tmp_path / "p" / "documents").findings
    (moved,) = [f for f in found if f.rule == "span-moved"]
    assert (moved.resource, moved.file, moved.line) == ("quotes", "quotes.csv", 2)
    assert moved.suggestion == "–".join(place("鹭岛灯塔"))


def test_a_numeral_in_no_row_is_unaccounted_for(tmp_path: Path) -> None:
    rows = right()
    del rows["gaps"][0]
    folder = written(tmp_path / "p", rows)
    assert broken_rules(folder) == [("clause-unaccounted", "report", "检修3次"), ("numeral-unaccounted", "report", "3")]
    (message,) = [
        f.message_en for f in validate(folder, folder / "documents").findings if f.rule == "numeral-unaccounted"
    ]
    assert "gaps" in message, "what is left out is listed in the dataset that this domain has for it"


def test_a_name_without_a_link_is_found(tmp_path: Path) -> None:
    rows = right()
    rows["passage_lamps"] = []
    assert broken_rules(written(tmp_path / "p", rows)) == [("mention-not-linked", "report", "青螺灯塔")]


def test_a_record_that_changed_since_its_review_is_found(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", right())
    ledger = open_ledger(open_package(folder))
    write_reviews(ledger, ledger.standing.waiting, date(2031, 7, 1))
    documents = folder / "documents"
    assert validate(folder, documents).findings == []
    links = folder / "passage_lamps.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("snail-ships,snail\n", ""), encoding="utf-8")
    changed = [f for f in validate(folder, documents).findings if f.rule == "changed-since-review"]
    assert [(f.resource, f.value) for f in changed] == [("passages_at_sea", "snail-ships")]


def test_verify_and_coverage_name_what_a_package_lacks(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", right())
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "quotes"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for command in ("verify", "coverage"):
        result = run(command, folder, "--sources", folder / "documents")
        assert result.exit_code == 2
        assert "this package has no quotes" in result.stderr


def test_the_commands_count_what_they_compared(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", right())
    verified = run("verify", folder, "--sources", folder / "documents", "--format", "json")
    assert verified.exit_code == 0, verified.stdout
    assert json.loads(verified.stdout)["counted"] == {
        "spans matches": 3,
        "dates": 1,
        "figures": 1,
        "names": 4,
        "numbers": 2,
    }
    covered = run("coverage", folder, "--sources", folder / "documents", "--format", "json")
    assert covered.exit_code == 0, covered.stdout
    assert json.loads(covered.stdout)["counted"] == {
        "clauses, in a row": 2,
        "clauses, omitted": 2,
        "numerals, in a row": 3,
        "numerals, omitted: out of scope": 1,
        "names, in evidence": 2,
        "sentences in scope, report": 2,
    }
    located = run("locate", "annual", "检修3次", "--package", folder, "--sources", folder / "documents")
    assert located.stdout.splitlines()[1].split(",")[3:6] == ["report", *place("检修3次")]


def test_show_tells_the_passage_and_what_is_linked(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", right())
    [shown] = show_rows(open_package(folder), "passages_at_sea", "snail-ships", folder / "documents")
    assert [(dataset, id) for dataset, id, _ in shown.linked] == [("passage_lamps", "snail-ships/snail")]
    assert shown.names["measure"] == "引导船舶 · ships guided"
    assert [passage for _, passage, _ in shown.passages.values()] == [SIGHTING]


def test_a_fact_and_its_link_are_cited_by_the_same_characters(tmp_path: Path) -> None:
    package = open_package(written(tmp_path / "p", right()))
    fact, link = cite(package, "passages_at_sea", "snail-ships"), cite(package, "passage_lamps", "snail-ships/snail")
    assert fact.label_en == "ships guided: 约120艘"
    assert (fact.proved_by, link.proved_by) == ("", "passages_at_sea/snail-ships")
    (source,) = fact.sources
    assert link.sources == fact.sources
    assert [[str(p.start), str(p.end)] for p in source.passages] == [place(SIGHTING)]
    assert "灯塔年报" in fact.text("zh")


def test_clauses_and_words_of_scope_are_accounted_for(tmp_path: Path) -> None:
    rows = right()
    rows["gaps"].pop()
    assert broken_rules(written(tmp_path / "clause", rows)) == [("clause-unaccounted", "report", "鹭岛灯塔同年停用")]
    rows = right()
    border = str(TEXT.index("鹭岛"))
    rows["stretches"][1][2] = border
    rows["stretches"].append(["report", border, str(len(TEXT)), "out"])
    assert ("scope-term-unaccounted", "report", "灯塔") in broken_rules(written(tmp_path / "word", rows))


def test_without_its_passages_nothing_is_told_covered(tmp_path: Path) -> None:
    rows = right()
    for name in ("stretches", "sea_words"):
        rows[name] = []
    folder = written(tmp_path / "p", rows)
    (folder / "stretches.csv").unlink()
    report = validate(folder, folder / "documents")
    told = {check.layer: check.ran for check in report.checks}
    assert not told["coverage"], "a domain that has passages is not told covered without them"
