"""Corrupt the package in thousands of small ways, and write in docs/mutation.md which of them validation catches.

  python benchmarks/mutation.py --sources documents                       # every operator, writes the page
  python benchmarks/mutation.py --sources documents --per-operator 5 --print
  python benchmarks/mutation.py --sources documents --prove 60            # beside the command itself

The same seed makes the same mutants of the same package. Exits with 1 where a survivor has no explanation in
benchmarks/survivors.json, or where a verdict differs from the command's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from mutants import operators
from mutants.base import Base, Mutant, Operator
from mutants.judge import Judge, Verdict
from mutants.page import Survey, page, unexplained
from xinzhi.writing import overwrite_file

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGE = ROOT / "docs" / "mutation.md"
SURVIVORS = HERE / "survivors.json"
# Draws that hit nothing, or a mutant that was made before, before an operator counts as exhausted.
_TRIES = 300


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True, help="the folder of the documents")
    parser.add_argument("--per-operator", type=int, default=50, metavar="N", help="mutants of each operator (50)")
    parser.add_argument("--operators", nargs="*", metavar="NAME", help="these operators only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (1)")
    parser.add_argument("--print", action="store_true", help="print the page, and leave the file alone")
    parser.add_argument(
        "--prove", type=int, metavar="N", help="compare N verdicts with those of the command, and write nothing"
    )
    arguments = parser.parse_args()
    chosen = [o for o in operators() if not arguments.operators or o.name in arguments.operators]
    Base(ROOT)
    sources = arguments.sources.resolve()
    if arguments.prove:
        with tempfile.TemporaryDirectory(prefix="xinzhi-mutants-") as folder:
            return _prove(Judge(Base(ROOT), sources, Path(folder) / "package"), chosen, arguments.prove, arguments.seed)
    begun = time.perf_counter()
    survey = survey_of(chosen, sources, arguments.per_operator, arguments.seed, arguments.jobs)
    print(f"{survey.made} mutants, {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    explained = json.loads(SURVIVORS.read_text(encoding="utf-8"))
    text = page(survey, chosen, explained)
    if arguments.print:
        print(text)
    else:
        overwrite_file(PAGE, text)
    missing = list(unexplained(survey, explained))
    for operator_name, key in missing:
        print(f"no explanation: {operator_name}: {key}", file=sys.stderr)
    return 1 if missing else 0


def survey_of(chosen: list[Operator], sources: Path, number: int, seed: int, jobs: int) -> Survey:
    """The verdicts on at most `number` mutants of each operator, worked out in `jobs` processes."""
    survey = Survey(seed, number)
    with (
        tempfile.TemporaryDirectory(prefix="xinzhi-mutants-") as folder,
        ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (sources, Path(folder))) as pool,
    ):
        for operator, answers in zip(
            chosen, pool.map(_judge_all, [(o.name, number, seed) for o in chosen]), strict=True
        ):
            for key, verdict in answers:
                survey.add(operator, key, verdict)
            print(survey.line(operator), file=sys.stderr, flush=True)
    return survey


_judge: Judge  # of a worker process


def _begin(sources: Path, folder: Path) -> None:
    global _judge
    _judge = Judge(Base(ROOT), sources, folder / str(os.getpid()))


def _judge_all(asked: tuple[str, int, int]) -> list[tuple[str, Verdict | None]]:
    name, number, seed = asked
    operator = next(o for o in operators() if o.name == name)
    return [(mutant.key, verdict) for mutant, verdict in judged(_judge, operator, number, seed)]


def judged(judge: Judge, operator: Operator, number: int, seed: int) -> Iterator[tuple[Mutant, Verdict | None]]:
    """At most `number` mutants of an operator with their verdicts, each once; None for those that `fmt` undoes."""
    rng = random.Random(f"{seed}/{operator.name}")
    seen: set[tuple[tuple[str, bytes | None], ...]] = set()
    made = misses = 0
    while made < number and misses < _TRIES:
        mutant = operator.make(judge.base, rng)
        content = None if mutant is None else tuple(sorted(mutant.files.items()))
        if mutant is None or content is None or content in seen:
            misses += 1
            continue
        seen.add(content)
        verdict = judge.judge(mutant)
        misses = misses + 1 if verdict is None else 0
        made += verdict is not None
        yield mutant, verdict


def _prove(judge: Judge, chosen: list[Operator], number: int, seed: int) -> int:
    """Compare the verdicts with the exit codes of `xinzhi validate`, without and with the documents."""
    rng = random.Random(f"{seed}/prove")
    differing = done = 0
    while done < number:
        operator = rng.choice(chosen)
        mutant = operator.make(judge.base, rng)
        verdict = None if mutant is None else judge.judge(mutant)
        if mutant is None or verdict is None:
            continue
        done += 1
        with judge.applied(mutant):
            command = [sys.executable, "-m", "xinzhi", "validate", str(judge.folder)]
            told = [
                subprocess.run([*command, *more], capture_output=True).returncode != 0
                for more in ([], ["--sources", str(judge.sources)])
            ]
        same = told == [verdict.alone is not None, verdict.documents is not None]
        differing += not same
        print(f"{done:3} {'same' if same else 'DIFFERS'}  {operator.name}: {mutant.key}  {verdict}", flush=True)
    print(f"{done - differing} of {done} verdicts are the command's")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
