"""Where in a descriptor the errors lie for which frictionless refuses it: it names neither resource nor field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import frictionless

from ..contract.package import Package, Resource
from ..findings import Finding
from .details import BilingualDetail, listed
from .faults import Fault, fault_of
from .frictionless_types import Error
from .translate import as_finding

# Fields that are asked for their own errors; frictionless looks at each by a JSON Schema.
_MOST_FIELDS = 2_000
_TWICE = "names of the fields are not unique"

_Key = tuple[str, str]


@dataclass(frozen=True)
class _Owner:
    """A resource with an error, and the place of its field, from 0, if it is a field's."""

    resource: Resource
    field: int | None = None


def located_errors(package: Package, errors: Sequence[Error]) -> Iterator[Finding]:
    """The errors for which frictionless refuses a descriptor, with their resources and fields. It is asked again,
    resource by resource and field by field; what none of them explains lies in the package's own properties."""
    owners: dict[_Key, list[_Owner]] = {}
    for resource in package.resources:
        for key, owner in _owned(resource):
            owners.setdefault(key, []).append(owner)
    for error in errors:
        known = owners.get((error.type, error.note), [])
        # Two resources may have one schema: the last of its owners has what is left.
        first = None if not known else known.pop(0) if len(known) > 1 else known[0]
        fault = fault_of(error)
        if first is None:
            yield as_finding(package, None, fault, {})
        else:
            yield as_finding(package, first.resource.name, _told(fault, error, first), {})


def _owned(resource: Resource) -> Iterator[tuple[_Key, _Owner]]:
    """The errors that frictionless has with a resource alone, each with whom it belongs to."""
    schema = resource.schema
    found = Counter(_asked(frictionless.Resource.from_descriptor, resource.descriptor, str(resource.package.root)))
    if schema is not None:
        found |= Counter(_asked(frictionless.Schema.from_descriptor, schema.descriptor))
    fields: dict[_Key, list[int]] = {}
    if schema is not None and any(type == "field-error" for type, _ in found):
        declared = schema.descriptor.get("fields")
        for n, field in enumerate(islice(declared if isinstance(declared, list) else (), _MOST_FIELDS)):
            if isinstance(field, Mapping):
                for key in _asked(frictionless.Schema.from_descriptor, {"fields": [field]}):
                    fields.setdefault(key, []).append(n)
    for key, times in found.items():
        places: list[int | None] = [*fields.get(key, []), *[None] * times]
        for place in places[:times]:
            yield key, _Owner(resource, place)


def _asked(describe: Callable[..., Any], descriptor: Mapping[str, Any], root: str | None = None) -> Iterator[_Key]:
    try:
        if root is None:
            describe(dict(descriptor))
        else:
            describe(dict(descriptor), basepath=root)
    except frictionless.FrictionlessException as again:
        for each in again.to_errors():
            yield each.type, each.note
    except Exception:
        return  # it says something else of this part alone than of the package


def _told(fault: Fault, error: Error, owner: _Owner) -> Fault:
    """The fault with the field's name and place, and with what frictionless leaves out of its note."""
    schema = owner.resource.schema
    if owner.field is not None and schema is not None:
        name = schema.descriptor["fields"][owner.field].get("name")
        named = isinstance(name, str) and bool(name)
        step = f"#{name}" if named else f"#fields[{owner.field}]"
        return replace(fault, columns=(name,) if named else (), values={"step": step})
    if error.note == _TWICE and schema is not None:
        twice = listed([name for name, times in Counter(schema.names).items() if times > 1])
        return replace(
            fault, detail=BilingualDetail(f"有同名的字段：{twice}", f"two fields have the same name: {twice}")
        )
    return fault
