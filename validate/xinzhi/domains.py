"""Which domain a package belongs to: the one that is registered under its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .contract.package import Package
    from .domain import Datasets, Domain

_loaders: dict[str, Callable[[], Domain]] = {}
_loaded: dict[str, Domain] = {}


def register(name: str, load: Callable[[], Domain]) -> None:
    """Make the domain of the packages of a name known. It is loaded when the first of them is opened."""
    _loaders[name] = load
    _loaded.pop(name, None)


def domain_named(name: str) -> Domain | None:
    """The domain of the packages of a name; None where nobody registered one."""
    if name not in _loaded and name in _loaders:
        _loaded[name] = _loaders[name]()
    return _loaded.get(name)


def domain_of(package: Package) -> Domain | None:
    """The domain of a package; None for a package that is checked by its descriptor and its structure alone."""
    return domain_named(package.name)


def datasets_of(package: Package) -> Datasets:
    """The datasets of a package's domain; none for a package without one."""
    from .domain import Datasets

    domain = domain_of(package)
    return domain.datasets if domain is not None else Datasets(())


def registered() -> list[Domain]:
    """Every domain that is known."""
    return [domain for name in _loaders if (domain := domain_named(name)) is not None]
