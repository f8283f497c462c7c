"""Recognises candidate rows of the record in a document: reports, commitments, figures, names, and who is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...evidence.facts import Facts
from ...evidence.locate import LONGEST_SPAN
from ...propose.figures import NO_UNIT, Figure, find_figures
from ...propose.names import Mention, find_names
from ...propose.periods import printed_period, whole_year
from ...propose.proposal import Candidate, Proposal
from ...propose.reading import FlatSpan
from ...propose.sheets import INFERRED, REFERENCE
from ...propose.wording import Remark, joined
from .commitments import Commitment, find_commitments
from .new_names import find_new_names
from .reports import WorkReport, find_reports
from .speakers import find_speakers
from .vocabularies import Known, listed

_LINKED = {"organizations": "[organizations]", "parks": "[parks]", "policies": "[policies]"}


def recognise(proposal: Proposal, facts: Facts) -> Iterator[Candidate]:
    """The candidates of a document whose articles are known."""
    return Recogniser(proposal, Known(facts)).run()


class Recogniser:
    """Goes through a document once per kind of candidate; later kinds refer to rows of earlier ones."""

    def __init__(self, proposal: Proposal, known: Known) -> None:
        self.proposal = proposal
        self.known = known
        self.reading = proposal.reading
        flat = self.reading.flat
        self.regions = find_names(flat, known.regions)
        self.figures = [f for f in find_figures(flat, known.units) if not proposal.is_repeated(f.place)]
        self.mentions = [m for m in find_names(flat, known.names) if not proposal.is_repeated(m.place)]
        self.reports: list[WorkReport] = []
        for article in proposal.articles:
            self.reports += find_reports(self.reading, article.place, self.regions)
        self.report_rows: dict[int, str] = {}
        self.commitments: list[tuple[FlatSpan, str]] = []
        self.figure_rows: dict[str, Figure] = {}

    def run(self) -> Iterator[Candidate]:
        """Every candidate, sheet by sheet."""
        for step in (
            self._work_reports,
            self._commitments,
            self._figures,
            self._names,
            self._new_names,
            self._speakers,
        ):
            yield from step()

    def _report_at(self, place: FlatSpan) -> WorkReport | None:
        return next((r for r in self.reports if r.governs(place)), None)

    def _report_of(self, report: WorkReport) -> str:
        """What a cell says to name a report: its id, or the row that proposes it."""
        known = self.known.work_report(report.region, report.year)
        return known or REFERENCE + self.report_rows[report.place.start]

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
                "work_reports", row, "work_reports", report.place, self._span(report.place), cells, recognised
            )

    def _span(self, place: FlatSpan) -> FlatSpan:
        """A place as evidence: whole where it is short enough, else the clause around it."""
        start, end = self.reading.span(place)
        return place if end - start <= LONGEST_SPAN else self.reading.clause(place)

    def _commitments(self) -> Iterator[Candidate]:
        for article in self.proposal.articles:
            reports = [r for r in self.reports if article.holds(r.place)]
            sections: list[tuple[FlatSpan, WorkReport | None]] = [
                (FlatSpan(r.place.end, r.section.end), r) for r in reports
            ]
            if not reports:
                sections = [(article.place, None)]
            for section, report in sections:
                for commitment in find_commitments(self.reading, section, self.figures, in_report=report is not None):
                    if not self.proposal.is_repeated(commitment.place):
                        yield self._commitment(commitment, report)

    def _commitment(self, commitment: Commitment, report: WorkReport | None) -> Candidate:
        row = f"commitments-{len(self.commitments) + 1}"
        self.commitments.append((commitment.place, row))
        words = self.reading.words(commitment.place)
        cells = {
            "verb_zh": commitment.verb,
            "stance": commitment.stance,
            "[topics]": listed(self.known.topics_in(words)),
        }
        if report is not None:
            cells |= {
                "region": report.region,
                "year": report.year,
                "set_in": "work report",
                "voice": "government",
                "work_report": self._report_of(report),
            }
        for dataset, column in _LINKED.items():
            named = [id for m in self._within(commitment.place) for d, id in m.entities if d == dataset]
            cells[column] = listed(f"{id} =" if dataset == "organizations" else id for id in named)
        regions = {m.entities[0][1] for m in self.regions if _holds(commitment.place, m.place) and len(m.entities) == 1}
        cells["[regions]"] = listed(sorted(regions - {cells.get("region", "")})) if report is not None else ""
        verbs = listed(commitment.verbs) or "–"
        where = "" if report is not None else listed(self.known.named("regions", r) for r in sorted(regions))
        recognised = Remark(
            f"动词：{verbs}" + (f"；地区：{where}" if where else ""),
            f"verbs: {verbs}" + (f"; regions: {where}" if where else ""),
        )
        dataset = "regional_priorities" if report is not None else ""
        return Candidate("commitments", row, dataset, commitment.place, commitment.place, cells, recognised)

    def _figures(self) -> Iterator[Candidate]:
        for number, figure in enumerate(self.figures, start=1):
            row = f"figures-{number}"
            self.figure_rows[row] = figure
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
                cells |= {"priority": REFERENCE + owner} if (owner := self._commitment_at(figure.place)) else {}
            metrics = self.known.metrics_in(self.reading.words(clause))
            hint = f"; metric: {' / '.join(metrics)}?" if metrics else ""
            dataset = "targets" if report is not None else ""
            yield Candidate("figures", row, dataset, figure.place, clause, cells, recognised, hint)

    def _period(self, figure: Figure, report: WorkReport | None) -> dict[str, str]:
        if printed := printed_period(self.reading, figure.place):
            return {"period_start": printed.start, "period_end": printed.end, "period_basis": "printed"}
        if report is not None and report.year:
            year = whole_year(report.year)
            return {"period_start": year.start, "period_end": year.end, "period_basis": "report"}
        return {"period_basis": "unknown"}

    def _commitment_at(self, place: FlatSpan) -> str:
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
                yield Candidate("names", f"names-{len(seen)}", "evidence", mention.place, clause, cells, joined(parts))

    def _new_names(self) -> Iterator[Candidate]:
        counted: Counter[str] = Counter()
        for new_name in find_new_names(self.reading.flat, [m.place for m in [*self.mentions, *self.regions]]):
            if self.proposal.is_repeated(new_name.place):
                continue
            counted[new_name.dataset] += 1
            report, also = self._report_at(new_name.place), self._commitment_at(new_name.place)
            region = report.region if report is not None else ""
            cells = {"title_zh" if new_name.dataset == "policies" else "name_zh": new_name.name}
            if new_name.dataset != "organizations":
                cells["region"] = region
            if new_name.dataset == "policies":
                cells["issued_basis"] = "unknown"
            if new_name.dataset == "projects":
                cells |= {
                    "priority": REFERENCE + also if also else "",
                    "stage_as_of": report.year if report is not None else "",
                }
            row = f"{new_name.dataset}-{counted[new_name.dataset]}"
            recognised = Remark("像是名称，尚未登记", "looks like a name that is not registered")
            clause = self.reading.clause(new_name.place)
            yield Candidate(new_name.dataset, row, new_name.dataset, new_name.place, clause, cells, recognised)

    def _speakers(self) -> Iterator[Candidate]:
        for number, speaker in enumerate(find_speakers(self.reading.flat), start=1):
            cells = {"speaker_zh": speaker.name, "office_zh": speaker.office}
            clause = self.reading.clause(speaker.place)
            recognised = Remark("被引述的人", "somebody who is quoted")
            yield Candidate(
                "event_speakers", f"event_speakers-{number}", "event_speakers", speaker.place, clause, cells, recognised
            )

    def _within(self, place: FlatSpan) -> Sequence[Mention]:
        return [m for m in self.mentions if _holds(place, m.place)]


def _holds(outer: FlatSpan, inner: FlatSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
