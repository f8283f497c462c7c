"""Recognises candidate rows of the record in a document: reports, commitments, figures, names, and who is quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...domain import Proof
from ...evidence.facts import Facts
from ...evidence.locate import LONGEST_SPAN
from ...evidence.scope import ScopeTerms
from ...propose.figures import NO_UNIT, Figure, find_figures
from ...propose.names import Mention, find_names
from ...propose.periods import printed_period, whole_year
from ...propose.proposal import Candidate, Proposal
from ...propose.reading import FlatSpan
from ...propose.sheets import INFERRED, MORE, REFERENCE
from ...propose.wording import Remark, joined
from .commitments import Commitment, find_commitments
from .figure_cells import basis_of, period_of
from .new_names import NewName, find_new_names
from .official_pages import find_official_page
from .passages import Passage, find_passages, is_about_the_past
from .reports import WorkReport, find_reports, report_of_page
from .scope import Sentence, find_sentences
from .sections import Section, find_sections, opening_of, section_at
from .sessions import session_in_english
from .speakers import find_speakers
from .stages import stage_of
from .vocabularies import Known, listed
from .works import find_works

# Words in which the short name of a company stands by chance.
_OTHER_WORDS = re.compile("[硬软心互]联通|互联互通")
_LINKED = {"organizations": "[organizations]", "parks": "[parks]", "policies": "[policies]"}


def recognise(proposal: Proposal, facts: Facts) -> Iterator[Candidate]:
    """The candidates of a document whose articles are known."""
    return Recogniser(proposal, Known(facts)).run()


class Recogniser:
    """Goes through a document once per kind of candidate; later kinds refer to rows of earlier ones.

    Of a report on an official page only the sentences in scope are gone through, and what the page's head and the
    report's sections tell is filled in.
    """

    def __init__(self, proposal: Proposal, known: Known) -> None:
        self.proposal = proposal
        self.known = known
        self.reading = proposal.reading
        flat = self.reading.flat
        self.regions = find_names(flat, known.regions)
        self.page = find_official_page(self.reading, self.regions)
        self.sections: list[Section] = []
        self.sentences: list[Sentence] = []
        self.terms = ScopeTerms(known.facts)
        if self.page is not None:
            page = self.page
            self.sections = find_sections(self.reading, page.head, page.body, page.end, page.year)
            self.sentences = find_sentences(self.reading, page.body, self.terms)
        self.scope = [s.place for s in self.sentences]
        self.reports: list[WorkReport] = []
        if self.page is not None:
            self.reports = [report_of_page(self.page)]
        else:
            for article in proposal.articles:
                self.reports += find_reports(self.reading, article.place, self.regions)
        self.figures = [f for f in find_figures(flat, known.units) if self._is_read(f.place)]
        self.mentions = [m for m in find_names(flat, known.names) if self._is_read(m.place) and self._is_meant(m)]
        self.report_rows: dict[int, str] = {}
        self.commitments: list[tuple[FlatSpan, str]] = []
        self.figure_rows: dict[str, Figure] = {}

    def run(self) -> Iterator[Candidate]:
        """Every candidate, sheet by sheet."""
        for step in (
            self._work_reports,
            self._passages,
            self._commitments,
            self._figures,
            self._new_names,
            self._names,
            self._speakers,
            self._annexes,
        ):
            yield from step()

    def _is_read(self, place: FlatSpan) -> bool:
        """Whether candidates are looked for at a place: not in passages that stand twice, and on an official page in
        sentences in scope only."""
        if self.page is None:
            return not self.proposal.is_repeated(place)
        return any(_holds(sentence, place) for sentence in self.scope)

    def _is_meant(self, mention: Mention) -> bool:
        """Whether a mention is one: not a part of another word, and no other province's programme of the same name."""
        around = self.reading.flat[max(0, mention.place.start - 3) : mention.place.end + 1]
        if _OTHER_WORDS.search(around):
            return False
        report = self._report_at(mention.place)
        if report is None or not report.region:
            return True
        return any(self.known.is_of(dataset, id, report.region) for dataset, id in mention.entities)

    def _section(self, place: FlatSpan) -> Section | None:
        return section_at(self.sections, place)

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
            name = self.known.facts.row("regions", report.region).get("name_en", "")
            basis = "printed" if report.year_printed else "inferred" if report.delivered else "unknown"
            cells = {
                "region": report.region,
                "year": report.year,
                "session_zh": report.session,
                "session_en": session_in_english(report.session, name),
                "delivered": report.delivered,
                "delivered_basis": basis,
                "speaker_zh": report.speaker,
                "office_zh": report.office,
                MORE: " | ".join(f"{c}: {self._line(p)}" for c, p in report.clauses.items() if c != "delivered"),
            }
            if basis == "inferred":
                cells[INFERRED] = (
                    "delivered = 会期只印月日，年份据报告年份 / Only month and day are printed; the year is the"
                    " report's"
                )
            named = self.known.named("regions", report.region) if report.region else "?"
            recognised = Remark(f"{named} {report.year} 年政府工作报告", f"work report of {named}, {report.year}")
            clause = self._span(report.clauses.get("delivered", report.place))
            yield Candidate("work_reports", row, "work_reports", report.place, clause, cells, recognised)

    def _line(self, place: FlatSpan) -> str:
        """Printed words in one line."""
        return " ".join(self.reading.words(place).split())

    def _source(self) -> str:
        """What a cell says to name the article of an official page."""
        article = self.proposal.articles[0]
        dataset = self.known.facts.name_of(Proof.articles)
        return article.id if self.proposal.registered else f"{REFERENCE}{dataset}-1"

    def _passages(self) -> Iterator[Candidate]:
        if self.page is None or not self.known.offers("passages"):
            return
        passages = find_passages(self.reading, self.page, self.sections, self.sentences)
        for number, passage in enumerate(passages, start=1):
            yield self._passage(number, passage)

    def _passage(self, number: int, passage: Passage) -> Candidate:
        section = passage.section
        cells = {
            "source": self._source(),
            "start": str(passage.start),
            "end": str(passage.end),
            "kind": passage.kind.value,
            "heading_zh": opening_of(section.heading) if section is not None else "",
            "section": section.kind.value if section is not None else "other",
            "period": section.period if section is not None else "",
        }
        place = self.reading.place(passage.start, passage.end)
        remark = Remark(passage.kind.value, passage.kind.value)
        return Candidate("passages", f"passages-{number}", "passages", place, place, cells, remark, settled=True)

    def _annexes(self) -> Iterator[Candidate]:
        """Terms of scope in glossaries and lists behind a report: somebody confirms that they are no part of it."""
        if self.page is None:
            return
        behind = FlatSpan(self.page.body.end, len(self.reading.flat))
        places = [place for s in find_sentences(self.reading, behind, self.terms) for place in s.terms]
        for number, place in enumerate(places, start=1):
            cells = {"reason": "out of scope", "note_en": "In an annex of the report."}
            remark = Remark("附件中的范围词语", "a term of scope in an annex")
            clause = self.reading.clause(place)
            yield Candidate("omissions", f"omissions-{number}", "omissions", place, clause, cells, remark)

    def _span(self, place: FlatSpan) -> FlatSpan:
        """A place as evidence: whole where it is short enough, else the clause around it."""
        start, end = self.reading.span(place)
        return place if end - start <= LONGEST_SPAN else self.reading.clause(place)

    def _commitments(self) -> Iterator[Candidate]:
        for section, report in self._plans():
            found = find_commitments(
                self.reading, section, self.figures, in_report=report is not None, verbless=self.page is not None
            )
            for commitment in found:
                if not self.proposal.is_repeated(commitment.place):
                    yield self._commitment(commitment, report)

    def _plans(self) -> Iterator[tuple[FlatSpan, WorkReport | None]]:
        """Where commitments may stand, with the report that makes them: of an official page its sentences in scope that
        do not look back."""
        if self.page is not None:
            for sentence in self.scope:
                if not is_about_the_past(self._section(sentence)):
                    yield sentence, self.reports[0]
            return
        for article in self.proposal.articles:
            reports = [r for r in self.reports if article.holds(r.place)]
            for report in reports:
                yield FlatSpan(report.place.end, report.section.end), report
            if not reports:
                yield article.place, None

    def _commitment(self, commitment: Commitment, report: WorkReport | None) -> Candidate:
        row = f"commitments-{len(self.commitments) + 1}"
        self.commitments.append((commitment.place, row))
        words = self.reading.words(commitment.place)
        cells = {
            "stance": commitment.stance,
            "verb_zh": commitment.printed,
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
            section = self._section(figure.place)
            looks_back = is_about_the_past(section)
            if report is not None:
                cells |= {"region": report.region}
                owner = "" if looks_back else self._commitment_at(figure.place)
                cells |= {"priority": REFERENCE + owner} if owner else {}
            words = self.reading.words(clause)
            metrics = self.known.metrics_in(words)
            if section is not None:
                cells |= self._told_by_section(figure, section, words, metrics)
            hint = f"; metric: {' / '.join(metrics)}?" if metrics else ""
            dataset = "" if report is None else "indicators" if looks_back else "targets"
            yield Candidate("figures", row, dataset, figure.place, clause, cells, recognised, hint)

    def _told_by_section(self, figure: Figure, section: Section, words: str, metrics: Sequence[str]) -> dict[str, str]:
        """The cells that the section and the clause of a figure tell; what is printed goes before."""
        dataset = "indicators" if is_about_the_past(section) else "targets"
        basis = basis_of(self.reading, figure, section, self.known.values(dataset, "basis"))
        cells = {"basis": basis}
        if printed_period(self.reading, figure.place) is None:
            cells |= {"period_start": "", "period_end": ""} | period_of(section, basis)
        if dataset == "targets":
            cells["kind"] = "goal"
        if len(metrics) == 1:
            cells["metric"] = metrics[0]
        topics = self.known.topics_in(words)
        return cells | ({"topic": topics[0]} if len(topics) == 1 else {})

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
                if (dataset, id, clause.start) in seen or self._is_linked(mention, dataset):
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

    def _is_linked(self, mention: Mention, dataset: str) -> bool:
        """Whether a commitment of an official page names the entity already: its clause is evidence enough."""
        return self.page is not None and dataset in _LINKED and bool(self._commitment_at(mention.place))

    def _new_names(self) -> Iterator[Candidate]:
        counted: Counter[str] = Counter()
        for new_name in self._found_names():
            counted[new_name.dataset] += 1
            report, also = self._report_at(new_name.place), self._commitment_at(new_name.place)
            region = report.region if report is not None else ""
            section = self._section(new_name.place)
            cells = {"title_zh" if new_name.dataset == "policies" else "name_zh": new_name.name}
            if new_name.dataset != "organizations":
                cells["region"] = region
            if new_name.dataset == "policies":
                cells["issued_basis"] = "unknown"
            if new_name.dataset == "projects":
                cells |= {
                    "priority": REFERENCE + also if also else "",
                    "stage_as_of": report.year if report is not None else "",
                    "stage": stage_of(self.reading, new_name.place, looks_back=is_about_the_past(section))
                    if section is not None
                    else "",
                }
            row = f"{new_name.dataset}-{counted[new_name.dataset]}"
            recognised = Remark("像是名称，尚未登记", "looks like a name that is not registered")
            clause = self.reading.clause(new_name.place)
            yield Candidate(new_name.dataset, row, new_name.dataset, new_name.place, clause, cells, recognised)

    def _found_names(self) -> Iterator[NewName]:
        """New names; on an official page also the works that its lists name."""
        taken = [m.place for m in [*self.mentions, *self.regions]]
        works: list[NewName] = []
        for sentence in self.scope:
            works += [NewName(w.place, w.name, w.dataset) for w in find_works(self.reading, sentence)]
        known = [m.place for m in self.mentions]
        for work in works:
            if self.known.offers(work.dataset) and not any(_holds(p, work.place) for p in known):
                yield work
        within = None if self.page is None else self.scope
        for new_name in find_new_names(self.reading.flat, taken, within):
            if self._is_read(new_name.place) and not any(_tells_of(w, new_name) for w in works):
                yield new_name

    def _speakers(self) -> Iterator[Candidate]:
        if self.page is not None:
            return  # its head names who speaks
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


def _tells_of(work: NewName, new_name: NewName) -> bool:
    """Whether a work is what another name is a part of. A centre that is built may be an institution as well: a person
    decides."""
    same = work.dataset != new_name.dataset and work.place.end == new_name.place.end
    return _overlap(work.place, new_name.place) and not same


def _overlap(one: FlatSpan, other: FlatSpan) -> bool:
    return one.start < other.end and other.start < one.end
