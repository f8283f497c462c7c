"""Worker processes: what they are given and give back, forked or started anew, and what becomes of one that dies."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from packages import build
from xinzhi.contract.package import PackageError
from xinzhi.engine.options import Options, Progress, ProgressStep
from xinzhi.engine.workers import workers
from xinzhi.validation import validate


def add(shared: int, progress: Progress | None) -> Callable[[int], int]:
    def task(item: int) -> int:
        if progress is not None:
            progress(ProgressStep(f"r{item}", "read", item))
        return shared + item

    return task


def die(shared: Any, progress: Progress | None) -> Callable[[int], int]:
    return lambda item: os._exit(9)


def fail(shared: Any, progress: Progress | None) -> Callable[[int], int]:
    return lambda item: 1 // item


@pytest.fixture(params=["forked", "started anew"])
def start(request: pytest.FixtureRequest) -> Any:
    """Where another thread runs, workers are started anew instead of forked."""
    if request.param == "forked":
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


def test_workers_share_the_items_and_tell_every_step(start: None) -> None:
    steps: list[ProgressStep] = []
    with workers(2, add, 10, steps.append) as submit:
        futures = [submit(n) for n in range(5)]
        assert [future.result() for future in futures] == [10, 11, 12, 13, 14]
    assert sorted(steps) == [ProgressStep(f"r{n}", "read", n) for n in range(5)]
    assert multiprocessing.active_children() == []


def test_the_death_of_a_worker_is_told_and_not_waited_for(start: None) -> None:
    with pytest.raises(PackageError) as error, workers(2, die, None) as submit:
        submit(1).result()
    assert "--jobs 1" in error.value.en and "--jobs 1" in error.value.zh
    assert multiprocessing.active_children() == []


def test_an_error_in_a_worker_ends_them_all(start: None) -> None:
    with pytest.raises(ZeroDivisionError), workers(2, fail, None) as submit:
        submit(0).result()
    assert multiprocessing.active_children() == []


def test_the_own_package_is_validated_beside_another_thread(start: None, tmp_path: Path) -> None:
    steps: list[ProgressStep] = []
    report = validate(build(tmp_path / "p"), options=Options(progress=steps.append))
    assert report.valid and report.answers
    assert {step.resource for step in steps} == set(report.answers)
