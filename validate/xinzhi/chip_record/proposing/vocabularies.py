"""What the package already knows that helps to read a new document: names, regions, topics, metrics, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...evidence.facts import Facts
from ...propose.names import Listing, Vocabulary, known_names, printed_forms, vocabulary
from .topic_words import TOPIC_WORDS

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
        """The topics that the words name, by label or otherwise, without those that have a more special one beside
        them."""
        rows = self.facts.rows.get("topics", {})
        topics = [
            id
            for id, row in rows.items()
            if row["label_zh"] in words or any(word in words for word in TOPIC_WORDS.get(id, ()))
        ]
        broader = {ancestor for id in topics for ancestor in _ancestors(id, rows)}
        return [id for id in topics if id not in broader]

    def metrics_in(self, words: str) -> list[str]:
        """The metrics whose label, 数 and 额 at its end aside, stands in the words."""
        rows = self.facts.rows.get("metrics", {}).items()
        return [id for id, row in rows if len(stem := re.sub("[数额]$", "", row["label_zh"])) >= 2 and stem in words]

    def is_of(self, dataset: str, id: str, region: str) -> bool:
        """Whether a programme may be meant in a region's report: it is the country's, or that of a region around or
        within it. Programmes of other provinces may be called the same."""
        own = self.facts.row(dataset, id).get("region", "")
        digits = own.isdigit() and region.isdigit()
        return dataset != "policies" or not digits or own[:2] == region[:2]

    def offers(self, dataset: str) -> bool:
        """Whether the package has a dataset."""
        return dataset in self.facts.tables

    def values(self, dataset: str, column: str) -> list[str]:
        """The values that a column may take; none where any may."""
        if dataset not in self.facts.tables:
            return []
        return self.facts.tables[dataset][0].values(column)

    def work_report(self, region: str, year: str) -> str:
        """The id of a registered work report; empty where there is none."""
        rows = self.facts.rows.get("work_reports", {}).items()
        return next((id for id, row in rows if (row["region"], row["year"]) == (region, year)), "")

    def named(self, dataset: str, id: str) -> str:
        """A name for reading: `cansemi (粤芯)`."""
        row = self.facts.row(dataset, id)
        label = row.get("name_zh") or row.get("title_zh") or row.get("label_zh") or ""
        return f"{id} ({label})" if label else id


def _ancestors(id: str, rows: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The topics above one."""
    seen = {id}
    while (id := rows.get(id, {}).get("broader", "")) and id not in seen:
        seen.add(id)
        yield id


def listed(items: Iterable[str]) -> str:
    """Items as one cell holds them."""
    return " | ".join(dict.fromkeys(items))
