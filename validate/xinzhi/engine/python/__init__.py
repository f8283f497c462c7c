"""The engine for small files: Python's own csv module reads those that are plainly right, and nothing is imported that
takes longer than they do. All others it leaves to the engines that frictionless has a part in."""

from .small_files import NOTHING_ACCEPTED as NOTHING_ACCEPTED
from .small_files import accept_small_files as accept_small_files
