"""The default engine: Python reads small files that are plainly right, large ones are scanned, and frictionless reads
what is in doubt; each answer says who gave it.

All give the same verdict, so that this is a matter of time only: what needs longer to be imported or compiled than a
file to be read is not imported for it.
"""

from __future__ import annotations

from ..contract.package import Package
from .answer import ResourceResult, Structure
from .options import DEFAULT, Options, ProgressStep
from .patience import patience
from .python import NOTHING_ACCEPTED, accept_small_files


def run(package: Package, options: Options = DEFAULT) -> Structure:
    """Validate every resource, in the order of the descriptor; of the files of fewer than `options.smallest` bytes
    none is scanned."""
    with patience():
        accepted = accept_small_files(package, options) if options.scan else NOTHING_ACCEPTED
        if not accepted.all:
            from .described import answer_described

            return answer_described(package, options, accepted.answers)
    result = Structure()
    for resource in package.resources:
        answer = accepted.answers[resource.name]
        result.add(resource.name, ResourceResult([], [], answer))
        if options.progress is not None:
            options.progress(ProgressStep(resource.name, "read", answer.rows))
    return result
