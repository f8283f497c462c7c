"""Profiles of hypothesis: `ci` takes some hundred examples, always the same; `nightly` takes thousands of new ones."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("single")

_COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}

settings.register_profile("ci", settings(max_examples=250, derandomize=True, database=None, **_COMMON))
settings.register_profile("nightly", settings(max_examples=5_000, **_COMMON))
settings.load_profile(os.environ.get("XINZHI_HYPOTHESIS", "ci"))
