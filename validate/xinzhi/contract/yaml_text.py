"""How much a YAML text stands for: aliases of aliases of a few lines can be more than any memory holds."""

from __future__ import annotations

from pathlib import Path

from .reach import is_regular, size_of

DEEPEST = 1_000  # which is Python's own limit; parsers take the square of the depth


def is_beyond(path: Path, limit: int) -> bool:
    """Whether a file has more than `limit` bytes, or is one in YAML whose aliases stand for more."""
    if size_of(path) > limit:
        return True
    if path.suffix != ".yaml" or not is_regular(path):
        return False
    import yaml

    try:
        with path.open("rb") as file:
            return written_out(file, limit) > limit
    except RecursionError:
        return True
    except (OSError, ValueError, yaml.YAMLError):  # whoever reads it will say so
        return False


def written_out(text: object, limit: int) -> int:
    """The characters of a YAML text, or of one in a binary file, where every alias is replaced by what it stands for.
    Counting ends beyond the limit. Raises YAMLError, and RecursionError where it is nested deeper than Python follows.
    """
    import yaml

    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        size, anchor = 0, None
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, total))
            size = 1
            if len(open_nodes) > DEEPEST:
                raise RecursionError
            if event.anchor is not None:
                sizes[event.anchor] = limit + 1  # until it ends: a node that holds itself has no end
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, len(event.value) + 1
        elif isinstance(event, yaml.AliasEvent):
            size = sizes.get(event.anchor, 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            if anchor is not None:
                sizes[anchor] = total - before
        total += size
        if isinstance(event, yaml.ScalarEvent) and anchor is not None:
            sizes[anchor] = size
        if total > limit:
            break
    return total
