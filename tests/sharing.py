"""Which tests go to one worker together, where several workers run them."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

# Folders whose tests share what one process holds.
TOGETHER = ("tests/engine/spark/",)  # the session: starting Java takes longer than most tests
# Long files whose tests are independent: each goes to the worker that is free.
SPREAD = ("tests/test_invalid.py",)


def shared_by(nodeid: str) -> str:
    """What the tests that go together have in common: a folder or a file; a test of a file that is spread has nothing
    in common with any other."""
    file = nodeid.partition("::")[0]
    if file in SPREAD:
        return nodeid
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


class Sharing(LoadScopeScheduling):
    """Keeps the tests of a file together, so that what the file makes for all of them is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return shared_by(nodeid)
