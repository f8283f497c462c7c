"""How far a validation is, on stderr: bars on a terminal, lines elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from ..engine.options import ProgressStep
from ..language import LanguageChoice, pick
from .harmless import one_line

_DELAY = 0.5  # seconds in which a short run ends without a bar
_BETWEEN_LINES = 5.0  # seconds
_DOING = {
    "transcoding": ("转码", "transcoding"),
    "screening": ("检查字节", "screening bytes"),
    "scanning": ("扫描", "scanning"),
    "frictionless": ("由 frictionless 读", "read by frictionless"),
    "read": ("读毕", "read"),
}


class Display(Protocol):
    """Shows the steps that it is told."""

    def __call__(self, step: ProgressStep, /) -> None: ...

    def aside(self) -> AbstractContextManager[None]:
        """Within, nothing is shown, so that a report can be printed on the same terminal."""
        ...


@contextmanager
def showing(lang: LanguageChoice) -> Iterator[Display]:
    """A display on stderr, which is gone in the end."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _ProgressLines(console, lang)
        return
    shown = _ProgressBars(console, lang)
    try:
        yield shown
    finally:
        shown.end()


def _amount(step: ProgressStep, lang: LanguageChoice) -> str:
    """How much is done: of bytes in megabytes, and of all of them; of rows their number."""
    if step.total is not None:
        return f"{step.done / 1e6:,.1f} / {step.total / 1e6:,.1f} MB"
    return f"{step.done:,} {pick('行', 'row' if step.done == 1 else 'rows', lang, '/')}" if step.done else ""


class _ProgressLines:
    """A line where a resource is begun or read, and every few seconds between."""

    def __init__(self, console: Console, lang: LanguageChoice) -> None:
        self._console, self._lang = console, lang
        self._last: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def __call__(self, step: ProgressStep) -> None:
        with self._lock:
            doing, at = self._last.get(step.resource, ("", 0.0))
            if doing == step.doing and time.monotonic() - at < _BETWEEN_LINES:
                return
            self._last[step.resource] = step.doing, time.monotonic()
            text = (
                f"{one_line(step.resource)}: {pick(*_DOING[step.doing], self._lang, ' / ')} "
                f" {_amount(step, self._lang)}"
            )
            self._console.print(text.rstrip(), markup=False, soft_wrap=True)

    def aside(self) -> AbstractContextManager[None]:
        return nullcontext()


class _ProgressBars:
    """A bar for each resource that is being read. Nothing is shown, and no thread runs, before the first step."""

    def __init__(self, console: Console, lang: LanguageChoice) -> None:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[amount]}"),
            TimeElapsedColumn(),
        )
        self._bars = Bars(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._lang = lang
        self._tasks: dict[str, TaskID] = {}
        self._lock = threading.Lock()
        self._start = threading.Timer(_DELAY, self._show)
        self._start.daemon = True
        self._begun = self._shown = False

    def __call__(self, step: ProgressStep) -> None:
        with self._lock:
            if not self._begun:
                self._begun = True
                self._start.start()
            if step.doing == "read":
                if (task := self._tasks.pop(step.resource, None)) is not None:
                    self._bars.remove_task(task)
                return
            text = f"{one_line(step.resource)}: {pick(*_DOING[step.doing], self._lang, ' / ')}"
            if step.resource not in self._tasks:
                self._tasks[step.resource] = self._bars.add_task(text, total=None, amount="")
            self._bars.update(
                self._tasks[step.resource],
                description=text,
                completed=step.done,
                total=step.total,
                amount=_amount(step, self._lang),
            )

    def _show(self) -> None:
        with self._lock:
            self._shown = True
            self._bars.start()

    @contextmanager
    def aside(self) -> Iterator[None]:
        with self._lock:
            self._bars.stop()
            try:
                yield
            finally:
                if self._shown:
                    self._bars.start()

    def end(self) -> None:
        """Take the bars away."""
        self._start.cancel()
        with self._lock:
            self._shown = False
            self._bars.stop()
