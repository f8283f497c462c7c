"""The structure layer: what `frictionless validate` finds, by the same type codes. The engine behind it is a seam."""

from __future__ import annotations

from collections.abc import Callable

from ..contract.package import Package
from .answer import Structure
from .options import DEFAULT, Options

Engine = Callable[[Package, Options], Structure]


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given."""
    if engine is None:
        from .auto import run

        engine = run
    return engine(package, options)
