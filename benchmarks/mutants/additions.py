"""Corruptions that add: facts entered twice or made up, links, aliases, spans and omissions too many."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .base import FIGURES, Base, Mutant, Operator, Row, other
from .rows import FACTS, files_of, links_of, topics_of

_COPIED_FACTS = (*FIGURES, "regional_priorities", "milestones", "projects", "recognitions", "policy_measures")


def _doubled_anew(base: Base, rng: random.Random) -> Mutant | None:
    """The same fact entered twice under two ids, each with its evidence and its topics."""
    copied = _copied(base, rng, _COPIED_FACTS)
    return Mutant(f"{copied.dataset}/{copied.id}: entered again under another id", files_of(base, copied.changed))


class _Copied(NamedTuple):
    """A row that was added as a copy of another: its dataset, the other's id, the tables with it, and itself."""

    dataset: str
    id: str
    changed: dict[str, list[Row]]
    row: Row


def _copied(base: Base, rng: random.Random, among: Sequence[str], *, proved: bool = True) -> _Copied:
    """A row copied under a new id, with its inferences and links, and its evidence if `proved`."""
    dataset = rng.choice(among)
    rows = base.rows(dataset)
    row = rng.choice(rows)
    id, added = row["id"], {**row, "id": row["id"] + "-2"}
    changed = {dataset: [*rows, added]}
    if "sequence" in row:
        parent = next(c for c in ("work_report", "policy", "event", "source") if row.get(c))
        last = max(int(r["sequence"]) for r in rows if r[parent] == row[parent])
        added["sequence"] = str(last + 1)
    for name in ("evidence", "inferences") if proved else ("inferences",):
        there = base.rows(name)
        changed[name] = there + [
            {**r, "record": added["id"]} for r in there if (r["dataset"], r["record"]) == (dataset, id)
        ]
    for name, column, target, _ in base.references:
        if target == dataset and name not in FACTS:
            linked = changed.get(name) or base.rows(name)
            changed[name] = linked + [{**r, column: added["id"]} for r in linked if r[column] == id]
    return _Copied(dataset, id, changed, added)


def _invented(*, proved: bool) -> Callable[[Base, random.Random], Mutant | None]:
    """A fact that nobody stated, made of one that somebody did: a copy with another word of a vocabulary, or another
    metric, topic or region."""

    def make(base: Base, rng: random.Random) -> Mutant | None:
        copied = _copied(base, rng, _COPIED_FACTS, proved=proved)
        terms = {
            f.name: [str(v) for v in f.constraints["enum"]]
            for f in base.schema(copied.dataset).fields
            if "enum" in f.constraints
        }
        for name, column, target, key in base.references:
            if name == copied.dataset and target in ("metrics", "topics", "regions"):
                terms[column] = [row[key] for row in base.tables[target]]
        filled = [c for c in terms if copied.row[c]]
        column = rng.choice(filled) if filled else ""
        new = other(rng, terms[column], copied.row[column]) if filled else None
        if new is None:
            return None
        copied.row[column] = new
        told = "" if proved else ", without evidence"
        return Mutant(
            f"{copied.dataset}/{copied.id}: copied under another id{told}, {column} to {new}",
            files_of(base, copied.changed),
        )

    return make


def _linked_anew(datasets: Callable[[Base], list[str]]) -> Callable[[Base, random.Random], Mutant | None]:
    """A link more, to an entity or a topic that another row of the table is linked to."""

    def make(base: Base, rng: random.Random) -> Mutant | None:
        dataset = rng.choice(datasets(base))
        rows, key = base.rows(dataset), base.schema(dataset).primary_key
        row, there = rng.choice(rows), rng.choice(rows)
        added = {**there, key[0]: row[key[0]]}
        if base.id_of(dataset, added) in {base.id_of(dataset, r) for r in rows}:
            return None
        return Mutant(f"{dataset}/{base.id_of(dataset, added)}: added", files_of(base, {dataset: [*rows, added]}))

    return make


def _alias_added(base: Base, rng: random.Random) -> Mutant | None:
    """Another entity's name, or its own without the last character."""
    dataset, target = rng.choice([("organization_aliases", "organizations"), ("park_aliases", "parks")])
    rows, column = base.rows(dataset), target.removesuffix("s")
    entity, there = rng.choice(base.tables[target]), rng.choice(base.tables[target])
    alias = rng.choice([entity["name_zh"][:-1], there["name_zh"][:-1]])
    if alias in {row["alias"] for row in rows}:
        return None
    return Mutant(
        f"{dataset}/{alias}: added to {entity['id']}",
        files_of(base, {dataset: [*rows, {**dict.fromkeys(rows[0], ""), "alias": alias, column: entity["id"]}]}),
    )


def _span_added(base: Base, rng: random.Random) -> Mutant | None:
    """A true span of another fact, as a further proof."""
    rows = base.rows("evidence")
    row, there = rng.choice(rows), rng.choice(rows)
    added = {**row, **{c: there[c] for c in ("source", "start", "end", "sha256")}}
    if base.id_of("evidence", added) in {base.id_of("evidence", r) for r in rows}:
        return None
    return Mutant(f"evidence/{base.id_of('evidence', added)}: added", files_of(base, {"evidence": [*rows, added]}))


def _omission_added(base: Base, rng: random.Random) -> Mutant | None:
    """A passage that proves a fact, left out as well."""
    rows, there = base.rows("omissions"), rng.choice(base.tables["evidence"])
    added = {**rng.choice(rows), **{c: there[c] for c in ("source", "start", "end")}}
    if base.id_of("omissions", added) in {base.id_of("omissions", r) for r in rows}:
        return None
    return Mutant(f"omissions/{base.id_of('omissions', added)}: added", files_of(base, {"omissions": [*rows, added]}))


ADDITIONS = [
    Operator("fact-doubled", "additions", "a fact entered twice under two ids", _doubled_anew),
    Operator(
        "fact-unproved",
        "additions",
        "a new fact without evidence, copied from another, and one word or code changed",
        _invented(proved=False),
    ),
    Operator(
        "fact-invented",
        "additions",
        "a new fact with the evidence of another, and one word or code changed",
        _invented(proved=True),
    ),
    Operator(
        "link-added",
        "facts",
        "a link to an organisation, park, policy, region or speaker too many",
        _linked_anew(links_of),
    ),
    Operator(
        "topic-added",
        "classification",
        "a topic too many",
        _linked_anew(topics_of),
    ),
    Operator("alias-added", "facts", "a wrong alias", _alias_added),
    Operator("span-added", "facts", "a true span that proves something else", _span_added),
    Operator("omission-added", "facts", "a passage left out that is not", _omission_added),
]
