"""Xinzhi: an open data package about integrated-circuit policy in China's regions, and the toolkit that proves it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import cite, connect, load, model
    from .validation import Report, validate

__all__ = ["Report", "cite", "connect", "load", "model", "validate"]
__version__ = "0.1.0"
_HOMES = {"Report": ".validation", "validate": ".validation"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the command line asks for none of it, and hears an interrupt that much sooner."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, ".api"), __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
