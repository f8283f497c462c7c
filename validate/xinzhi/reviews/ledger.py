"""Compares the records of a package with the states in which they were reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..contract.package import Package
from ..contract.table import Record, RecordKey
from ..contract.tables import Tables
from ..domain import Datasets, Proof
from ..findings import Finding, RuleBook
from ..versions.redirects import ends_of
from .states import RecordPosition, States, states

RULES = RuleBook()
CHANGED = RULES.new(
    "changed-since-review",
    "reviews",
    zh=(
        "{dataset}/{value} 已不是 {reviewed_on} 复核时的样子（本行、其关联行、所凭的证据或推断有改动）。"
        "请另一人对照原文再读一遍，然后运行 xinzhi review {dataset} {value}"
    ),
    en=(
        "{dataset}/{value} differs from what was reviewed on {reviewed_on}: its row, its links, the evidence that it"
        " rests on or its inferences say something else. Have somebody else read it against the document, who then"
        " runs: xinzhi review {dataset} {value}"
    ),
    means_zh=(
        "某条记录（本行，连同属于它的关联行、别名、证据与推断）所说的，与第二人复核时不同；写法不同而值相同的不算。"
        "只提到某个实体的证据自成一条记录：又有来源提到它，不必把它再读一遍。"
    ),
    means_en=(
        "A record, that is a row with the links, aliases, spans and inferences that belong to it, does not say what it"
        " said when a second person read it; another spelling of the same value is no change. A span that only mentions"
        " an entity is a record of its own: one more source that names it asks nobody to read the entity again."
    ),
    why_zh="分类、译文与关联是否正确，没有规则能断定，只有人对照原文读过才知道。复核之后的每处改动都要再读一遍。",
    why_en=(
        "No rule can tell whether a classification, a translation or a link is right; only somebody who reads it"
        " beside the document can. What changes after that has to be read again."
    ),
)
OF_NOTHING = RULES.new(
    "review-of-nothing",
    "reviews",
    zh=(
        "复核记录所指的 {dataset}/{value} 不存在。编号更名或合并的，请记入数据集 {redirects}；"
        "确应删去的，请删去这行复核记录"
    ),
    en=(
        "the reviewed record {dataset}/{value} does not exist. If its id was renamed or merged, say so in the dataset"
        " {redirects}; if it had to go, remove this line of the ledger"
    ),
    means_zh="复核记录中有一行所指的记录不在数据中，也没有改名或合并的记录说明它去了哪里。",
    means_en="A line of the ledger is about a record that is not in the data, and no redirect says where it went.",
    why_zh="复核过的记录不会悄悄消失：删去一行，须有人同时删去它的复核记录。",
    why_en="What was reviewed does not vanish unnoticed: who removes a row has to remove its line of the ledger, too.",
)
NOT_REVIEWED = RULES.new(
    "not-reviewed",
    "reviews",
    "warning",
    zh="{dataset} 尚未经第二人读过的记录：{count} 条（{shown}）。读过的人运行 xinzhi review {dataset}",
    en=(
        "records of {dataset} that no second person has read yet: {count} ({shown}). Whoever has read them runs: xinzhi"
        " review {dataset}"
    ),
    means_zh="某数据集中有记录不在复核记录中：录入者之外还没有人对照原文读过。每个数据集只报一次。",
    means_en=(
        "A dataset has records that are not in the ledger: nobody but who entered them has read them against the"
        " document. One finding for each dataset."
    ),
    why_zh="新行由录入者以外的人复核；在此之前，只有规则看过它。",
    why_en="New rows are read by somebody else than their author; until then, only the rules have seen them.",
)
# Records that a finding names before it counts the others.
_NAMED = 5


@dataclass
class Standing:
    """How a package's records stand to its ledger. Lines of the ledger go by the record that they are about, redirects
    followed: `moved` has, by that record, the rows of lines that still stand under a retired id."""

    states: States
    reviewed: dict[RecordKey, dict[str, str]] = field(default_factory=dict)
    changed: list[RecordKey] = field(default_factory=list)
    new: list[RecordKey] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    moved: dict[RecordKey, int] = field(default_factory=dict)

    @property
    def waiting(self) -> list[RecordKey]:
        """The records whose state nobody has reviewed, in the order of the files."""
        waiting = {*self.changed, *self.new}
        return [key for key in self.states.positions if key in waiting]


def standing(tables: Tables, datasets: Datasets) -> Standing:
    """Compare every record with the ledger, which has to be among the tables."""
    result = Standing(states(tables, datasets))
    positions = result.states.positions
    table = tables[datasets.proof(Proof.reviews)][1]
    redirects = _redirects(tables, datasets)
    written = {RecordKey(table.cell(r, "dataset"), table.cell(r, "record")) for r in table.records}
    for record in table.records:
        cells = {column: table.cell(record, column) for column in table.header}
        key = RecordKey(cells.get("dataset", ""), cells.get("record", ""))
        lead = _led(key, redirects, datasets)
        if key in positions:
            result.reviewed[key] = cells
        elif lead in positions and lead not in written:
            result.reviewed[lead] = cells
            result.moved[lead] = record.row
        else:
            result.gone.append(record)
    for key in positions:
        if key not in result.reviewed:
            result.new.append(key)
        elif result.reviewed[key].get("digest") != result.states.digest(key):
            result.changed.append(key)
    return result


def check_reviews(package: Package, tables: Tables, datasets: Datasets) -> tuple[list[Finding], int]:
    """Findings of the ledger, and the number of records that were compared. The ledger has to be among the tables."""
    compared = standing(tables, datasets)
    return list(_findings(package, tables, datasets, compared)), len(compared.states.positions)


def _findings(package: Package, tables: Tables, datasets: Datasets, compared: Standing) -> Iterator[Finding]:
    positions = compared.states.positions
    for key in compared.changed:
        yield CHANGED.finding(
            {"dataset": key.dataset, "reviewed_on": compared.reviewed[key].get("reviewed_on")}, value=key.id
        ).moved(**_at(package, key, positions[key]))
    ledger = datasets.proof(Proof.reviews)
    table = tables[ledger][1]
    redirects = datasets.name_of(Proof.redirects)
    for record in compared.gone:
        yield OF_NOTHING.finding(
            {"dataset": table.cell(record, "dataset"), "redirects": redirects},
            resource=ledger,
            file=package.resource(ledger).path,
            line=record.line,
            row=record.row,
            column="record",
            value=table.cell(record, "record"),
        )
    unread: dict[str, list[RecordKey]] = defaultdict(list)
    for key in compared.new:
        unread[key.dataset].append(key)
    for dataset, keys in unread.items():
        shown = ", ".join(key.id for key in keys[:_NAMED]) + (" …" if len(keys) > _NAMED else "")
        yield NOT_REVIEWED.finding({"dataset": dataset, "count": len(keys), "shown": shown}, value=keys[0].id).moved(
            **_at(package, keys[0], positions[keys[0]])
        )


def _at(package: Package, key: RecordKey, position: RecordPosition) -> dict[str, object]:
    return {
        "resource": key.dataset,
        "file": package.resource(key.dataset).path,
        "line": position.line,
        "row": position.row,
    }


def _led(key: RecordKey, redirects: Mapping[tuple[str, str], str], datasets: Datasets) -> RecordKey:
    """Where the id of a record leads. That of a mention is made of other ids: of the entity, and of the article."""
    if not datasets.has(Proof.spans) or key.dataset != datasets.proof(Proof.spans):
        return RecordKey(key.dataset, redirects.get(key, key.id))
    dataset, _, rest = key.id.partition("/")
    record, *place = rest.rsplit("/", 3)  # field, article, start
    if len(place) == 3:
        articles = datasets.name_of(Proof.articles)
        record = redirects.get((dataset, record), record)
        place[1] = redirects.get((articles, place[1]), place[1])
    return RecordKey(key.dataset, "/".join([dataset, record, *place]))


def _redirects(tables: Tables, datasets: Datasets) -> dict[tuple[str, str], str]:
    """Where each retired id ends."""
    name = datasets.proof(Proof.redirects) if datasets.has(Proof.redirects) else ""
    if name not in tables:
        return {}
    table = tables[name][1]
    return ends_of({(table.cell(r, "dataset"), table.cell(r, "old")): table.cell(r, "new") for r in table.records})
