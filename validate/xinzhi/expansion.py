"""Says when packed data would unpack to more than honest tables do."""

from __future__ import annotations

# Tables shrink to a tenth or a twentieth; files that shrink to a two-hundredth are made to fill disks.
MOST_EXPANSION = 200
_ALWAYS_ALLOWED = 256 * 1024 * 1024


def is_excessive(unpacked: int, packed: int) -> bool:
    """Whether `packed` bytes must not be unpacked to `unpacked` bytes."""
    return unpacked > max(_ALWAYS_ALLOWED, MOST_EXPANSION * packed)
