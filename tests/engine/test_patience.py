"""Slow patterns end at a deadline, in every thread, and all others read as frictionless reads them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import frictionless as frictionless_library
import pytest
from hostile_runs import FIELDS, write, write_descriptor
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, patience, regex_worker
from xinzhi.engine.backtracking import longest_safe_text
from xinzhi.engine.guarded_fields import guard
from xinzhi.engine.options import Options
from xinzhi.engine.patience import CheckTimeoutError
from xinzhi.engine.regex_worker import ANSWER, MATCH, PATTERN, REQUEST, YES, encoded

ENDLESS = "(a+)+b"
STUCK = "a" * 60


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever never ends is waited for for a moment only."""
    monkeypatch.setattr(patience, "SECONDS", 0.2)


def field(**described: Any) -> Any:
    """A field as frictionless makes it of a descriptor."""
    guard()
    return frictionless_library.Field.from_descriptor({"name": "a", **described})


def text_field(pattern: str, **constraints: Any) -> Any:
    """A text with a pattern."""
    return field(type="string", constraints={"pattern": pattern, **constraints})


# The deadline


def test_a_pattern_that_is_stuck_is_cut_short_and_the_next_one_is_matched(impatient: None) -> None:
    with patience.patience():
        read = text_field(ENDLESS).create_cell_reader()
        with pytest.raises(CheckTimeoutError, match="takes too long") as raised:
            read(STUCK)
        assert ENDLESS in raised.value.detail.zh and ENDLESS in raised.value.detail.en
        assert read("aab") == ("aab", None)


def test_a_pattern_within_an_array_is_cut_short_too(impatient: None) -> None:
    with patience.patience():
        item = {"type": "string", "constraints": {"pattern": ENDLESS}}
        read = field(type="array", arrayItem=item).create_cell_reader()
        with pytest.raises(CheckTimeoutError):
            read(f'["{STUCK}"]')


def test_a_number_among_a_thousand_letters_is_cut_short(impatient: None) -> None:
    for kind in ("integer", "number"):
        with patience.patience():
            read = field(type=kind, bareNumber=False).create_cell_reader()
            assert read("x" * 2_000 + "7")[0] == 7
            with pytest.raises(CheckTimeoutError):
                read("1" + "x" * 1_000_000 + "1")


def test_where_there_is_no_main_thread_there_is_a_deadline_all_the_same(tmp_path: Path, impatient: None) -> None:
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"pattern": ENDLESS}}]
    package = open_package(write(tmp_path, b"id,name\n1," + STUCK.encode() + b"\n", fields))
    rules: list[str] = []
    thread = threading.Thread(target=lambda: rules.extend(f.rule for f in auto.run(package).findings))
    thread.start()
    thread.join()
    assert rules == ["reader-failure"]


def test_every_worker_process_has_a_deadline(tmp_path: Path) -> None:
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"pattern": ENDLESS}}]
    (tmp_path / "x.csv").write_bytes(b"id,name\n1," + STUCK.encode() + b"\n")
    described = [{"name": name, "path": "x.csv", "schema": {"fields": fields}} for name in ("x", "y")]
    package = open_package(write_descriptor(tmp_path, {"name": "p", "resources": described}))
    found = auto.run(package, Options(jobs=2)).findings
    assert sorted((f.resource, f.rule) for f in found) == [("x", "reader-failure"), ("y", "reader-failure")]


def test_slow_checks_are_waited_for_less_and_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "RUNS", 1)
    asked: list[float] = []

    def answer(kind: bytes, rule: str, text: str, seconds: float) -> tuple[bytes, float]:
        asked.append(seconds)
        return YES, 1.0

    monkeypatch.setattr(patience._WORKER, "ask", answer)
    with patience.patience():
        with pytest.raises(CheckTimeoutError) as raised:
            while True:
                patience.matches("^x$", "x")
        assert (
            "longer than 0.01 s, as others before it did" in raised.value.detail.en
            and "此前已有多次" in raised.value.detail.zh
        )
        assert asked == [5.0] * 6 + [0.5]
    with patience.patience():  # the next run has all its time
        assert patience.matches("^x$", "x")


def test_many_quick_checks_are_no_slow_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "RUNS", 0)
    monkeypatch.setattr(patience._WORKER, "ask", lambda *_: (YES, 0.009))
    with patience.patience():
        assert all(patience.matches("^x$", "x") for _ in range(10))


def test_where_no_process_can_be_begun_nothing_slow_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with patience.patience(), pytest.raises(CheckTimeoutError) as raised:
        text_field(ENDLESS).create_cell_reader()(STUCK)
    assert "no process can be started" in raised.value.detail.en


def served(requests: bytes) -> subprocess.CompletedProcess[bytes]:
    """What the process that is asked does with requests, and that its parent says no more."""
    command = [sys.executable, "-I", "-S", str(regex_worker.__file__), str(regex_worker.MEMORY)]
    return subprocess.run(command, input=requests, capture_output=True)


def answers(said: bytes) -> bytes:
    """What it answered, without the times."""
    return b"".join(answer for answer, _ in ANSWER.iter_unpack(said))


def request(kind: bytes, text: str, seconds: float = 0.0) -> bytes:
    """A request, about the first pattern."""
    return REQUEST.pack(kind, seconds, 0, len(encoded(text))) + encoded(text)


def test_the_process_that_is_asked_ends_itself_whatever_becomes_of_its_parent() -> None:
    pattern = request(PATTERN, f"^{ENDLESS}$", 60)
    done = served(pattern + request(MATCH, "ab", 60) + request(MATCH, "b", 60))
    assert (done.returncode, answers(done.stdout)) == (0, b"110")
    done = served(pattern + request(MATCH, "ab", 60) + request(MATCH, STUCK, 0.1))
    assert (done.returncode != 0, answers(done.stdout)) == (True, b"11")


def test_a_process_that_somebody_ended_is_begun_anew() -> None:
    with patience.patience():
        assert patience.matches(f"^{ENDLESS}$", "ab")
        process = patience._WORKER._process
        assert process is not None
        process.kill()
        process.wait()
        assert patience.matches(f"^{ENDLESS}$", "aab")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system limits no memory")
def test_a_pattern_of_many_groups_takes_no_more_than_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex_worker, "MEMORY", 200_000_000)
    with patience.patience(), pytest.raises(CheckTimeoutError) as raised:
        text_field("()" * 1_000 + "((a)|b)*").create_cell_reader()("a" * 100_000)
    assert "too much memory" in raised.value.detail.en


def test_a_pattern_that_takes_long_to_compile_is_cut_short(impatient: None) -> None:
    with patience.patience(), pytest.raises(CheckTimeoutError) as raised:
        text_field("[\u0100-\uffff]" * 1_000).create_cell_reader()
    assert "takes longer than 0.2 s" in raised.value.detail.en
    with patience.patience():
        assert text_field("[\u4e00-\u9fff]+").create_cell_reader()("芯")[1] is None


def test_no_process_outlives_a_run(impatient: None) -> None:
    with patience.patience():
        assert patience.matches(f"^{ENDLESS}$", "ab")
        process = patience._WORKER._process
        assert process is not None and process.poll() is None
    assert process.poll() is not None


def test_outside_of_a_run_frictionless_reads_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience._WORKER, "ask", lambda *_: pytest.fail("nobody is asked"))
    _, notes = text_field(ENDLESS).create_cell_reader()("x")
    assert notes == {"pattern": f'constraint "pattern" is "{ENDLESS}"'}


# What is matched here


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a*)*",
        "(a|a)*b",
        "(a|ab|b)*c",
        "(x+x+)+y",
        "([a-z]+ ?)+",
        r"(\w+\s?)*",
        r"(\d+,?)+",
        "(.*,){20}x",
        "((a?){20}){20}",
        r"(a)(?(1)b|c)",
        "(?i:a)",
        "a" * 20_000,
        "(?:" * 25 + "a?" + "){3}" * 25,
        "(?:" * 60 + "a" + "){0,2}" * 60,
        "(",
    ],
)
def test_what_may_take_long_or_is_not_known_is_never_matched_here(pattern: str) -> None:
    assert longest_safe_text(pattern) == 0


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ("[a-z]{2,5}", 10_000),
        (r"\d{4}-\d{2}-\d{2}", 10_000),
        ("(north|south|east)", 10_000),
        (r"[A-Z]{2}(-[0-9A-Z]{1,3})?", 100),
        (r"[^@\s]+@[^@\s]+\.[a-z]+", 100),
        (r"https?://\S+", 1_000),
        (r"\w+(;\w+)*", 50),
        ("(?=.*[0-9])[a-z0-9]+", 100),
    ],
)
def test_patterns_as_people_write_them_are_matched_here(pattern: str, length: int) -> None:
    assert longest_safe_text(pattern) >= length


_ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", r"\d", ".", "(a|b)", "(ab)", "(a+b)", "(?:a?b)", "$", "^", r"\b"])
_PATTERNS = st.lists(
    st.tuples(_ATOMS, st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,3}", "*?"])).map("".join), max_size=5
).map("".join)


@given(
    _PATTERNS,
    st.text("ab1\né", max_size=12),
    st.sampled_from([0, 3, 10**6]),
    st.sampled_from([{}, {"maxLength": 3}, {"enum": ["a", "ab"]}, {"required": True, "minLength": 2, "enum": ["b"]}]),
)
def test_a_guarded_reader_reads_as_frictionless_does(
    pattern: str, text: str, longest: int, constraints: dict[str, Any]
) -> None:
    described = text_field(pattern, **constraints)
    try:
        expected = described.create_cell_reader()(text)
    except Exception:  # of a pattern that is none
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xinzhi.engine.authors_pattern.longest_safe_text", lambda _: longest)
        patch.setattr(patience, "_WORKER", _SHARED)
        with patience.patience():
            value, notes = described.create_cell_reader()(text)
    assert (value, list((notes or {}).items())) == (expected[0], list((expected[1] or {}).items()))


class _Kept(patience._Worker):
    """One process for all examples."""

    def close(self) -> None:
        """Not yet."""


_SHARED = _Kept()


@pytest.fixture(scope="module", autouse=True)
def _shared_process_ends() -> Any:
    yield
    _SHARED._end()
