"""How rows are proposed from a document about lighthouses: figures of ships, and the lamps that it names."""

from __future__ import annotations

from collections.abc import Iterator

from xinzhi.evidence.facts import Facts
from xinzhi.propose.figures import find_figures
from xinzhi.propose.names import find_names, known_names, vocabulary
from xinzhi.propose.proposal import Candidate, Proposal
from xinzhi.propose.proposing import Proposing, SheetForm
from xinzhi.propose.wording import NOTHING, Remark


def recognise(proposal: Proposal, facts: Facts) -> Iterator[Candidate]:
    """A sighting for each figure, and evidence for each lamp that is known."""
    reading = proposal.reading
    for number, figure in enumerate(find_figures(reading.flat, {"艘": "ship"}), start=1):
        clause = reading.clause(figure.place)
        row, cells = f"passages_at_sea-{number}", {"count_printed": figure.text}
        yield Candidate("passages_at_sea", row, "passages_at_sea", figure.place, clause, cells, Remark("船", "ships"))
    for number, mention in enumerate(find_names(reading.flat, vocabulary(known_names(facts))), start=1):
        ((dataset, id),) = mention.entities
        clause = reading.clause(mention.place)
        cells = {"dataset": dataset, "record": id}
        yield Candidate("mentions", f"mentions-{number}", "quotes", mention.place, clause, cells, Remark(id, id))


PROPOSING = Proposing(
    sheets=(
        SheetForm("texts", ("texts",), NOTHING),
        SheetForm("pieces", ("pieces",), Remark("起止对吗？", "are start and end right?")),
        SheetForm("passages_at_sea", ("passages_at_sea",), Remark("量的是什么？", "what does it measure?")),
        SheetForm("mentions", ("quotes",), NOTHING),
        SheetForm("gaps", ("gaps",), NOTHING),
    ),
    recognise=recognise,
)
