"""Every rule is explained in both languages, and the pages in docs/ say what the rules say."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from commands import run
from frictionless import checks, errors
from packages import build, fixtures
from pages import headings, slug
from rich.console import Console
from rules_page import page
from xinzhi.catalogue import every_rule, layer_ids
from xinzhi.chip_record import DOMAIN
from xinzhi.findings import Finding, Rule, heading, help_page
from xinzhi.fixing.repair_policy import POLICIES, stated_policy
from xinzhi.language import Language
from xinzhi.propose import decisions, review_folder
from xinzhi.report.terminal import print_findings
from xinzhi.rules import row_rules
from xinzhi.versions import verdict

ROOT = Path(__file__).resolve().parent.parent
HAN = re.compile(r"[\u3400-\u9fff]")
CODE = re.compile(r"`[^`]*`|“[^”]*”")
# A comma, colon or the like between Chinese characters, which should be a full-width one.
HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff])[,;:?!()]|[,;:?!()](?=[\u3400-\u9fff])")

# What commands find that judge no package; these rules are explained beside the commands, not on the page of rules.
COMMANDS = [rule for book in (review_folder.RULES, decisions.RULES, verdict.RULES) for rule in book]
LAYERS = layer_ids(DOMAIN)
RULES = list(every_rule(DOMAIN).values())
by_id = pytest.mark.parametrize("rule", [*RULES, *COMMANDS], ids=lambda rule: rule.id)


@by_id
def test_a_rule_says_what_it_means_and_why_in_both_languages(rule: Rule) -> None:
    told = rule.explanation
    for chinese in (told.means_zh, told.why_zh):
        assert HAN.search(chinese) and chinese.endswith("。"), f"{rule.id} is not explained in Chinese: {chinese!r}"
        assert not HALF_WIDTH.search(CODE.sub("", chinese)), chinese
    for english in (told.means_en, told.why_en):
        assert english.endswith("."), f"{rule.id} is not explained in English: {english!r}"
        assert not HAN.search(CODE.sub("", english)), english


def test_tables_that_share_a_rule_share_its_explanation() -> None:
    shared = [each.rule for rules in row_rules(DOMAIN).values() for each in rules]
    for rule in shared:
        assert rule.explanation == every_rule(DOMAIN)[rule.id].explanation


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_rule_has_a_heading_under_its_layer_and_an_example(lang: Language) -> None:
    parts = re.split(r"^## ", page(lang), flags=re.MULTILINE)[1:]
    assert len(parts) == len(LAYERS)
    found = {layer: re.findall(r"^### (.+)$", part, re.MULTILINE) for layer, part in zip(LAYERS, parts, strict=True)}
    assert found == {layer: [r.id for r in RULES if r.layer == layer] for layer in LAYERS}
    for section in re.split(r"^### ", page(lang), flags=re.MULTILINE)[1:]:
        body = section.partition("\n## ")[0]
        rule = body.partition("\n")[0]
        assert re.search(r"^[-+]|^`[^`]+`[:：] ?\w", body.partition("`\n\n")[2] or body, re.MULTILINE), (
            f"the page shows no example of {rule}: add its fixture, tests/invalid/{rule}__<case>/\n{body}"
        )


def test_an_example_shows_the_wrong_row_and_the_right_one() -> None:
    section = page("en").partition("### padded-cell\n")[2].partition("###")[0]
    assert "\n-chip-design,integrated-circuits,\\u3000芯片设计," in section
    assert "\n+chip-design,integrated-circuits,芯片设计," in section


def test_a_finding_leads_to_its_heading() -> None:
    finding = Finding("padded-cell", "消息", "message")
    target, anchor = finding.as_dict()["help"].split("#")
    assert f"### {anchor}\n" in (ROOT / target).read_text(encoding="utf-8")
    assert (ROOT / help_page("padded-cell", "zh").partition("#")[0]).is_file()


def test_every_type_of_error_of_frictionless_has_a_heading() -> None:
    types = {each.type for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.Error)}
    # What its further checks find, of which a package cannot ask.
    types -= {each.type for check in vars(checks).values() if isinstance(check, type) for each in check.Errors}
    types |= {each.type for each in checks.baseline.Errors}
    known = {rule.id for rule in RULES}
    assert {type for type in types if heading(type) not in known} == set()


@pytest.mark.parametrize("rule", [rule.id for rule in COMMANDS])
def test_what_accept_and_diff_find_leads_to_the_page_of_the_command(rule: str) -> None:
    target, anchor = help_page(rule).split("#")
    assert anchor in {slug(heading) for _, heading in headings(ROOT / target)}


def test_no_rule_with_a_heading_of_its_own_is_sent_elsewhere() -> None:
    assert [r.id for r in RULES if help_page(r.id) != f"docs/rules.md#{r.id}"] == []


@pytest.mark.parametrize(
    ("lang", "shown"), [("both", "docs/rules.md"), ("en", "docs/rules.md"), ("zh", "docs/rules.zh.md")]
)
def test_a_report_names_the_page_once_per_rule(lang: Language, shown: str) -> None:
    console = Console(record=True, width=200, file=io.StringIO())
    print_findings(console, [Finding("padded-cell", "消息", "message", line=n) for n in (2, 3)], lang, limit=10)
    assert console.export_text().count(f"{shown}#padded-cell") == 1


def test_reports_as_data_hold_the_link(tmp_path: Path) -> None:
    edit = {"file": "datasets/topics.csv", "row": {"id": "chip-design"}, "set": {"label_en": " padded"}}
    found = json.loads(run("validate", build(tmp_path / "package", [edit]), "--format", "json").stdout)["findings"]
    assert [f["help"] for f in found] == ["docs/rules.md#padded-cell"]


def test_whatever_suggests_has_its_policy() -> None:
    suggesting = {f.rule for f in fixtures() if "suggestion" in f.expected}
    assert {id for id in suggesting if stated_policy(every_rule(DOMAIN)[id]) is None} == set()
    assert set(POLICIES) <= set(every_rule(DOMAIN)), set(POLICIES) - set(every_rule(DOMAIN))
