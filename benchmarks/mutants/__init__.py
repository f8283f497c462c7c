"""Small corruptions of a package, as a careless contributor would make them, and what becomes of each."""

from .additions import ADDITIONS
from .base import Operator
from .cells import CELLS
from .files import FILES
from .rows import ROWS


def operators() -> list[Operator]:
    """Every operator, in the order of the report."""
    return [*CELLS, *ROWS, *ADDITIONS, *FILES]
