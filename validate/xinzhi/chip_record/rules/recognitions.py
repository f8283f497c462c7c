"""Rules of recognitions: somebody is recognised, in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.references import subject
from ...rules.texts import texts

RULES: RowRules = (
    subject("park", "organization", "project", "region", "cluster"),
    *texts("award_zh", "award_en"),
)
