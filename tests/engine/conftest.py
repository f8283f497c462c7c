"""What fails in the helpers of these tests is explained as it is in the tests."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("single")
