"""The pages of words and units, which search lists behind all names and facts."""

from __future__ import annotations

from ...site.columns import Column, Count, Linked
from ...site.model import Kind, Section
from ...site.words import Pair
from . import sections as s
from .columns import FACTS, own

_BEHIND_ALL = 10

GLOSSARY = Kind(
    "glossary",
    Pair("词汇", "Glossary"),
    Pair("词语", "Term"),
    """
    SELECT id, term_zh AS name_zh, term_en AS name_en, term_zh AS chinese_zh, term_zh AS chinese_en, term_en,
           also_en, field
    FROM glossary ORDER BY field, id
    """,
    dataset="glossary",
    about=Pair(
        "中文词语在本库中的英文；同一个词处处同一种译法。",
        "The English that the record has for Chinese terms: one term, one translation everywhere.",
    ),
    columns=(
        Linked("chinese", Pair("中文", "Chinese"), to="glossary", key="id"),
        Column("term_en", Pair("英文", "English")),
        Column("also_en", Pair("其他英文", "Other English")),
    ),
    split="field",
    sections=(
        Section(
            "facts",
            Pair("说到它的事实", "Facts that speak of it"),
            """
            SELECT g.id AS page, f.* FROM glossary AS g JOIN kept_facts AS f ON contains(f.text_zh, g.term_zh)
            ORDER BY page, (f.about = 'context'), f.year DESC NULLS LAST, f.region, f.id, f.dataset
            """,
            FACTS,
            about=Pair("中文里用到这个词的事实。", "Facts whose Chinese has the term."),
        ),
    ),
    hidden=("id", "term_zh", "term_en"),
    weight=_BEHIND_ALL,
    most=300,
)
UNITS = Kind(
    "units",
    Pair("单位", "Units"),
    Pair("单位", "Unit"),
    """
    SELECT id, label_zh AS name_zh, label_en AS name_en, dimension, base, factor FROM units
    ORDER BY dimension, factor, id
    """,
    dataset="units",
    about=Pair(
        "数字所用的单位，及其与基本单位的换算。", "The units of the figures, and how they convert to their base unit."
    ),
    columns=(
        own("units", Pair("单位", "Unit")),
        Count("factor", Pair("合基本单位", "In base units")),
        Linked("base", Pair("基本单位", "Base unit"), to="units"),
    ),
    split="dimension",
    sections=(
        s.figures(
            "SELECT unit AS page, 'targets' AS dataset, id FROM targets"
            " UNION ALL SELECT unit, 'indicators', id FROM indicators",
            plot=False,
        ),
    ),
    hidden=("id", "label_zh", "label_en"),
    weight=_BEHIND_ALL,
)

DICTIONARIES = (GLOSSARY, UNITS)
