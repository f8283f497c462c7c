"""The settings that git is given: what of a repository's own is harmless and changes what is read, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# The line ends that are checked out, the kind of ids, and what `branch@{upstream}` means.
_PASSED = re.compile(
    r"core\.(?:autocrlf|eol)|extensions\.(?:objectformat|refstorage)"
    r"|branch\.[^\x00-\x1f\x7f\"\\]+\.(?:remote|merge)|remote\.[^\x00-\x1f\x7f\"\\]+\.fetch"
)
_VALUE = re.compile(r"[^\x00-\x1f\x7f\"\\]*")
# A commit graph and an index of packs repeat what objects say, and need not agree with them. Links are made by us.
_OURS = {
    "core.bare": "false",
    "core.commitgraph": "false",
    "core.multipackindex": "false",
    "core.symlinks": "false",
    "protocol.allow": "never",
}


def parse(listed: str) -> Iterator[tuple[str, str]]:
    """Settings as `git config --null --list` prints them; one without a value is true."""
    for entry in filter(None, listed.split("\0")):
        name, line_feed, value = entry.partition("\n")
        yield name, value if line_feed else "true"


def harmless_settings(settings: Iterable[tuple[str, str]]) -> str:
    """The text of a configuration file with those settings that may be passed, and ours."""
    passed = [(name, value) for name, value in settings if _PASSED.fullmatch(name) and _VALUE.fullmatch(value)]
    version = ("core.repositoryformatversion", "1" if any(n.startswith("extensions.") for n, _ in passed) else "0")
    return "".join(_written(name, value) for name, value in (version, *passed, *_OURS.items()))


def _written(name: str, value: str) -> str:
    section, _, rest = name.partition(".")
    subsection, dot, variable = rest.rpartition(".")
    header = f'[{section} "{subsection}"]' if dot else f"[{section}]"
    return f'{header}\n\t{variable} = "{value}"\n'
