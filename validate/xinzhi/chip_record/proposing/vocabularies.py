"""What the package already knows that helps to read a new document: names, regions, topics, metrics, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...evidence.facts import Facts
from ...propose.names import Listing, Vocabulary, known_names, printed_forms, vocabulary

PROJECTS = Listing("projects", "项目")


@dataclass(frozen=True)
class Known:
    """The package's names and terms, ready to be looked for in a document."""

    facts: Facts

    @cached_property
    def names(self) -> Vocabulary:
        """Organisations, parks, projects and policies, with their aliases."""
        return vocabulary(known_names(self.facts), PROJECTS)

    @cached_property
    def regions(self) -> Vocabulary:
        """Regions, with and without 省, 市 and the like."""
        return vocabulary(printed_forms(self.facts, "regions"))

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Printed unit → id."""
        further = {label: row["unit"] for label, row in self.facts.rows.get("unit_spellings", {}).items()}
        return {row["label_zh"]: id for id, row in self.facts.rows.get("units", {}).items()} | further

    def topics_in(self, words: str) -> list[str]:
        """The topics whose label stands in the words, without those that have a more special one beside them."""
        rows = self.facts.rows.get("topics", {})
        topics = [id for id, row in rows.items() if row["label_zh"] in words]
        return [id for id in topics if not any(rows[other].get("broader") == id for other in topics)]

    def metrics_in(self, words: str) -> list[str]:
        """The metrics whose label, 数 and 额 at its end aside, stands in the words."""
        rows = self.facts.rows.get("metrics", {}).items()
        return [id for id, row in rows if len(stem := re.sub("[数额]$", "", row["label_zh"])) >= 2 and stem in words]

    def work_report(self, region: str, year: str) -> str:
        """The id of a registered work report; empty where there is none."""
        rows = self.facts.rows.get("work_reports", {}).items()
        return next((id for id, row in rows if (row["region"], row["year"]) == (region, year)), "")

    def named(self, dataset: str, id: str) -> str:
        """A name for reading: `cansemi (粤芯)`."""
        row = self.facts.row(dataset, id)
        label = row.get("name_zh") or row.get("title_zh") or row.get("label_zh") or ""
        return f"{id} ({label})" if label else id


def listed(items: Iterable[str]) -> str:
    """Items as one cell holds them."""
    return " | ".join(dict.fromkeys(items))
