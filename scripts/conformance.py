"""Compare the default engine with frictionless, case by case, and write docs/conformance.md.

  python scripts/conformance.py CORPUS            # writes docs/conformance.md; exit 1 where a case differs
  python scripts/conformance.py CORPUS --print    # prints the page instead

CORPUS is a folder with `cases/` (a data package in each folder), and `expected.json`: what frictionless answered to
each, as `valid`, `errors` (type, row, field), `resources` (the same by resource) and `crash` (the exception, where it
raised). The corpus is not part of the project."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import frictionless
from xinzhi.contract.package import Package, open_package
from xinzhi.engine.answer import Answer
from xinzhi.engine.auto import run
from xinzhi.engine.options import DEFAULT, SMALLEST_SCAN, Options
from xinzhi.findings import Finding
from xinzhi.validation import validate
from xinzhi.writing import overwrite_file

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "conformance.md"

Place = tuple[str, int | None, str | None]

LABEL_ERRORS = {"incorrect-label", "missing-label", "extra-label", "blank-label", "duplicate-label"}
NO_FIELD = {"primary-key", "foreign-key", "blank-row", "extra-label", "extra-cell", "field-error"}
# Why a table cannot be opened.
NOT_OPENED = {"scheme-error", "encoding-error", "compression-error", "format-error", "source-error"}
CSV_FORMATS = {"csv", "tsv"}
# Every file is offered to the scan, whatever its size.
SCANNING = Options(smallest=0)

GROUPS = {
    "br": "packages published in Brazil",
    "camtrap": "camera-trap data (biodiversity)",
    "csvlint": "CSV files of csvlint's tests",
    "dpp": "datapackage-pipelines, tests",
    "dpy": "datapackage-py, tests",
    "ds": "core packages of datasets/*",
    "eu": "packages published in the European Union",
    "ex": "frictionless example packages",
    "fpy": "frictionless-py, data and tests",
    "fr": "schemas of schema.data.gouv.fr, frictionless-r",
    "gt": "goodtables, tests",
    "own": "written for the corpus, one trait each",
    "pr": "published packages, with some bytes changed",
    "spectrum": "csv-spectrum: quoting, line ends, encodings",
    "ts": "tableschema, tests",
    "us": "packages published in the United States",
}

# Why frictionless raises on the cases for which it has no answer.
CRASHES = {
    "own-date-bounds-iso-in-custom-format-crash": (
        "A bound is an ISO date where the field has a format of its own: frictionless makes nothing of it, and compares"
        " a date with nothing."
    ),
    "own-datetime-naive-against-aware-crash": (
        "A bound has a time zone and the cell has none: Python does not compare the two."
    ),
    "own-pattern-inline-flag-crash": (
        "The pattern sets a flag, `(?i)`: frictionless puts `^` in front of it, where Python 3.11 and later allow no"
        " flag."
    ),
    "own-pattern-xsd-class-crash": "The pattern is one of XML Schema: Python's `re` does not compile it.",
    "own-signalling-nan-bounds-crash": (
        "A cell is `sNaN`, which Python reads as a decimal and refuses to compare with a bound."
    ),
    "own-unique-array-crash": "A unique column holds arrays, which Python cannot look up in a dictionary.",
    "own-unique-object-crash": "A unique column holds objects, which Python cannot look up in a dictionary.",
}

_MORE_DEVIATIONS = (
    "Two defects are findings though frictionless passes the file, where it reports nothing else: a quote that is still"
    " open at the end of the file, which has made one cell of all rows behind it (`unclosed-quote`), and a NUL byte,"
    " which no text has (`nul-byte`). A file beyond the limits of [hostile input](hostile-input.md) is not read, which"
    " is a finding too. A table that others refer to and that cannot be opened is one error, its own, and the others"
    " are read; frictionless repeats the error for each of them and reads none."
)


@dataclass(frozen=True)
class Case:
    """A case: what frictionless answered, and what the engine says.

    `command_errors` are the rules of the errors that the whole command reports, where it was run.
    """

    name: str
    expected_valid: bool | None
    expected: list[Place]
    crash: str | None
    valid: bool
    found: list[Place]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    valid_csv: frozenset[str] = frozenset()
    command_errors: frozenset[str] | None = None

    @property
    def is_crash(self) -> bool:
        """Whether frictionless raised something other than its own exception, so that there is no answer to agree
        with."""
        return self.crash not in (None, "FrictionlessException")

    @property
    def agrees(self) -> bool:
        """Whether the verdict and the list of errors are the same."""
        return not self.is_crash and self.valid == self.expected_valid and self.found == self.expected

    @property
    def group(self) -> str:
        """The prefix of its name."""
        return self.name.partition("-")[0]


def read_expected(corpus: Path) -> dict[str, Any]:
    """What frictionless answered, by case."""
    found: dict[str, Any] = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))
    found.pop("_meta", None)
    return found


def place(finding: Finding) -> Place:
    """A finding as the corpus notes an error. Errors in the header have no row; errors of rows and keys have no
    field."""
    row = None if finding.rule in LABEL_ERRORS else finding.row
    return finding.rule, row, None if finding.rule in NO_FIELD else finding.column


def in_order(places: Iterable[Place]) -> list[Place]:
    """Sorted, with nothing in front of everything."""
    return sorted(places, key=lambda p: (p[0], -1 if p[1] is None else p[1], p[2] or ""))


def compare(
    corpus: Path, name: str, expected: Mapping[str, Any], *, command: bool = False, options: Options = SCANNING
) -> Case:
    """Run the engine on a case, by scanning whatever the size of its files unless other options are given; with
    `command`, the whole of `xinzhi validate` too."""
    package = open_package(corpus / "cases" / name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        structure = run(package, options)
        csv_resources = _csv_resources(package.descriptor, package.root) if structure.answers else set()
        errors = {f.rule for f in validate(package.root).findings if f.severity == "error"} if command else None
    right = {r for r, found in expected["resources"].items() if not found}
    return Case(
        name,
        expected["valid"],
        in_order((e[0], e[1], e[2]) for e in _each_once(package, expected)),
        expected["crash"],
        not any(f.severity == "error" for f in structure.findings),
        in_order(place(f) for f in structure.findings),
        structure.answers,
        frozenset(csv_resources & right),
        None if errors is None else frozenset(errors),
    )


def _each_once(package: Package, expected: Mapping[str, Any]) -> list[Any]:
    """The errors that are expected; those of a table that cannot be opened without their repetition for each table that
    refers to it."""
    errors, by_resource = list(expected["errors"]), expected["resources"]
    for resource in package.resources:
        parents = {to for _, to, _ in resource.schema.foreign_keys if to} if resource.schema else set()
        own = by_resource.get(resource.name)
        if own and own[0][0] in NOT_OPENED and any(by_resource.get(p) == own for p in parents - {resource.name}):
            for error in own:
                errors.remove(error)
    return errors


def _csv_resources(descriptor: Mapping[str, Any], root: Path) -> set[str]:
    """The resources that frictionless takes for CSV files, in one part or several, compressed or not."""
    described = frictionless.Package.from_descriptor(dict(descriptor), basepath=str(root))
    return {r.name for r in described.resources if r.format in CSV_FORMATS and r.path and r.tabular}


def answered_share(cases: Iterable[Case], engine: str = "scan") -> tuple[int, int]:
    """How many of the valid CSV resources an engine answered for, and how many there are."""
    engines = [c.answers[r].engine for c in cases for r in c.valid_csv if r in c.answers]
    return engines.count(engine), len(engines)


# The page


def page(cases: Sequence[Case], in_use: Sequence[Case]) -> str:
    """docs/conformance.md. `in_use` are the cases as they are answered without options: by Python where it can."""
    comparable = [c for c in cases if not c.is_crash]
    crashes = [c for c in cases if c.is_crash]
    agreed = sum(c.agrees for c in comparable)
    scanned, valid_csv = answered_share(cases)
    answers = [a for c in cases for a in c.answers.values()]
    in_python, _ = answered_share(in_use, "python")
    also_agreed = sum(c.agrees for c in in_use if not c.is_crash)
    parts = [
        "# Agreement with frictionless",
        "Generated by `make conformance`; do not edit.",
        (
            "`xinzhi validate` is to give the verdict of `frictionless validate`. Large CSV files are scanned by"
            " DuckDB, and only what the scan cannot accept is read by frictionless ([decision"
            f" 0004](decisions/0004-structure.md)). This page compares the two on {len(cases)} data packages: published"
            " ones, those of other validators' tests, and ones written to hold one trait each. frictionless's answers"
            " were recorded once; the engine runs anew."
        ),
        (
            f"**{agreed} of {len(comparable)} cases agree**: the same `valid`, and the same list of errors by type, row"
            f" and field. {_times(len(crashes), 'further case', 'further cases')}"
            f" {'is one' if len(crashes) == 1 else 'are ones'} on which frictionless raises an exception and answers"
            " nothing."
        ),
        (
            f"**The scan answered for {scanned} of {valid_csv} valid CSV resources**"
            f" ({scanned / max(valid_csv, 1):.1%}). Here every file is offered to the scan; in use, small files are"
            " read by Python's csv module where everything in them is plainly right, and by frictionless where it is"
            f" not and the file has less than {SMALLEST_SCAN // 1024} KB."
        ),
        (
            f"**In use, {also_agreed} of {len(comparable)} cases agree**, and Python answered for {in_python} of"
            f" {valid_csv} valid CSV resources ({in_python / max(valid_csv, 1):.1%}). The others have no schema, which"
            " frictionless then guesses, or another dialect, encoding, compression or type."
        ),
        "## By group",
        "\n".join(_group_table(cases)),
        (
            f"Resources are counted where the descriptor was accepted; {len(answers)} were. With an error in the"
            " descriptor, frictionless reads no data, and neither does the engine. Without an answer to compare, a"
            " case on which frictionless raises does not count as agreed."
        ),
        "## Why the scan left a resource to frictionless",
        "The reason is in the JSON report too, as `reason_zh` and `reason_en` of the resource.",
        "\n".join(_reason_table(cases)),
        "## Deviations",
        (
            "Where frictionless raises, the resource gets one finding of the rule `reader-failure` with the exception's"
            " text, and the package is invalid."
        ),
        "\n".join(_crash_table(crashes)),
        _MORE_DEVIATIONS,
    ]
    parts += ["## The whole command", _whole_command(comparable)]
    if differing := [c for c in comparable if not c.agrees]:
        parts += ["**These cases differ, which is an error:**", "\n".join(f"- `{c.name}`" for c in differing)]
    parts += [
        "## What is not checked",
        "\n".join(
            (
                "- The wording of errors, and their order. Findings have their own messages, in Chinese and English.",
                (
                    "- Errors beyond the 1,000 of a resource at which frictionless stops. The engine's totals go"
                    " further; no answer of frictionless's is there to compare them with."
                ),
                (
                    "- What other layers say. The descriptor's checks, and what frictionless passes in silence"
                    " (`uniqueKeys`, `categories`, padding), are rules of their own with tests of their own."
                ),
                "- Time and memory: [performance](performance.md).",
                "- Remote data, and checks that one asks frictionless for with options or a checklist.",
                (
                    "- Other versions than those below. Guessing an encoding depends on the version of chardet, and"
                    " patterns on that of Python."
                ),
                "- What no case holds. Agreement on a corpus is evidence, not proof.",
            )
        ),
        "## Versions",
        "\n".join(_version_table()),
        "## How to repeat it",
        (
            "The corpus is not part of this repository: it holds others' data under their own licences. It is a folder"
            " with `cases/`, a package in each folder, and `expected.json`, frictionless's answer to each. With it at"
            " hand:"
        ),
        (
            "```sh\nmake conformance CORPUS=folder    # writes this page\nmake test CORPUS=folder           # one test"
            " per case\n```"
        ),
        (
            "A corpus of your own needs no more than that. For every case, `expected.json` has `valid`, `errors` (a"
            " list of type, row and field, sorted), `resources` (the same by resource) and `crash` (the exception's"
            " name, or null)."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _times(n: int, one: str, more: str) -> str:
    return f"{n} {one if n == 1 else more}"


def _group_table(cases: Sequence[Case]) -> list[str]:
    lines = [
        "| prefix | what | cases | agreed | raised | resources | scanned |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]

    def line(name: str, what: str, group: Sequence[Case]) -> str:
        answers = [a for c in group for a in c.answers.values()]
        numbers = (
            len(group),
            sum(c.agrees for c in group),
            sum(c.is_crash for c in group),
            len(answers),
            sum(a.engine == "scan" for a in answers),
        )
        return f"| {name} | {what} | " + " | ".join(map(str, numbers)) + " |"

    for prefix in sorted({c.group for c in cases}):
        lines.append(line(f"`{prefix}-`", GROUPS.get(prefix, ""), [c for c in cases if c.group == prefix]))
    return [*lines, line("**all**", "", cases)]


def _reason_table(cases: Sequence[Case]) -> list[str]:
    left: Counter[str] = Counter()
    left_valid: Counter[str] = Counter()
    for case in cases:
        for name, answer in case.answers.items():
            if answer.reason is not None:
                left[answer.reason.kind_en] += 1
                left_valid[answer.reason.kind_en] += name in case.valid_csv
    lines = ["| reason | resources | of these, valid CSV |", "| --- | ---: | ---: |"]
    lines += [f"| {r} | {n} | {left_valid[r]} |" for r, n in sorted(left.items(), key=lambda item: (-item[1], item[0]))]
    return [*lines, f"| **all** | {left.total()} | {left_valid.total()} |"]


def _whole_command(cases: Sequence[Case]) -> str:
    """Whether the command's own rules change the verdict."""
    ran = [c for c in cases if c.command_errors is not None]
    changed = [c for c in ran if (not c.command_errors) != c.expected_valid]
    begun = (
        "`xinzhi validate` adds rules of its own to the engine's answer, about the descriptor and about what"
        " frictionless passes in silence. "
    )
    if not changed:
        return f"{begun}On none of the {len(ran)} cases do they change the verdict."
    rules = Counter(r for c in changed for r in c.command_errors or ())
    lines = ["| rule | cases |", "| --- | ---: |", *(f"| `{r}` | {n} |" for r, n in sorted(rules.items()))]
    named = ", ".join(f"`{c.name}`" for c in changed)
    told = f"{begun}On {len(changed)} of the {len(ran)} cases they change the verdict, as errors of these rules:"
    return "\n\n".join((told, "\n".join(lines), f"The cases: {named}."))


def _crash_table(crashes: Sequence[Case]) -> list[str]:
    lines = ["| case | frictionless raises | reason | we answer |", "| --- | --- | --- | --- |"]
    for case in crashes:
        ours = ", ".join(f"`{t}`" for t, _, _ in case.found) or "nothing"
        lines.append(f"| `{case.name}` | `{case.crash}` | {CRASHES.get(case.name, 'not yet known')} | {ours} |")
    return lines


def _version_table() -> list[str]:
    packages = (
        "xinzhi",
        "frictionless",
        "duckdb",
        "ibis-framework",
        "chardet",
        "python-dateutil",
        "isodate",
        "rfc3986",
        "validators",
    )
    lines = ["| package | version |", "| --- | --- |", f"| python | {platform.python_version()} |"]
    return lines + [f"| {name} | {version(name)} |" for name in packages]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison. Returns 1 where a case differs."""
    parser = argparse.ArgumentParser(description="Compare the engine with frictionless and write docs/conformance.md.")
    parser.add_argument("corpus", type=Path, help="folder with cases/ and expected.json")
    parser.add_argument("--print", action="store_true", help="print the page instead of writing it")
    options = parser.parse_args(arguments)
    expected = read_expected(options.corpus)
    cases = [compare(options.corpus, name, expected[name], command=True) for name in sorted(expected)]
    in_use = [compare(options.corpus, name, expected[name], options=DEFAULT) for name in sorted(expected)]
    text = page(cases, in_use)
    if options.print:
        print(text, end="")
    else:
        overwrite_file(PAGE, text)
    wrong = [c for c in cases if not (c.agrees or (c.is_crash and [t for t, _, _ in c.found] == ["reader-failure"]))]
    for case in wrong:
        print(f"differs: {case.name}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
