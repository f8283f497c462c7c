"""What there is to find in the record: whatever has a page of its own, and the words that mean the same."""

from __future__ import annotations

from ..searching.model import Listing, Searched
from ..site.model import FACTS_FROM, Kind
from .site.dictionaries import DICTIONARIES
from .site.facts import FACTS
from .site.kinds import KINDS
from .site.prepare import PREPARE_NAMES
from .synonyms import SYNONYMS

# In which region an entry lies, by the column that says it; what these hold lies nowhere.
_NOWHERE = ("topics", "metrics", "sources", "glossary", "units")
_REGION = {"regions": "province"}
_FIGURES = ("targets", "indicators", "policy_terms")
_WITHOUT_YEAR = ("outcomes", "glossary", "units")


def _listing(kind: Kind, dataset: str) -> Listing:
    within = None if dataset in _NOWHERE else ("regions", _REGION.get(dataset, "region"))
    is_fact = kind.weight >= FACTS_FROM
    year = "year" if dataset == "sources" or (is_fact and dataset not in _WITHOUT_YEAR) else None
    printed = "value_text" if dataset in _FIGURES else None
    return Listing(dataset, kind.title.zh, kind.title.en, kind.sql, within, year, is_fact, printed)


_LISTED = sorted((*KINDS, *FACTS, *DICTIONARIES), key=lambda kind: kind.weight)

SEARCHED = Searched(
    listings=tuple(_listing(kind, kind.dataset) for kind in _LISTED if kind.dataset is not None),
    synonyms=SYNONYMS,
    prepare=PREPARE_NAMES,
)
