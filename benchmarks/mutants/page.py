"""Counts verdicts by operator and writes the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from .base import Operator
from .judge import Verdict


@dataclass
class Survey:
    """The verdicts of a run."""

    seed: int
    per_operator: int
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    survivors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, operator: Operator, key: str, verdict: Verdict | None) -> None:
        """Count what became of the mutant called `key`; None where `fmt` undid it."""
        counts = self.counts[operator.name]
        if verdict is None:
            counts["undone"] += 1
            return
        counts["made"] += 1
        counts["content"] += verdict.content is not None
        counts["proved"] += verdict.proved is not None
        counts["alone"] += verdict.alone is not None
        counts["documents"] += verdict.documents is not None
        counts["diff"] += verdict.documents is not None or verdict.diff
        if verdict.documents is not None:
            self.rules[operator.name][verdict.documents] += 1
        else:
            self.survivors[operator.name].append(key)

    @property
    def made(self) -> int:
        """How many mutants there are."""
        return sum(c["made"] for c in self.counts.values())

    def line(self, operator: Operator) -> str:
        """An operator's counts on one line, for whoever watches."""
        c = self.counts[operator.name]
        rules = ", ".join(f"{r} {n}" for r, n in self.rules[operator.name].most_common(4))
        return (
            f"{operator.name:22} {c['made']:4} made  {c['content']:4} content  {c['proved']:4} proved  {c['alone']:4}"
            f" alone  {c['documents']:4} with documents  {rules}"
        )


def explanation_of(operator: str, key: str, explained: Sequence[Mapping[str, str]]) -> Mapping[str, str] | None:
    """The reviewed explanation of a survivor: the first whose operator and pattern fit."""
    return next((e for e in explained if e["operator"] == operator and fnmatchcase(key, e["mutant"])), None)


def unexplained(survey: Survey, explained: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Survivors that nobody has explained, as (operator, key)."""
    for operator, keys in survey.survivors.items():
        yield from ((operator, key) for key in keys if explanation_of(operator, key, explained) is None)


# Count → the head of its column.
_COLUMNS = {
    "content": "rules",
    "proved": "rules and documents",
    "alone": "validate",
    "documents": "validate with documents",
    "diff": "or diff",
}
_HEAD = """# Mutation: does the safety net hold?

Written by `benchmarks/mutation.py`; do not edit. The script corrupts the package in small ways, as a careless contributor would, and asks which corruptions are caught. Seed {seed}, at most {number} mutants of each operator; the same seed makes the same mutants of the same package.

- **Made.** Each mutant is brought into canonical form by `fmt` first. One that `fmt` turns back into the package is not counted.
- **Rules.** The rules about what stands in the package find an error, without the documents and without the ledger. This is what protects a row that nobody else has read yet.
- **Rules and documents.** The same with the documents (`--sources`): the evidence and the coverage, too.
- **Validate.** `xinzhi validate` finds an error: the rules, and the ledger of reviews (`datasets/reviews.csv`), which knows every record in the state in which a second person read it.
- **Validate with documents.** `xinzhi validate --sources` finds an error.
- **Diff.** Or else `xinzhi diff` against the package fails. It nearly always does, because every change asks for a higher version number: no change goes unnoticed, which does not mean that its error is seen.

The ledger does not know what is right. It says that a record is not as it was when somebody read it, so that a second person reads it again; whether that person sees the error is not measured here. A wrong row that is new and passes the rules is a warning (`not-reviewed`), which does not count as caught.

Facts are what a document can prove; additions are facts that were not there. Classification (topics, kinds, roles, metrics) and translation are judgements of ours that no document holds: rules see them wrong only where they contradict the words of the row (`class_words`) or the terms of the field (`glossary`). A mutant of `version-kept` is right in itself.
"""  # noqa: E501


def page(survey: Survey, chosen: Sequence[Operator], explained: Sequence[Mapping[str, str]]) -> str:
    """The page as Markdown."""
    lines = [_HEAD.format(seed=survey.seed, number=survey.per_operator), "## Shares", ""]
    heads = " | ".join(_COLUMNS.values())
    lines += [f"| what is corrupted | made | {heads} |", "| --- |" + " ---: |" * (1 + len(_COLUMNS))]
    judged = ("facts", "form", "contract")
    parts = {
        "facts, form and contract": judged,
        **{g: (g,) for g in dict.fromkeys(o.group for o in chosen)},
        "all": tuple({o.group for o in chosen}),
    }
    for title, groups in parts.items():
        total: Counter[str] = Counter()
        for operator in chosen:
            if operator.group in groups:
                total.update(survey.counts[operator.name])
        if total["made"]:
            shares = " | ".join(f"{total[c] / total['made']:.1%}" for c in _COLUMNS)
            lines.append(f"| {title} | {total['made']:,} | {shares} |")
    lines += ["", "## By operator", ""]
    lines += [
        f"| operator | what it does | group | made | {heads} | caught by |",
        "| --- | --- | --- |" + " ---: |" * (1 + len(_COLUMNS)) + " --- |",
    ]
    for operator in chosen:
        c = survey.counts[operator.name]
        rules = ", ".join(f"`{rule}` {n}" for rule, n in survey.rules[operator.name].most_common(3))
        numbers = " | ".join(str(c[column]) for column in ("made", *_COLUMNS))
        lines.append(f"| `{operator.name}` | {operator.what} | {operator.group} | {numbers} | {rules} |")
    lines += ["", "## What survives", ""]
    lines.append(
        "What neither the rules nor the documents nor the ledger catch, each with the reason why. *Equivalent*: the"
        " corrupted package is as true as before. *Judgement*: only a reader can tell. *Open*: a rule could see it and"
        " does not yet."
    )
    for operator in chosen:
        keys = sorted(survey.survivors[operator.name])
        if keys:
            lines += ["", f"### {operator.name}", ""]
        for key in keys:
            found = explanation_of(operator.name, key, explained)
            why = f"*{found['verdict'].capitalize()}.* {found['why']}" if found else "*Not explained yet.*"
            lines.append(f"- `{key}` {why}")
    return "\n".join(lines) + "\n"
