"""A domain that has nothing to do with chips: bridges and their inspections. It shows what the toolkit takes from a
domain, and that nothing of the record stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from xinzhi.domain import Dataset, Datasets, DateColumn, Domain, Examination, IdWords, LayerContext, Proof, Role, Units
from xinzhi.findings import Finding, Rule, RuleBook
from xinzhi.layers.form import FormLayer
from xinzhi.layers.languages import LanguagesLayer
from xinzhi.layers.relations import RelationsLayer
from xinzhi.layers.rules import RulesLayer
from xinzhi.publication import Publication, Share

NAME = "bridges"
RULES = RuleBook()
NEVER_INSPECTED = RULES.new(
    "never-inspected",
    "upkeep",
    "warning",
    zh="桥“{value}”从未检查",
    en="the bridge “{value}” was never inspected",
    means_zh="一座桥没有任何一次检查。",
    means_en="A bridge has no inspection.",
    why_zh="没有检查过的桥，不知道还能承重多少。",
    why_en="Nobody knows what a bridge that was never inspected still carries.",
)


class UpkeepLayer:
    """Looks for bridges that nobody has inspected: a layer that only this domain has."""

    id = "upkeep"
    title = ("维护", "upkeep")
    unit = ("座桥", "bridges")
    uses_database = False

    def rules(self, domain: Domain) -> Iterable[Rule]:
        return RULES

    def run(self, context: LayerContext) -> Examination:
        _, bridges = context.whole["bridges"]
        _, inspections = context.whole["inspections"]
        inspected = {inspections.cell(r, "bridge") for r in inspections.records}

        def findings() -> Iterator[Finding]:
            for record in bridges.records:
                id = bridges.cell(record, "id")
                if id not in inspected:
                    file = context.package.resource("bridges").path
                    yield NEVER_INSPECTED.finding(
                        resource="bridges", file=file, line=record.line, row=record.row, column="id", value=id
                    )

        return Examination(findings(), len(bridges.records))


def inspected_share(connection: object) -> Iterator[Share]:
    """The bridges that were inspected."""
    found = connection.execute(  # type: ignore[attr-defined]
        "SELECT count(DISTINCT bridge), (SELECT count(*) FROM bridges) FROM inspections"
    ).fetchall()
    yield Share("bridges-inspected", "检查过的桥", "bridges that were inspected", *found[0])


DOMAIN = Domain(
    name=NAME,
    datasets=Datasets(
        [
            Dataset("districts", Role.code_list),
            Dataset("loads", Role.code_list),
            Dataset("bridges", Role.entity, ids=IdWords(words=("name_en",)), names=("name_zh",), bilingual=True),
            Dataset("bridge_names", Role.link, alias_of="bridges"),
            Dataset(
                "inspections",
                Role.fact,
                ids=IdWords(owners=("bridge",), words=("result_en",)),
                figure="value_text",
                dates=(DateColumn("inspected", exact=True),),
                bilingual=True,
            ),
            Dataset("moved", Role.proof, Proof.redirects),
        ]
    ),
    layers=(FormLayer(), RulesLayer(), LanguagesLayer(), RelationsLayer(), UpkeepLayer()),
    rules=f"{__name__}.rules",
    relations=Path(__file__).parent / "relations",
    units=Units("loads", key="id", label="label_zh"),
    publication=Publication(filters=("district",), facets=("district",), shares=inspected_share),
)
