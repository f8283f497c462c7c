"""The modules with the rules of a domain are those of its datasets."""

from __future__ import annotations

from pathlib import Path

import pytest
from xinzhi.domain import Dataset, Datasets, Domain, Role
from xinzhi.rules import row_rules


def test_rules_of_what_is_no_dataset_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "town_rules").mkdir()
    for name in ("__init__", "towns", "twons"):
        (tmp_path / "town_rules" / f"{name}.py").write_text("RULES = ()\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    domain = Domain("towns", Datasets([Dataset("towns", Role.entity)]), rules="town_rules")
    with pytest.raises(ValueError, match=r"town_rules .* twons"):
        row_rules(domain)


def test_a_domain_without_rules_has_none() -> None:
    assert row_rules(Domain("towns", Datasets([Dataset("towns", Role.entity)]))) == {}
