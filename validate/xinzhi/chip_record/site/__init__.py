"""The site of the record: its pages, and how its codes look."""

from __future__ import annotations

from ...site.model import Among, Site
from ...site.words import Pair
from .codes import CODES, TONES
from .dictionaries import DICTIONARIES
from .facts import FACTS
from .kinds import KINDS
from .lists import LEAVES, PROMISES
from .method import ESSAYS
from .prepare import PREPARE
from .questions import QUESTIONS
from .start import start

SITE = Site(
    kinds=(*KINDS, PROMISES, *FACTS, *DICTIONARIES),
    leaves=LEAVES,
    essays=ESSAYS,
    menu=("regions", "promises", "scoreboard", "silence", "projects", "metrics", "topics", "sql"),
    start=start,
    tones=TONES,
    codes=CODES,
    prepare=PREPARE,
    questions=QUESTIONS,
    among=Among("about", "context", Pair("芯片、算力", "on chips or compute")),
)
