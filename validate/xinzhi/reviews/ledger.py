"""Compares the records of a package with the states in which they were reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..contract.package import Package
from ..contract.table import Record
from ..findings import Finding, RuleBook
from ..versions.redirects import REDIRECTS, ends_of
from .states import REVIEWS, Key, Place, States, Tables, states

RULES = RuleBook()
CHANGED = RULES.new(
    "changed-since-review",
    "reviews",
    zh=(
        "{dataset}/{value} 已不是 {reviewed_on} 复核时的样子（本行、其关联行、证据或推断有改动）。"
        "请另一人对照原文再读一遍，然后运行 xinzhi review {dataset} {value}"
    ),
    en=(
        "{dataset}/{value} differs from what was reviewed on {reviewed_on}: its row, its links, its evidence or its"
        " inferences have changed. Have somebody else read it against the document, who then runs: xinzhi review"
        " {dataset} {value}"
    ),
    means_zh="某条记录（本行，连同属于它的关联行、别名、证据与推断）与第二人复核时的状态不同。",
    means_en=(
        "A record, that is a row with the links, aliases, spans and inferences that belong to it, is not in the"
        " state in which a second person read it."
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
        "复核记录所指的 {dataset}/{value} 不存在。编号更名或合并的，请记入 redirects.csv；确应删去的，请删去这行复核记"
        "录"
    ),
    en=(
        "the reviewed record {dataset}/{value} does not exist. If its id was renamed or merged, say so in"
        " redirects.csv; if it had to go, remove this line of the ledger"
    ),
    means_zh="`reviews` 中有一行所指的记录不在数据中，也没有 `redirects` 说明它去了哪里。",
    means_en="A line of `reviews` is about a record that is not in the data, and no redirect says where it went.",
    why_zh="复核过的记录不会悄悄消失：删去一行，须有人同时删去它的复核记录。",
    why_en="What was reviewed does not vanish unnoticed: who removes a row has to remove its line of the ledger, too.",
)
NOT_REVIEWED = RULES.new(
    "not-reviewed",
    "reviews",
    severity="warning",
    zh="{dataset} 尚未经第二人读过的记录：{count} 条（{shown}）。读过的人运行 xinzhi review {dataset}",
    en=(
        "records of {dataset} that no second person has read yet: {count} ({shown}). Whoever has read them runs: xinzhi"
        " review {dataset}"
    ),
    means_zh="某数据集中有记录不在 `reviews` 中：录入者之外还没有人对照原文读过。每个数据集只报一次。",
    means_en=(
        "A dataset has records that are not in `reviews`: nobody but who entered them has read them against the"
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
    reviewed: dict[Key, dict[str, str]] = field(default_factory=dict)
    changed: list[Key] = field(default_factory=list)
    new: list[Key] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    moved: dict[Key, int] = field(default_factory=dict)

    @property
    def waiting(self) -> list[Key]:
        """The records whose state nobody has reviewed, in the order of the files."""
        waiting = {*self.changed, *self.new}
        return [key for key in self.states.places if key in waiting]


def standing(tables: Tables) -> Standing:
    """Compare every record with the ledger, which has to be among the tables."""
    found = Standing(states(tables))
    table = tables[REVIEWS][1]
    redirects = _redirects(tables)
    written = {(table.cell(r, "dataset"), table.cell(r, "record")) for r in table.records}
    for record in table.records:
        cells = {column: table.cell(record, column) for column in table.header}
        key = cells.get("dataset", ""), cells.get("record", "")
        lead = key[0], redirects.get(key, key[1])
        if key in found.states.places:
            found.reviewed[key] = cells
        elif lead in found.states.places and lead not in written:
            found.reviewed[lead] = cells
            found.moved[lead] = record.row
        else:
            found.gone.append(record)
    for key in found.states.places:
        if key not in found.reviewed:
            found.new.append(key)
        elif found.reviewed[key].get("digest") != found.states.digest(key):
            found.changed.append(key)
    return found


def check_reviews(package: Package, tables: Tables) -> tuple[list[Finding], int]:
    """Findings of the ledger, and the number of records that were compared. The ledger has to be among the tables."""
    found = standing(tables)
    return list(_findings(package, tables, found)), len(found.states.places)


def _findings(package: Package, tables: Tables, found: Standing) -> Iterator[Finding]:
    for key in found.changed:
        yield CHANGED.finding(
            {"dataset": key[0], "reviewed_on": found.reviewed[key].get("reviewed_on")}, value=key[1]
        ).moved(**_at(package, key, found.states.places[key]))
    table = tables[REVIEWS][1]
    for record in found.gone:
        yield OF_NOTHING.finding(
            {"dataset": table.cell(record, "dataset")},
            resource=REVIEWS,
            file=package.resource(REVIEWS).path,
            line=record.line,
            row=record.row,
            column="record",
            value=table.cell(record, "record"),
        )
    unread: dict[str, list[Key]] = defaultdict(list)
    for key in found.new:
        unread[key[0]].append(key)
    for dataset, keys in unread.items():
        shown = ", ".join(id for _, id in keys[:_NAMED]) + (" …" if len(keys) > _NAMED else "")
        yield NOT_REVIEWED.finding({"dataset": dataset, "count": len(keys), "shown": shown}, value=keys[0][1]).moved(
            **_at(package, keys[0], found.states.places[keys[0]])
        )


def _at(package: Package, key: Key, place: Place) -> dict[str, object]:
    return {"resource": key[0], "file": package.resource(key[0]).path, "line": place.line, "row": place.row}


def _redirects(tables: Tables) -> dict[Key, str]:
    """Where each retired id ends."""
    if REDIRECTS not in tables:
        return {}
    table = tables[REDIRECTS][1]
    return ends_of({(table.cell(r, "dataset"), table.cell(r, "old")): table.cell(r, "new") for r in table.records})
