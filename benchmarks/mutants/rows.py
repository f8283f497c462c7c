"""Corruptions of rows: dropped, doubled, moved to another dataset, proved by another span."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .base import FIGURES, Base, Mutant, Operator, Row, other

# Facts by themselves; entities, vocabularies and links have tables of their own.
_FACTS = (*FIGURES, "regional_priorities", "projects", "milestones", "recognitions", "events", "park_roster", "policy_measures")


def _files(base: Base, changed: dict[str, list[Row]]) -> dict[str, bytes | None]:
    return {base.path(d): base.written(d, rows) for d, rows in changed.items()}


def _dropped(datasets: Callable[[Base], list[str]]) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        dataset = rng.choice(datasets(base))
        rows = base.rows(dataset)
        gone = rows.pop(rng.randrange(len(rows)))
        if not rows:
            return None
        return Mutant(f"{dataset}/{base.id_of(dataset, gone)}: dropped", _files(base, {dataset: rows}))

    return make


def _dropped_whole(with_review: bool) -> Callable[[Base, random.Random], Mutant | None]:
    """A fact forgotten: its row, its evidence and inferences, its links, and what else belongs to it."""
    return lambda base, rng: _without(base, rng, with_review)


def _without(base: Base, rng: random.Random, with_review: bool) -> Mutant:
    dataset = rng.choice([d for d in _FACTS if d in base.tables])
    gone = rng.choice(base.tables[dataset])
    ids = {(dataset, base.id_of(dataset, gone))}
    changed = {name: base.rows(name) for name in base.tables if with_review or name != "reviews"}
    while True:
        before = len(ids)
        for name, column, target, _ in base.references:
            whole = name not in _FACTS  # a link
            for row in changed[name]:
                if (target, row[column]) in ids:
                    if whole:
                        ids.add((name, base.id_of(name, row)))
                    else:
                        row[column] = ""
        if len(ids) == before:
            break
    for name, rows in changed.items():
        def kept(row: Row, name: str = name) -> bool:
            return (name, base.id_of(name, row)) not in ids and (row.get("dataset", ""), row.get("record", "")) not in ids

        changed[name] = [row for row in rows if kept(row)]
    changed = {n: rows for n, rows in changed.items() if rows != base.tables[n]}
    told = "evidence, links and review" if with_review else "evidence and links"
    return Mutant(f"{dataset}/{base.id_of(dataset, gone)}: dropped with its {told}", _files(base, changed))


def _doubled(base: Base, rng: random.Random) -> Mutant | None:
    dataset = rng.choice(sorted(base.tables))
    rows = base.rows(dataset)
    row = rng.choice(rows)
    return Mutant(f"{dataset}/{base.id_of(dataset, row)}: doubled", _files(base, {dataset: [*rows, dict(row)]}))


def _doubled_anew(base: Base, rng: random.Random) -> Mutant | None:
    """The same fact entered twice under two ids, each with its evidence and its topics."""
    copied = _copied(base, rng, _COPIED_FACTS)
    return Mutant(f"{copied.dataset}/{copied.id}: entered again under another id", _files(base, copied.changed))


_COPIED_FACTS = (*FIGURES, "regional_priorities", "milestones", "projects", "recognitions", "policy_measures")


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
        parent = next(c for c in ("work_report", "policy", "event") if row.get(c))
        last = max(int(r["sequence"]) for r in rows if r[parent] == row[parent])
        added["sequence"] = str(last + 1)
    for name in ("evidence", "inferences") if proved else ("inferences",):
        there = base.rows(name)
        changed[name] = there + [{**r, "record": added["id"]} for r in there if (r["dataset"], r["record"]) == (dataset, id)]
    for name, column, target, _ in base.references:
        if target == dataset and name not in _FACTS:
            linked = changed.get(name) or base.rows(name)
            changed[name] = linked + [{**r, column: added["id"]} for r in linked if r[column] == id]
    return _Copied(dataset, id, changed, added)


def _invented(*, proved: bool) -> Callable[[Base, random.Random], Mutant | None]:
    """A fact that nobody stated, made of one that somebody did: a copy with another word of a vocabulary, or another
    metric, topic or region."""

    def make(base: Base, rng: random.Random) -> Mutant | None:
        copied = _copied(base, rng, _COPIED_FACTS, proved=proved)
        terms = {f.name: [str(v) for v in f.constraints["enum"]] for f in base.schema(copied.dataset).fields if "enum" in f.constraints}
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
        return Mutant(f"{copied.dataset}/{copied.id}: copied under another id{told}, {column} to {new}", _files(base, copied.changed))

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
        return Mutant(f"{dataset}/{base.id_of(dataset, added)}: added", _files(base, {dataset: [*rows, added]}))

    return make


def _alias_added(base: Base, rng: random.Random) -> Mutant | None:
    """Another entity's name, or its own without the last character."""
    dataset, target = rng.choice([("organization_aliases", "organizations"), ("park_aliases", "parks")])
    rows, column = base.rows(dataset), target.removesuffix("s")
    entity, there = rng.choice(base.tables[target]), rng.choice(base.tables[target])
    alias = rng.choice([entity["name_zh"][:-1], there["name_zh"][:-1]])
    if alias in {row["alias"] for row in rows}:
        return None
    return Mutant(f"{dataset}/{alias}: added to {entity['id']}", _files(base, {dataset: [*rows, {**dict.fromkeys(rows[0], ""), "alias": alias, column: entity["id"]}]}))


def _span_added(base: Base, rng: random.Random) -> Mutant | None:
    """A true span of another fact, as a further proof."""
    rows = base.rows("evidence")
    row, there = rng.choice(rows), rng.choice(rows)
    added = {**row, **{c: there[c] for c in ("source", "start", "end", "sha256")}}
    if base.id_of("evidence", added) in {base.id_of("evidence", r) for r in rows}:
        return None
    return Mutant(f"evidence/{base.id_of('evidence', added)}: added", _files(base, {"evidence": [*rows, added]}))


def _omission_added(base: Base, rng: random.Random) -> Mutant | None:
    """A passage that proves a fact, left out as well."""
    rows, there = base.rows("omissions"), rng.choice(base.tables["evidence"])
    added = {**rng.choice(rows), **{c: there[c] for c in ("source", "start", "end")}}
    if base.id_of("omissions", added) in {base.id_of("omissions", r) for r in rows}:
        return None
    return Mutant(f"omissions/{base.id_of('omissions', added)}: added", _files(base, {"omissions": [*rows, added]}))


def _digest_invented(base: Base, rng: random.Random) -> Mutant | None:
    rows = base.tables["reviews"]
    at = rng.randrange(len(rows))
    return base.change("reviews", at, {"digest": other(rng, [row["digest"] for row in rows], rows[at]["digest"]) or ""}, "the digest of another record")


def _moved(origin: str, target: str) -> Callable[[Base, random.Random], Mutant | None]:
    """A row with its evidence in the other of two datasets whose columns are much alike."""

    def make(base: Base, rng: random.Random) -> Mutant | None:
        rows = base.rows(origin)
        row = rows.pop(rng.randrange(len(rows)))
        columns = list(base.tables[target][0])
        moved = {c: row.get(c, "") for c in columns}
        if "kind" in columns:
            moved["kind"] = "goal"
        evidence = base.rows("evidence")
        inferences = base.rows("inferences")
        for each in (*evidence, *inferences):
            if (each["dataset"], each["record"]) == (origin, row["id"]):
                each["dataset"] = target
        changed = {origin: rows, target: [*base.rows(target), moved], "evidence": evidence, "inferences": inferences}
        return Mutant(f"{origin}/{row['id']}: moved to {target}", _files(base, changed))

    return make


def _span(change: Callable[[Base, random.Random, Row], Row | None], doing: str) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        at = rng.randrange(len(base.tables["evidence"]))
        row = base.tables["evidence"][at]
        cells = change(base, rng, row)
        return None if cells is None or cells.items() <= row.items() else base.change("evidence", at, cells, doing)

    return make


def _shifted(base: Base, rng: random.Random, row: Row) -> Row:
    by = rng.choice([-20, -3, -1, 1, 3, 20])
    return {"start": str(int(row["start"]) + by), "end": str(int(row["end"]) + by)}


def _ending(base: Base, rng: random.Random, row: Row) -> Row:
    return {"end": str(int(row["end"]) + rng.choice([-2, -1, 1, 2]))}


def _digest(base: Base, rng: random.Random, row: Row) -> Row:
    at = rng.randrange(64)
    digit = rng.choice([d for d in "0123456789abcdef" if d != row["sha256"][at]])
    return {"sha256": row["sha256"][:at] + digit + row["sha256"][at + 1 :]}


def _another_span(base: Base, rng: random.Random, row: Row) -> Row:
    """A true span, of another fact in the same dataset."""
    there = rng.choice([r for r in base.tables["evidence"] if r["dataset"] == row["dataset"]])
    return {c: there[c] for c in ("source", "start", "end", "sha256")}


def _another_source(base: Base, rng: random.Random, row: Row) -> Row:
    return {"source": rng.choice([r["id"] for r in base.tables["sources"] if r["in_scope"] == "true"])}


def _misspelt_id(base: Base, rng: random.Random) -> Mutant | None:
    dataset = rng.choice([d for d in base.tables if base.schema(d).primary_key == ["id"]])
    at = rng.randrange(len(base.tables[dataset]))
    id = base.tables[dataset][at]["id"]
    return base.change(dataset, at, {"id": id[:-1]}, "last character of the id lost")


def _out_of_sequence(base: Base, rng: random.Random) -> Mutant | None:
    dataset = rng.choice(["regional_priorities", "policy_measures"])
    at = rng.randrange(len(base.tables[dataset]))
    number = int(base.tables[dataset][at]["sequence"]) + rng.choice([-1, 1, 2])
    return base.change(dataset, at, {"sequence": str(number)}, f"sequence {number}")


def _with_evidence(base: Base) -> list[str]:
    return [d for d in base.tables if d in base.proved]


def _links(base: Base) -> list[str]:
    return [d for d in base.tables if d.startswith(("priority_", "measure_")) and not d.endswith("_topics")] + [
        "policy_organizations", "project_organizations", "milestone_organizations", "event_organizations", "event_speakers",
    ]


ROWS = [
    Operator("row-dropped", "facts", "a fact deleted, its evidence left behind", _dropped(_with_evidence)),
    Operator("fact-dropped", "facts", "a fact deleted with its evidence and links", _dropped_whole(False)),
    Operator("fact-withdrawn", "facts", "a fact deleted with its evidence, its links and its line of the ledger", _dropped_whole(True)),
    Operator("link-dropped", "facts", "a link to an organisation, park, policy, region or speaker deleted", _dropped(_links)),
    Operator("topic-dropped", "classification", "a topic of a priority or a measure deleted", _dropped(lambda b: ["priority_topics", "measure_topics"])),
    Operator("evidence-dropped", "facts", "a span deleted", _dropped(lambda b: ["evidence"])),
    Operator("inference-dropped", "facts", "the basis of an inference deleted", _dropped(lambda b: ["inferences"])),
    Operator("omission-dropped", "facts", "an omission deleted", _dropped(lambda b: ["omissions"])),
    Operator("alias-dropped", "facts", "an alias deleted", _dropped(lambda b: ["organization_aliases", "park_aliases"])),
    Operator("code-dropped", "facts", "a unit, metric, topic, source, document or region deleted", _dropped(lambda b: ["units", "metrics", "topics", "sources", "documents", "regions"])),
    Operator("row-doubled", "form", "a row copied", _doubled),
    Operator("fact-doubled", "additions", "a fact entered twice under two ids", _doubled_anew),
    Operator("fact-unproved", "additions", "a new fact without evidence, copied from another, and one word or code changed", _invented(proved=False)),
    Operator("fact-invented", "additions", "a new fact with the evidence of another, and one word or code changed", _invented(proved=True)),
    Operator("link-added", "facts", "a link to an organisation, park, policy, region or speaker too many", _linked_anew(_links)),
    Operator("topic-added", "classification", "a topic too many", _linked_anew(lambda b: ["priority_topics", "measure_topics"])),
    Operator("alias-added", "facts", "a wrong alias", _alias_added),
    Operator("span-added", "facts", "a true span that proves something else", _span_added),
    Operator("omission-added", "facts", "a passage left out that is not", _omission_added),
    Operator("review-dropped", "ledger", "a line of the ledger deleted", _dropped(lambda b: ["reviews"])),
    Operator("review-invented", "ledger", "the digest of another record in the ledger", _digest_invented),
    Operator("target-to-indicators", "facts", "a target entered as an indicator", _moved("targets", "indicators")),
    Operator("indicator-to-targets", "facts", "an indicator entered as a target", _moved("indicators", "targets")),
    Operator("span-shifted", "facts", "a span moved by up to 20 characters", _span(_shifted, "span moved")),
    Operator("span-end-moved", "facts", "a span 1 or 2 characters longer or shorter", _span(_ending, "end moved")),
    Operator("digest-changed", "facts", "a digit of a span's digest changed", _span(_digest, "one digit of sha256")),
    Operator("span-exchanged", "facts", "a true span of another fact", _span(_another_span, "the span of another fact")),
    Operator("source-exchanged", "facts", "a span in another article", _span(_another_source, "another source")),
    Operator("id-misspelt", "form", "the last character of an id lost", _misspelt_id),
    Operator("sequence-broken", "form", "another number in a sequence", _out_of_sequence),
]
