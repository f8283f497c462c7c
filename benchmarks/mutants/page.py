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
        counts["alone"] += verdict.alone is not None
        counts["diff"] += verdict.alone is not None or verdict.diff
        counts["documents"] += verdict.documents is not None
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
        return f"{operator.name:24} {c['made']:4} made  {c['alone']:4} alone  {c['documents']:4} with documents  {rules}"


def explanation_of(operator: str, key: str, explained: Sequence[Mapping[str, str]]) -> Mapping[str, str] | None:
    """The reviewed explanation of a survivor: the first whose operator and pattern fit."""
    return next((e for e in explained if e["operator"] == operator and fnmatchcase(key, e["mutant"])), None)


def unexplained(survey: Survey, explained: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Survivors that nobody has explained, as (operator, key)."""
    for operator, keys in survey.survivors.items():
        yield from ((operator, key) for key in keys if explanation_of(operator, key, explained) is None)


_HEAD = """# Mutation: does the safety net hold?

Written by `benchmarks/mutation.py`; do not edit. The script corrupts the package in small ways, as a careless contributor would, and asks which corruptions are caught. Seed {seed}, at most {number} mutants of each operator; the same seed makes the same mutants of the same package.

- **Made.** Each mutant is brought into canonical form by `fmt` first. One that `fmt` turns back into the package is not counted.
- **Alone.** `xinzhi validate` finds an error without the documents.
- **With documents.** `xinzhi validate --sources` finds an error: what is found alone, the evidence, and the coverage.
- **With diff.** `validate` finds an error without the documents, or `xinzhi diff` against the package fails. This is nearly always so, because every change asks for a higher version number; it says that no change goes unnoticed, not that its error is seen.

Facts are what a document can prove. Classification (topics, kinds, roles, metrics) and translation are judgements of ours that no document holds, so that they are told apart: no rule can know them to be wrong. A mutant of `version-kept` is right in itself and breaks nothing but the version, which is for `diff` to see.
"""


def page(survey: Survey, chosen: Sequence[Operator], explained: Sequence[Mapping[str, str]]) -> str:
    """The page as Markdown."""
    lines = [_HEAD.format(seed=survey.seed, number=survey.per_operator), "## Shares", ""]
    lines += ["| what is corrupted | made | alone | with diff | with documents |", "| --- | ---: | ---: | ---: | ---: |"]
    judged = ("facts", "form", "contract")
    parts = {"facts, form and contract": judged, **{g: (g,) for g in dict.fromkeys(o.group for o in chosen)}, "all": tuple({o.group for o in chosen})}
    for title, groups in parts.items():
        total: Counter[str] = Counter()
        for operator in chosen:
            if operator.group in groups:
                total.update(survey.counts[operator.name])
        if total["made"]:
            shares = " | ".join(f"{total[c] / total['made']:.1%}" for c in ("alone", "diff", "documents"))
            lines.append(f"| {title} | {total['made']:,} | {shares} |")
    lines += ["", "## By operator", ""]
    lines += ["| operator | what it does | group | made | alone | with diff | with documents | caught by |", "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |"]
    for operator in chosen:
        c = survey.counts[operator.name]
        rules = ", ".join(f"`{rule}` {n}" for rule, n in survey.rules[operator.name].most_common(3))
        lines.append(f"| `{operator.name}` | {operator.what} | {operator.group} | {c['made']} | {c['alone']} | {c['diff']} | {c['documents']} | {rules} |")
    lines += ["", "## What survives with the documents", ""]
    lines.append("Each with the reason why. *Equivalent*: the corrupted package is as true as before. *Judgement*: only a reader can tell. *Open*: a rule could see it and does not yet.")
    for operator in chosen:
        keys = sorted(survey.survivors[operator.name])
        if keys:
            lines += ["", f"### {operator.name}", ""]
        for key in keys:
            found = explanation_of(operator.name, key, explained)
            why = f"*{found['verdict'].capitalize()}.* {found['why']}" if found else "*Not explained yet.*"
            lines.append(f"- `{key}` {why}")
    return "\n".join(lines) + "\n"
