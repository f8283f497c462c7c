"""The scan, and Python's reader of small files, against frictionless itself, over generated packages: the same errors
in the same order, and exact totals."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from generated import Generated, costly, packages
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.contract.package import Package
from xinzhi.engine import auto, frictionless, screening
from xinzhi.engine.answer import Structure
from xinzhi.engine.options import Options

# Of the tables, a file that is doubtful as a whole is the exception; about 60 in 100 are scanned.
LEAST_SHARE_SCANNED = 0.5


def errors_of(structure: Structure, resource: str) -> list[tuple[str, int | None, str | None]]:
    """What both engines have to agree on, in order."""
    return [(f.rule, f.row, f.column) for f in structure.findings if f.resource == resource]


def silent_of(structure: Structure, resource: str) -> Counter[tuple[str, int | None, str | None, str]]:
    """What both engines say beyond frictionless, in whatever order."""
    return Counter((f.rule, f.row, f.column, f.message_en) for f in structure.silent if f.resource == resource)


def compare(package: Package) -> Counter[str]:
    """Fail where the engines differ; which engine answered, by number of resources, and why not the scan; and how many
    were `in python` where small files are read by it."""
    scanned = auto.run(package, Options(smallest=0))
    whole = frictionless.run(package)
    in_use = auto.run(package)
    assert [(f.rule, f.resource, f.row, f.column) for f in in_use.findings] == [
        (f.rule, f.resource, f.row, f.column) for f in whole.findings
    ]
    assert [(f.rule, f.resource, f.row, f.column) for f in in_use.silent] == [
        (f.rule, f.resource, f.row, f.column) for f in whole.silent
    ]
    assert {n: a.rows for n, a in in_use.answers.items()} == {n: a.rows for n, a in whole.answers.items()}
    answered: Counter[str] = Counter()
    answered["in python"] = sum(a.engine == "python" for a in in_use.answers.values())
    assert [f.rule for f in scanned.findings if not f.resource] == [f.rule for f in whole.findings if not f.resource]
    assert set(scanned.answers) == set(whole.answers)
    for name, answer in scanned.answers.items():
        expected = errors_of(whole, name)
        assert errors_of(scanned, name) == expected, answer
        if len(expected) < 1000:
            assert +answer.totals == Counter(kind for kind, _, _ in expected), answer
            assert answer.silent == whole.answers[name].silent
            assert silent_of(scanned, name) == silent_of(whole, name)
        answered[answer.reason.id if answer.reason else answer.engine] += 1
    return answered


def test_scan_and_frictionless_agree_on_generated_packages() -> None:
    answered: Counter[str] = Counter()

    @costly()
    @given(packages(), st.booleans())
    def agree(generated: Generated, has_many_rows: bool) -> None:
        """Keys are counted as those of a file of few rows, and of many."""
        counting = patch.object(screening, "_MOST_KEYS_IN_MEMORY", 0 if has_many_rows else 5_000_000)
        with TemporaryDirectory(prefix="xinzhi-test-") as folder, counting:
            answered.update(compare(generated.write(Path(folder))))

    agree()
    in_python = answered.pop("in python")
    assert in_python > 0
    share = answered["scan"] / answered.total()
    assert share >= LEAST_SHARE_SCANNED, answered.most_common()
