"""The record of what China's regions promise and deliver in chips: what this project's own package is."""

from __future__ import annotations

from pathlib import Path

from ..domain import Domain, Glossary, Units
from ..layers.evidence import CoverageLayer, EvidenceLayer
from ..layers.form import FormLayer
from ..layers.languages import LanguagesLayer
from ..layers.relations import RelationsLayer
from ..layers.reviews import ReviewsLayer
from ..layers.rules import RulesLayer
from .datasets import DATASETS
from .publication import PUBLICATION

_VERSION = r"(?P<version>[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)"

DOMAIN = Domain(
    name="xinzhi",
    datasets=DATASETS,
    layers=(
        FormLayer(),
        RulesLayer(),
        LanguagesLayer(),
        RelationsLayer(),
        ReviewsLayer(),
        EvidenceLayer(),
        CoverageLayer(),
    ),
    rules=f"{__name__}.rules",
    relations=Path(__file__).parent / "relations",
    proposing=f"{__name__}.proposing",
    site=f"{__name__}.site",
    search=f"{__name__}.searched",
    units=Units("units", key="id", label="label_zh", spellings="unit_spellings"),
    glossary=Glossary("glossary"),
    publication=PUBLICATION,
    version_places={
        "validate/xinzhi/version.py": (rf'^__version__ = "{_VERSION}"',),
        "README.md": (rf"\bversion {_VERSION}, CC BY", rf"\bxinzhi {_VERSION}  [0-9]"),
        "README.zh.md": (rf"{_VERSION} 版，CC BY", rf"\bxinzhi {_VERSION}  [0-9]"),
    },
)
