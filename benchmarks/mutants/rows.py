"""Corruptions of rows: dropped, doubled, moved to another dataset, proved by another span."""

from __future__ import annotations

import random
from collections.abc import Callable

from .base import FIGURES, Base, Mutant, Operator, Row, other

# Facts by themselves; entities, vocabularies and links have tables of their own.
FACTS = (
    *FIGURES,
    "regional_priorities",
    "projects",
    "milestones",
    "recognitions",
    "events",
    "park_roster",
    "policy_measures",
)


def files_of(base: Base, changed: dict[str, list[Row]]) -> dict[str, bytes | None]:
    """The files of tables that have other rows."""
    return {base.path(d): base.written(d, rows) for d, rows in changed.items()}


def _dropped(datasets: Callable[[Base], list[str]]) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        dataset = rng.choice(datasets(base))
        rows = base.rows(dataset)
        gone = rows.pop(rng.randrange(len(rows)))
        if not rows:
            return None
        return Mutant(f"{dataset}/{base.id_of(dataset, gone)}: dropped", files_of(base, {dataset: rows}))

    return make


def _dropped_whole(with_review: bool) -> Callable[[Base, random.Random], Mutant | None]:
    """A fact forgotten: its row, its evidence and inferences, its links, and what else belongs to it."""
    return lambda base, rng: _without(base, rng, with_review)


def _without(base: Base, rng: random.Random, with_review: bool) -> Mutant:
    dataset = rng.choice([d for d in FACTS if d in base.tables])
    gone = rng.choice(base.tables[dataset])
    ids = {(dataset, base.id_of(dataset, gone))}
    changed = {name: base.rows(name) for name in base.tables if with_review or name != "reviews"}
    while True:
        before = len(ids)
        for name, column, target, _ in base.references:
            whole = name not in FACTS  # a link
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
            return (name, base.id_of(name, row)) not in ids and (
                row.get("dataset", ""),
                row.get("record", ""),
            ) not in ids

        changed[name] = [row for row in rows if kept(row)]
    changed = {n: rows for n, rows in changed.items() if rows != base.tables[n]}
    told = "evidence, links and review" if with_review else "evidence and links"
    return Mutant(f"{dataset}/{base.id_of(dataset, gone)}: dropped with its {told}", files_of(base, changed))


def _doubled(base: Base, rng: random.Random) -> Mutant | None:
    dataset = rng.choice(sorted(base.tables))
    rows = base.rows(dataset)
    row = rng.choice(rows)
    return Mutant(f"{dataset}/{base.id_of(dataset, row)}: doubled", files_of(base, {dataset: [*rows, dict(row)]}))


def _digest_invented(base: Base, rng: random.Random) -> Mutant | None:
    rows = base.tables["reviews"]
    at = rng.randrange(len(rows))
    return base.change(
        "reviews",
        at,
        {"digest": other(rng, [row["digest"] for row in rows], rows[at]["digest"]) or ""},
        "the digest of another record",
    )


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
        return Mutant(f"{origin}/{row['id']}: moved to {target}", files_of(base, changed))

    return make


def _span(
    change: Callable[[Base, random.Random, Row], Row | None], doing: str
) -> Callable[[Base, random.Random], Mutant | None]:
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
    return [d for d, rows in base.tables.items() if d in base.proved and rows]


def links_of(base: Base) -> list[str]:
    """The tables that say whom or what else a fact names, topics aside."""
    return [
        d for d in base.tables if d.startswith(("priority_", "measure_", "recognition_")) and not d.endswith("_topics")
    ] + [
        "policy_organizations",
        "project_organizations",
        "milestone_organizations",
        "event_organizations",
        "event_speakers",
    ]


def topics_of(base: Base) -> list[str]:
    """The tables that say what a fact is about."""
    return [d for d in base.tables if d.endswith("_topics")]


ROWS = [
    Operator("row-dropped", "facts", "a fact deleted, its evidence left behind", _dropped(_with_evidence)),
    Operator("fact-dropped", "facts", "a fact deleted with its evidence and links", _dropped_whole(False)),
    Operator(
        "fact-withdrawn",
        "facts",
        "a fact deleted with its evidence, its links and its line of the ledger",
        _dropped_whole(True),
    ),
    Operator(
        "link-dropped",
        "facts",
        "a link to an organisation, park, policy, region or speaker deleted",
        _dropped(links_of),
    ),
    Operator(
        "topic-dropped",
        "classification",
        "a topic of a fact deleted",
        _dropped(topics_of),
    ),
    Operator("evidence-dropped", "facts", "a span deleted", _dropped(lambda b: ["evidence"])),
    Operator("inference-dropped", "facts", "the basis of an inference deleted", _dropped(lambda b: ["inferences"])),
    Operator("omission-dropped", "facts", "an omission deleted", _dropped(lambda b: ["omissions"])),
    Operator(
        "alias-dropped", "facts", "an alias deleted", _dropped(lambda b: ["organization_aliases", "park_aliases"])
    ),
    Operator(
        "code-dropped",
        "facts",
        "a unit, metric, topic, source, document or region deleted",
        _dropped(lambda b: ["units", "metrics", "topics", "sources", "documents", "regions"]),
    ),
    Operator("row-doubled", "form", "a row copied", _doubled),
    Operator("review-dropped", "ledger", "a line of the ledger deleted", _dropped(lambda b: ["reviews"])),
    Operator("review-invented", "ledger", "the digest of another record in the ledger", _digest_invented),
    Operator("target-to-indicators", "facts", "a target entered as an indicator", _moved("targets", "indicators")),
    Operator("indicator-to-targets", "facts", "an indicator entered as a target", _moved("indicators", "targets")),
    Operator("span-shifted", "facts", "a span moved by up to 20 characters", _span(_shifted, "span moved")),
    Operator("span-end-moved", "facts", "a span 1 or 2 characters longer or shorter", _span(_ending, "end moved")),
    Operator("digest-changed", "facts", "a digit of a span's digest changed", _span(_digest, "one digit of sha256")),
    Operator(
        "span-exchanged", "facts", "a true span of another fact", _span(_another_span, "the span of another fact")
    ),
    Operator("source-exchanged", "facts", "a span in another article", _span(_another_source, "another source")),
    Operator("id-misspelt", "form", "the last character of an id lost", _misspelt_id),
    Operator("sequence-broken", "form", "another number in a sequence", _out_of_sequence),
]
