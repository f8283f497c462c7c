"""What the spans that prove a record say, as the checks that read facts again are given it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..contract.table import RecordKey

# By record, the texts of its spans that are as they were when they were taken, without white space.
SpanTexts = Mapping[RecordKey, Sequence[str]]
