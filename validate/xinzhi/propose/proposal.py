"""Makes candidate rows out of a document: what was recognised, where it stands, and what a person must decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..evidence.facts import Facts
from .articles import Article, find_articles, find_repeats
from .commitments import Commitment, find_commitments
from .figures import NO_UNIT, Figure, find_figures
from .names import Mention, find_names
from .newnames import find_new_names
from .periods import printed_period, whole_year
from .reports import Report, find_reports
from .sheets import INFERRED, REFERENCE
from .speakers import find_speakers
from .text import Place, Reading, read
from .vocabularies import Known, listed
from .wording import DECIDE, Remark, joined

_LINKED = {"organizations": "[organizations]", "parks": "[parks]", "policies": "[policies]"}


@dataclass(frozen=True)
class Candidate:
    """A candidate row. `dataset` is empty where a person has to choose one; `clause` is the evidence that it needs."""

    sheet: str
    row: str
    dataset: str
    words: Place
    clause: Place
    cells: dict[str, str]
    recognised: Remark
    decide: str


@dataclass
class Proposal:
    """A document with everything that was recognised in it."""

    id: str
    reading: Reading
    sha256: str
    articles: list[Article] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    @property
    def counted(self) -> Counter[str]:
        """How many candidates each sheet holds."""
        return Counter(c.sheet for c in self.candidates)


def propose(id: str, sha256: str, text: str, facts: Facts) -> Proposal:
    """Read a document beside the package's facts. Nothing is decided and nothing is written."""
    return _Proposer(Proposal(id, read(text), sha256), Known(facts)).run()


class _Proposer:
    """Goes through a document once per kind of candidate; later kinds refer to rows of earlier ones."""

    def __init__(self, proposal: Proposal, known: Known) -> None:
        self.proposal = proposal
        self.known = known
        self.reading = proposal.reading
        flat = self.reading.flat
        self.repeats = find_repeats(self.reading)
        self.regions = find_names(flat, known.regions)
        self.figures = [f for f in find_figures(flat, known.units) if not self._repeated(f.place)]
        self.mentions = [m for m in find_names(flat, known.names) if not self._repeated(m.place)]
        self.reports: list[Report] = []
        self.report_rows: dict[int, str] = {}
        self.commitments: list[tuple[Place, str]] = []

    def run(self) -> Proposal:
        proposal = self.proposal
        proposal.articles = [a for a in find_articles(self.reading) if not self._repeated(a.place)]
        proposal.mentions, proposal.reports = self.mentions, self.reports
        for article in proposal.articles:
            self.reports += find_reports(self.reading, article.place, self.regions)
        for step in (
            self._document,
            self._articles,
            self._work_reports,
            self._commitments,
            self._figures,
            self._names,
            self._new_names,
            self._speakers,
            self._omissions,
        ):
            proposal.candidates += step()
        return proposal

    def _repeated(self, place: Place) -> bool:
        return any(r.start <= place.start and place.end <= r.end for r in self.repeats)

    def _report_at(self, place: Place) -> Report | None:
        return next((r for r in self.reports if r.governs(place)), None)

    def _report_of(self, report: Report) -> str:
        """What a cell says to name a report: its id, or the row that proposes it."""
        known = self.known.work_report(report.region, report.year)
        return known or REFERENCE + self.report_rows[report.place.start]

    def _document(self) -> Iterator[Candidate]:
        text = self.reading.text
        whole = Place(0, len(self.reading.flat))
        cells = {
            "id": self.proposal.id,
            "sha256": self.proposal.sha256,
            "characters": str(len(text)),
            "media_type": "text/plain",
            "language": "zh-Hans",
            "text_status": "not redistributed",
        }
        yield Candidate(
            "documents",
            "documents-1",
            "documents",
            whole,
            whole,
            cells,
            Remark("文件", "the file"),
            DECIDE["documents"],
        )

    def _articles(self) -> Iterator[Candidate]:
        for number, article in enumerate(self.proposal.articles, start=1):
            start, end = self.reading.span(article.place)
            cells = {
                "document": self.proposal.id,
                "start": str(start),
                "end": str(end),
                "title_zh": article.title,
                "author_zh": article.author,
                "published": article.published,
                "published_basis": "printed" if article.published else "unknown",
            }
            opening = Place(article.place.start, min(article.place.end, article.place.start + 40))
            recognised = Remark(f"第{number}篇文章", f"article {number}")
            yield Candidate(
                "sources", f"sources-{number}", "sources", opening, opening, cells, recognised, DECIDE["sources"]
            )

    def _work_reports(self) -> Iterator[Candidate]:
        for number, report in enumerate(self.reports, start=1):
            self.report_rows[report.place.start] = row = f"work_reports-{number}"
            if self.known.work_report(report.region, report.year):
                continue
            basis = "printed" if report.year_printed else "inferred" if report.delivered else "unknown"
            cells = {
                "region": report.region,
                "year": report.year,
                "session_zh": report.session,
                "delivered": report.delivered,
                "delivered_basis": basis,
                "speaker_zh": report.speaker,
                "office_zh": report.office,
            }
            if basis == "inferred":
                cells[INFERRED] = (
                    "delivered = 会期只印月日，年份据报告年份 / Only month and day are printed; the year is the"
                    " report's"
                )
            name = self.known.named("regions", report.region) if report.region else "?"
            recognised = Remark(f"{name} {report.year} 年政府工作报告", f"work report of {name}, {report.year}")
            yield Candidate(
                "work_reports",
                row,
                "work_reports",
                report.place,
                self._span(report.place),
                cells,
                recognised,
                DECIDE["work_reports"],
            )

    def _span(self, place: Place) -> Place:
        """A place as evidence: whole where it is short enough, else the clause around it."""
        start, end = self.reading.span(place)
        return place if end - start <= 120 else self.reading.clause(place)

    def _commitments(self) -> Iterator[Candidate]:
        for article in self.proposal.articles:
            reports = [r for r in self.reports if article.holds(r.place)]
            sections: list[tuple[Place, Report | None]] = [(Place(r.place.end, r.section.end), r) for r in reports]
            if not reports:
                sections = [(article.place, None)]
            for section, report in sections:
                for found in find_commitments(self.reading, section, self.figures, in_report=report is not None):
                    if not self._repeated(found.place):
                        yield self._commitment(found, report)

    def _commitment(self, found: Commitment, report: Report | None) -> Candidate:
        row = f"commitments-{len(self.commitments) + 1}"
        self.commitments.append((found.place, row))
        words = self.reading.words(found.place)
        cells = {"stance": found.stance, "[topics]": listed(self.known.topics_in(words))}
        if report is not None:
            cells |= {
                "region": report.region,
                "year": report.year,
                "set_in": "work report",
                "work_report": self._report_of(report),
            }
        for dataset, column in _LINKED.items():
            named = [id for m in self._within(found.place) for d, id in m.entities if d == dataset]
            cells[column] = listed(f"{id} =" if dataset == "organizations" else id for id in named)
        regions = {m.entities[0][1] for m in self.regions if _holds(found.place, m.place) and len(m.entities) == 1}
        cells["[regions]"] = listed(sorted(regions - {cells.get("region", "")})) if report is not None else ""
        verbs = listed(found.verbs) or "–"
        where = "" if report is not None else listed(self.known.named("regions", r) for r in sorted(regions))
        recognised = Remark(
            f"动词：{verbs}" + (f"；地区：{where}" if where else ""),
            f"verbs: {verbs}" + (f"; regions: {where}" if where else ""),
        )
        dataset = "regional_priorities" if report is not None else ""
        return Candidate(
            "commitments", row, dataset, found.place, found.place, cells, recognised, DECIDE["commitments"]
        )

    def _figures(self) -> Iterator[Candidate]:
        for number, figure in enumerate(self.figures, start=1):
            row = f"figures-{number}"
            self.proposal.figures[row] = figure
            clause, report = self.reading.clause(figure.place), self._report_at(figure.place)
            cells = {"value_text": figure.text} | self._period(figure, report)
            recognised = Remark("数字，单位未知", "a numeral, its unit is not known")
            if (q := figure.quantity) is not None:
                unit = self.known.units[q.unit_label]
                cells |= {"comparator": q.comparator, "value": f"{q.value.normalize():f}", "unit": unit}
                cells |= {"value_high": f"{q.high.normalize():f}"} if q.high is not None else {}
                high = "–" + cells["value_high"] if q.high is not None else ""
                quantity = f"{q.comparator} {cells['value']}{high} {unit}"
                recognised = Remark(quantity, quantity)
                if q.unit_label == NO_UNIT:  # or the unit is one that the package does not know: 1000万千瓦
                    recognised = joined((recognised, Remark("未印单位？", "no unit printed?")))
            if report is not None:
                cells |= {"region": report.region}
                cells |= {"priority": REFERENCE + found} if (found := self._commitment_at(figure.place)) else {}
            metrics = self.known.metrics_in(self.reading.words(clause))
            hint = f"; metric: {' / '.join(metrics)}?" if metrics else ""
            dataset = "targets" if report is not None else ""
            yield Candidate("figures", row, dataset, figure.place, clause, cells, recognised, DECIDE["figures"] + hint)

    def _period(self, figure: Figure, report: Report | None) -> dict[str, str]:
        if printed := printed_period(self.reading, figure.place):
            return {"period_start": printed.start, "period_end": printed.end, "period_basis": "printed"}
        if report is not None and report.year:
            year = whole_year(report.year)
            return {"period_start": year.start, "period_end": year.end, "period_basis": "report"}
        return {"period_basis": "unknown"}

    def _commitment_at(self, place: Place) -> str:
        return next((row for clause, row in self.commitments if _holds(clause, place)), "")

    def _names(self) -> Iterator[Candidate]:
        seen: set[tuple[str, str, int]] = set()
        for mention in self.mentions:
            clause = self.reading.clause(mention.place)
            for dataset, id in mention.entities:
                if (dataset, id, clause.start) in seen:
                    continue
                seen.add((dataset, id, clause.start))
                also = self._commitment_at(mention.place)
                name = self.known.named(dataset, id)
                parts = [Remark(name, name)]
                parts += [Remark(f"在“{mention.within}”之内", f"within “{mention.within}”")] if mention.within else []
                parts += [Remark("同名者不止一个", "the name is not unique")] if len(mention.entities) > 1 else []
                parts += [Remark(f"又见 {also}", f"see also {also}")] if also else []
                cells = {"dataset": dataset, "record": id}
                yield Candidate(
                    "names",
                    f"names-{len(seen)}",
                    "evidence",
                    mention.place,
                    clause,
                    cells,
                    joined(parts),
                    DECIDE["names"],
                )

    def _new_names(self) -> Iterator[Candidate]:
        counted: Counter[str] = Counter()
        for found in find_new_names(self.reading.flat, [m.place for m in [*self.mentions, *self.regions]]):
            if self._repeated(found.place):
                continue
            counted[found.dataset] += 1
            report, also = self._report_at(found.place), self._commitment_at(found.place)
            region = report.region if report is not None else ""
            cells = {"title_zh" if found.dataset == "policies" else "name_zh": found.name}
            if found.dataset != "organizations":
                cells["region"] = region
            if found.dataset == "policies":
                cells["issued_basis"] = "unknown"
            if found.dataset == "projects":
                cells |= {
                    "priority": REFERENCE + also if also else "",
                    "stage_as_of": report.year if report is not None else "",
                }
            row = f"{found.dataset}-{counted[found.dataset]}"
            recognised = Remark("像是名称，尚未登记", "looks like a name that is not registered")
            clause = self.reading.clause(found.place)
            yield Candidate(
                found.dataset, row, found.dataset, found.place, clause, cells, recognised, DECIDE[found.dataset]
            )

    def _speakers(self) -> Iterator[Candidate]:
        for number, speaker in enumerate(find_speakers(self.reading.flat), start=1):
            cells = {"speaker_zh": speaker.name, "office_zh": speaker.office}
            clause = self.reading.clause(speaker.place)
            recognised = Remark("被引述的人", "somebody who is quoted")
            yield Candidate(
                "event_speakers",
                f"event_speakers-{number}",
                "event_speakers",
                speaker.place,
                clause,
                cells,
                recognised,
                DECIDE["event_speakers"],
            )

    def _omissions(self) -> Iterator[Candidate]:
        for number, place in enumerate(self.repeats, start=1):
            recognised = Remark("此段在前文已出现", "this passage stands further up already")
            cells = {"reason": "duplicate"}
            yield Candidate(
                "omissions", f"omissions-{number}", "omissions", place, place, cells, recognised, DECIDE["omissions"]
            )

    def _within(self, place: Place) -> Sequence[Mention]:
        return [m for m in self.mentions if _holds(place, m.place)]


def _holds(outer: Place, inner: Place) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
