"""Lets readers at the resources of a package that keep the limits, and keeps them from the others."""

from __future__ import annotations

from frictionless.resources import TableResource

from .frictionless_types import FrictionlessResource
from .limits import Refusal, refuse
from .nested import refuse_nested
from .parents import Parents


class Gate:
    """Remembers which of a package's resources (as frictionless describes them) may be read, and the `parents` that
    were."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], Refusal | None] = {}
        self._opened: dict[int, bool] = {}
        self.parents = Parents()

    def refusal(self, resource: FrictionlessResource, *, whole: bool) -> Refusal | None:
        """Why a resource may not be read; of its first lines only, unless `whole`."""
        refusal = self._looked_up(resource, whole=whole)
        return None if refusal is None or refusal.remark else refusal

    def remark(self, resource: FrictionlessResource) -> Refusal | None:
        """What is wrong with a resource that may be read, but that frictionless passes."""
        refusal = self._looked_up(resource, whole=True)
        return refusal if refusal is not None and refusal.remark else None

    def _looked_up(self, resource: FrictionlessResource, *, whole: bool) -> Refusal | None:
        whole = whole or (id(resource), True) in self._known
        if (id(resource), whole) not in self._known:
            refusal = refuse(resource, whole=whole)
            if refusal is None or refusal.remark:
                refusal = refuse_nested(resource) or refusal
            self._known[id(resource), whole] = refusal
        return self._known[id(resource), whole]

    def leave_out_parents(self, resource: FrictionlessResource, *, whole: bool) -> None:
        """Drop the foreign keys of a resource that point to one that may not be read, or that cannot be opened, which
        is a finding of its own: the rest of the resource is read."""
        if resource.package is None or not resource.has_defined("schema"):
            return
        kept = []
        try:
            keys = list(resource.schema.foreign_keys)
        except Exception:  # of a schema that frictionless cannot read, which it will report
            return
        for key in keys:
            name = key["reference"]["resource"]
            parent = resource.package.get_resource(name) if name and resource.package.has_resource(name) else resource
            if self.refusal(parent, whole=whole) is None and (parent is resource or self._is_opened(parent)):
                kept.append(key)
        if len(kept) < len(keys):
            resource.schema.foreign_keys = kept

    def _is_opened(self, parent: FrictionlessResource) -> bool:
        """Whether frictionless can open a table that others refer to."""
        if not isinstance(parent, TableResource):
            return True  # a key that points to what is no table cannot be checked, and that is said of the key
        if id(parent) not in self._opened:
            copy = parent.to_copy()
            try:
                if copy.has_defined("schema"):
                    copy.schema.foreign_keys = []
                copy.open()
                copy.close()
                self._opened[id(parent)] = True
            except Exception:  # it meets the same where it reads the parent for itself, and reports it
                self._opened[id(parent)] = False
        return self._opened[id(parent)]
