"""Rules of the states of policies: dates as they are written."""

from __future__ import annotations

from ...rules.dates import edtf
from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = (edtf("as_of"), *texts("note_en"))
