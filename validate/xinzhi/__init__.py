"""Xinzhi: what China's regions promise and deliver in chips and computing power, and the toolkit that proves it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .domains import register
from .version import __version__

if TYPE_CHECKING:
    from .api import cite, connect, load, model, search
    from .domain import Domain
    from .result import Report
    from .validation import validate

__all__ = ["Report", "__version__", "cite", "connect", "load", "model", "search", "validate"]
_HOMES = {"Report": ".result", "validate": ".validation"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the command line asks for none of it, and hears an interrupt that much sooner."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, ".api"), __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _load_own_domain() -> Domain:
    return import_module(".chip_record", __name__).DOMAIN  # type: ignore[no-any-return]


register("xinzhi", _load_own_domain)
