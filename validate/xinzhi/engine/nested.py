"""Packages and resources within a package: frictionless reads them and whatever they name, so that they keep the limits
too."""

from __future__ import annotations

from pathlib import Path

from ..contract.package import LARGEST_DESCRIPTOR, PackageError
from ..contract.reach import METADATA, references, size_of
from ..contract.source import open_source
from ..contract.yaml_text import is_beyond
from .frictionless_types import FrictionlessResource
from .limits import Refusal, refuse

_NESTED = ("package", "resource", "inquiry")


def refuse_nested(resource: FrictionlessResource) -> Refusal | None:
    """Why frictionless may not read a resource that is a descriptor itself; None where it may, and of other resources.

    A descriptor within is read, with the data that it names; one within that is not: each could name many others, and
    they again. Nor is an inquiry, which is a list of things to validate.
    """
    if resource.datatype not in _NESTED or resource.remote:
        return None
    if resource.datatype == "inquiry":
        return Refusal("nested-descriptor", values={"named": resource.path or resource.name})
    try:
        if not resource.memory and (too_large := _names_too_large(Path(str(resource.normpath)))):
            return too_large
        inner = resource.read_metadata()
    except Exception:  # it cannot be read: frictionless meets the same, and reports it
        return None
    for each in inner.resources if resource.datatype == "package" else [inner]:
        if each.datatype in _NESTED:
            return Refusal("nested-descriptor", values={"named": each.path or each.name})
        refusal = refuse(each)
        if refusal is not None and not refusal.remark:
            return refusal
    return None


def _names_too_large(path: Path) -> Refusal | None:
    if (size := size_of(path)) > LARGEST_DESCRIPTOR:
        return Refusal("file-too-large", values={"size": size, "limit": LARGEST_DESCRIPTOR})
    try:
        package = open_source(path)
    except PackageError:
        return None
    for reference in references(package):
        if reference.property in METADATA and is_beyond(package.root / reference.value, LARGEST_DESCRIPTOR):
            return Refusal("file-too-large", values={"size": LARGEST_DESCRIPTOR + 1, "limit": LARGEST_DESCRIPTOR})
    return None
