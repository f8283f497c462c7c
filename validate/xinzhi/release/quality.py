"""Writes the figures of the release's quality: each is computed, or says why it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..database import quoted
from ..domain import Proof
from ..domains import datasets_of
from ..evidence.coverage import check_coverage
from ..evidence.facts import gather
from ..evidence.verify import check_evidence
from ..publication import Grouping, Share
from ..reviews.ledger import standing
from .context import File, Release
from .quality_in_parts import Part, parts_of

_NO_DOCUMENTS = (
    "未计算：需要原文，而原文不在包内；请用 --sources 指明其文件夹",
    "not computed: it takes the documents, which are not part of the package; name their folder with --sources",
)
# In the order in which they are computed.
_OF_DOCUMENTS = {
    "spans-verified": ("与原文相符的证据区间", "spans that match their document"),
    "figures-reread": ("数字在其证据中可读出", "figures that stand in their evidence"),
    "names-reread": ("名称在其证据中可读出", "names that stand in their evidence"),
    "dates-reread": ("日期在其证据中可读出", "dates that stand in their evidence"),
    "clauses-accounted": ("范围之内的分句已有交代", "clauses in scope accounted for"),
    "numerals-accounted": ("原文数字已有交代", "numerals of the documents accounted for"),
    "names-accounted": ("原文名称已有交代", "names of the documents accounted for"),
}
# What the evidence layer counts, and the rules by which one of them fails.
_REREAD = {
    "figures": ("figure-not-stated", "qualifier-dropped"),
    "names": ("name-not-stated", "alias-not-stated", "text-not-stated"),
    "dates": ("date-not-stated",),
}


def write(release: Release) -> list[File]:
    """Write `quality.json` and `quality.md`."""
    figures = [
        *_proved(release),
        *_documents(release),
        *_bilingual(release),
        *_inferred(release),
        *_reviewed(release),
        *release.domain.publication.shares(release.connection),
    ]
    parts = list(parts_of(release))
    release.write_json(
        "quality.json",
        {
            "package": release.name,
            "version": release.version,
            "figures": [f.as_dict() for f in figures],
            "parts": {grouping.id: [part.as_dict() for part in of_it] for grouping, of_it in parts},
        },
    )
    release.write_text("quality.md", _page(release, figures) + "".join(_table(*part) for part in parts))
    audience = ("想知道数据是否可信的人", "people who ask whether the data is sound")
    return [File("quality.json", "application/json", *audience), File("quality.md", "text/markdown", *audience)]


def _facts(release: Release) -> Iterator[tuple[str, str]]:
    """The datasets that need evidence, by the vocabulary of the dataset of spans, each with its key."""
    schemas = {resource.name: schema for resource, schema, _ in release.datasets()}
    for name in schemas[release.domain.datasets.proof(Proof.spans)].field("dataset").constraints["enum"]:
        (key,) = schemas[name].primary_key
        yield name, key


def _proved(release: Release) -> Iterator[Share]:
    """Facts with a span of their own, of those that are not silence."""
    if not release.domain.datasets.has(Proof.spans):
        return
    spans = quoted(release.domain.datasets.proof(Proof.spans))
    good = total = 0
    for name, key in _facts(release):
        proved = f"SELECT record FROM {spans} WHERE dataset = ?"
        column, value = release.domain.datasets[name].silence or (key, None)
        sql = (
            f"SELECT count(*) FILTER ({quoted(key)} IN ({proved})), count(*) FROM {quoted(name)}"
            f" WHERE {quoted(column)} IS DISTINCT FROM ?"
        )
        of_this = _counts(release, sql, [name, value])
        good, total = good + of_this[0], total + of_this[1]
    yield Share("facts-with-evidence", "有证据的事实", "facts with evidence", good, total)


def _counts(release: Release, sql: str, values: Sequence[str | None] = ()) -> tuple[int, int]:
    found = release.connection.execute(sql, list(values)).fetchall()
    return int(found[0][0]), int(found[0][1])


def _documents(release: Release) -> Iterator[Share]:
    """What only the documents can tell: spans, figures, names, clauses, numerals."""
    if not release.domain.datasets.has(Proof.spans):
        return
    if release.sources is None:
        for id, (zh, en) in _OF_DOCUMENTS.items():
            yield Share(id, zh, en, note_zh=_NO_DOCUMENTS[0], note_en=_NO_DOCUMENTS[1])
        return
    facts = gather(release.tables, datasets_of(release.package))
    verified = check_evidence(release.package, facts, release.sources)
    covered = check_coverage(facts, release.sources)
    failed = Counter(f.rule for f in verified.findings)
    shares = [(verified.outcomes["matches"], verified.spans)]
    for what, rules in _REREAD.items():
        read = verified.reread[what]
        shares.append((max(read - sum(failed[rule] for rule in rules), 0), read))
    for counted in (covered.clauses, covered.numerals, covered.names):
        shares.append((counted.total() - counted["unaccounted"], counted.total()))
    absent = len(verified.documents.absent)
    note = (f"{absent} 份原文不在手边", f"{absent} documents were not at hand") if absent else ("", "")
    for (id, (zh, en)), (good, total) in zip(_OF_DOCUMENTS.items(), shares, strict=True):
        yield Share(id, zh, en, good, total, *note)


def _bilingual(release: Release) -> Iterator[Share]:
    """Pairs of cells of which both are filled, of those of which one is."""
    good = total = 0
    for resource, schema, _ in release.datasets():
        for name in schema.names:
            other = f"{name.removesuffix('_zh')}_en"
            if name.endswith("_zh") and other in schema.names:
                pair = quoted(name), quoted(other)
                of_this = _counts(
                    release,
                    f"SELECT count({pair[0]} || {pair[1]}), count(coalesce({pair[0]}, {pair[1]})) FROM"
                    f" {quoted(resource.name)}",
                )
                good, total = good + of_this[0], total + of_this[1]
    yield Share("cells-bilingual", "中英文俱全的文字", "texts in both languages", good, total)


def _inferred(release: Release) -> Iterator[Share]:
    """Facts of which everything is printed in a document."""
    datasets = release.domain.datasets
    if not datasets.has(Proof.spans) or not datasets.has(Proof.inferences):
        return
    inferences = datasets.proof(Proof.inferences)
    good = total = 0
    for name, key in _facts(release):
        inferred = f"SELECT record FROM {quoted(inferences)} WHERE dataset = ?"
        of_this = _counts(
            release, f"SELECT count(*) FILTER ({quoted(key)} NOT IN ({inferred})), count(*) FROM {quoted(name)}", [name]
        )
        good, total = good + of_this[0], total + of_this[1]
    yield Share(
        "facts-printed",
        "全部见于原文、无推断的事实",
        "facts of which nothing is inferred",
        good,
        total,
        note_zh=f"其余各行所推断的列与依据见 {inferences}",
        note_en=f"for the others, {inferences} names the inferred column and its basis",
    )


def _reviewed(release: Release) -> Iterator[Share]:
    """Records that somebody else than their author has read in the state in which they are."""
    if not release.domain.datasets.has(Proof.reviews):
        return
    title = ("经第二人读过的记录", "records read by a second person")
    datasets = datasets_of(release.package)
    if datasets.proof(Proof.reviews) not in release.tables:
        yield Share(
            "records-reviewed",
            *title,
            note_zh=f"未计算：没有 {datasets.name_of(Proof.reviews)} 数据集",
            note_en=f"not computed: there is no dataset {datasets.name_of(Proof.reviews)}",
        )
        return
    reviewed = standing(release.tables, datasets)
    total = len(reviewed.states.positions)
    yield Share(
        "records-reviewed",
        *title,
        total - len(reviewed.waiting),
        total,
        note_zh="复核之后改动过的不计",
        note_en="records that have changed since do not count",
    )


def _page(release: Release, figures: list[Share]) -> str:
    lines = [
        f"# {release.stem}",
        "",
        "各项质量指标均由 `xinzhi build` 算出。 / Every figure was computed by `xinzhi build`.",
        "",
        "| 指标 criterion | 占比 share | 数量 count | 说明 note |",
        "| --- | ---: | ---: | --- |",
    ]
    for f in figures:
        count = "" if f.good is None else f"{f.good:,} / {f.all:,}"
        share = "" if f.share is None else f"{100 * f.share:.2f} %"
        note = " / ".join(text for text in (f.note_zh, f.note_en) if text)
        lines.append(f"| {f.zh} / {f.en} | {share} | {count} | {note} |")
    return "\n".join(lines) + "\n"


def _table(grouping: Grouping, parts: list[Part]) -> str:
    heads = (
        f"{grouping.zh} {grouping.en}",
        "事实 facts",
        "有证据 with evidence",
        "无推断 nothing inferred",
        "经第二人读过 read by a second person",
    )
    lines = ["", f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    for part in parts:
        counts = (part.facts, part.proved, part.printed, part.reviewed)
        name = part.zh if part.zh == part.en else f"{part.zh} {part.en}"
        lines.append(f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |")
    return "\n".join(lines) + "\n"
