"""What a descriptor points to: every path and address that a validator would follow, and whether it may."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .package import Package, Resource, is_address

METADATA = ("schema", "dialect", "profile")  # properties whose files are read into memory whole
_LOCAL_SCHEMES = ("", "file", "multipart")
_REMOTE_FORMATS = ("gsheets", "sql", "ckan", "github", "zenodo")
_STANDARD_PROFILES = (
    "data-package",
    "tabular-data-package",
    "fiscal-data-package",
    "data-resource",
    "tabular-data-resource",
    "table-schema",
    "tabular-schema",
)


@dataclass(frozen=True)
class Reference:
    """A path or an address of a descriptor: the property that holds it, and the resource, if it is one's."""

    property: str
    value: str
    resource: Resource | None = None


def references(package: Package) -> Iterator[Reference]:
    """Every reference that reading the package follows. A profile named by a word is none; nor is `$schema`, by which
    validators know the version of the standard but which none fetches."""
    for value in _texts(package.descriptor.get("profile"), package.descriptor.get("profiles")):
        if value not in _STANDARD_PROFILES:
            yield Reference("profile", value)
    for resource in package.resources:
        yield from _of_resource(resource)


def _of_resource(resource: Resource) -> Iterator[Reference]:
    written = resource.descriptor
    for name in ("path", "url", "extrapaths", "schema", "dialect"):
        for value in _texts(written.get(name)):
            yield Reference(name, value, resource)
    holders = (written, written.get("schema"), written.get("dialect"))
    for value in _texts(*(h.get(key) for h in holders if isinstance(h, Mapping) for key in ("profile", "profiles"))):
        if value not in _STANDARD_PROFILES:
            yield Reference("profile", value, resource)


def remote_access(resource: Resource) -> Reference | None:
    """The scheme or the format by which a resource asks to be read from elsewhere than its package, if it does."""
    scheme, format = resource.descriptor.get("scheme"), resource.descriptor.get("format")
    if isinstance(scheme, str) and scheme.lower() not in _LOCAL_SCHEMES:
        return Reference("scheme", scheme, resource)
    if isinstance(format, str) and format.lower() in _REMOTE_FORMATS:
        return Reference("format", format, resource)
    return None


def is_remote(value: str) -> bool:
    """Whether a reference is an address rather than a path: it opens with a scheme other than a drive's letter."""
    return is_address(value) and not value.lower().startswith("file:")


def is_inside(package: Package, path: str) -> bool:
    """Whether a path lies in the package (`Package.holds`), and means itself: no variable, no home folder to be filled
    in."""
    return package.holds(path) and os.path.expandvars(path) == path and not path.startswith("~")


def size_of(path: Path) -> int:
    """The bytes of a regular file; 0 where there is none that can be looked at."""
    status = _status(path)
    return status.st_size if status is not None and stat.S_ISREG(status.st_mode) else 0


def is_regular(path: Path) -> bool:
    """Whether there is a file at a path; a name that is too long for one is no error."""
    status = _status(path)
    return status is not None and stat.S_ISREG(status.st_mode)


def is_special(path: Path) -> bool:
    """Whether there is something at a path that is neither a file nor a folder: a pipe, a device, a socket."""
    status = _status(path)
    return status is not None and not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def _texts(*values: object) -> Iterator[str]:
    for each in values:
        for value in each if isinstance(each, list) else [each]:
            if isinstance(value, str):
                yield value
