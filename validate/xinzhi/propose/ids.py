"""Gives new rows ids in the package's manner: lower-case words that say whose row it is and what it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..evidence.facts import Facts

# Which cells an id is made of: first whose row it is (ids are taken as they are), then what it says.
_OWNERS: Mapping[str, tuple[str, ...]] = {
    "work_reports": ("region", "year"),
    "regional_priorities": ("region", "year"),
    "targets": ("project", "park", "organization", "region", "period_end"),
    "indicators": ("project", "park", "organization", "region", "period_end"),
    "policy_terms": ("policy",),
    "policy_measures": ("policy",),
    "projects": ("region",),
    "policies": ("region",),
    "recognitions": ("park", "organization", "project", "region"),
    "milestones": ("organization", "park", "region"),
    "park_roster": ("park", "organization"),
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "sources": ("title_en",),
    "organizations": ("name_en",),
    "parks": ("name_en",),
    "projects": ("name_en",),
    "events": ("name_en",),
    "policies": ("title_en",),
    "regional_priorities": ("summary_en",),
    "policy_measures": ("summary_en",),
    "milestones": ("summary_en",),
    "recognitions": ("award_en",),
    "targets": ("scope_en", "metric"),
    "indicators": ("scope_en", "metric"),
    "policy_terms": ("scope_en", "metric", "kind"),
}
# One owner is enough for these: the most special one that is named.
_FIRST_OWNER_ONLY = {"targets", "indicators", "recognitions", "milestones"}
_BEGIN_WITH_VERB = {"regional_priorities", "policy_measures"}
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "of",
        "on",
        "or",
        "over",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "with",
        "within",
    ]
)
_MOST = 5


def needed(dataset: str) -> tuple[str, ...]:
    """The columns of which at least one must be filled for an id to be made; empty where none is needed."""
    return _WORDS.get(dataset, ())


def candidates(dataset: str, cells: Mapping[str, str], facts: Facts) -> Iterator[str]:
    """Ids for a row, the best first and then numbered; none where the cells say nothing to make one of."""
    owner, what = _owner(dataset, cells, facts), _what(dataset, cells)
    if needed(dataset) and not what:
        return
    words = [w for w in what if w not in owner.split("-")] or what
    base = "-".join(part for part in (owner, "-".join(words[:_MOST])) if part)
    if not base:
        return
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def slug(text: str) -> list[str]:
    """The words of an English text that can stand in an id."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", ""))
    return [w for w in words if w not in _SMALL] or words


def _what(dataset: str, cells: Mapping[str, str]) -> list[str]:
    found = next((found for column in _WORDS.get(dataset, ()) if (found := slug(cells.get(column, "")))), [])
    # A summary of a commitment begins with its verb, which the stance holds.
    return found[1:] if dataset in _BEGIN_WITH_VERB and len(found) > 2 else found


def _owner(dataset: str, cells: Mapping[str, str], facts: Facts) -> str:
    parts: list[str] = []
    for column in _OWNERS.get(dataset, ()):
        value = cells.get(column, "")
        if not value or (dataset in _FIRST_OWNER_ONLY and parts and column != "period_end"):
            continue
        if column == "region":
            value = "-".join(slug(facts.row("regions", value).get("name_en", value))[:3])
        elif column == "period_end":
            value = value[:4]
        parts.append(value)
    return "-".join(parts)
