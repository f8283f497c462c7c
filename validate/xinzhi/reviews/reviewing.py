"""Writes into the ledger that records were read, in the state in which they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from ..contract.canonical import canonical_text
from ..contract.package import Package, PackageError
from ..contract.table import Record, RecordKey, Table
from ..contract.tables import Tables, read_tables
from ..domain import Datasets, Proof
from ..domains import datasets_of
from ..writing import Replacement, replace_files
from .ledger import Standing, standing
from .states import Owners, reviewed_tables

# The column of the ledger that says who has read a record.
REVIEWER = "reviewer"


@dataclass(frozen=True)
class Ledger:
    """A package with its tables, and how its records stand to the ledger."""

    package: Package
    datasets: Datasets
    tables: Tables
    standing: Standing

    @property
    def name(self) -> str:
        """The dataset of the ledger."""
        return self.datasets.proof(Proof.reviews)

    @property
    def table(self) -> Table:
        """The ledger as it was read."""
        return self.tables[self.name][1]

    @property
    def names_reviewers(self) -> bool:
        """Whether the ledger says who has read a record: it need not have the column."""
        return REVIEWER in self.table.header


def open_ledger(package: Package) -> Ledger:
    """Read a package with its ledger. Raises PackageError where it keeps none, or where a table cannot be read: a
    record would be reviewed of which a part is missing."""
    tables = read_tables(package)
    names = [resource.name for resource in package.resources]
    datasets = datasets_of(package)
    name = datasets.name_of(Proof.reviews)
    if not datasets.has(Proof.reviews) or name not in names:
        raise PackageError(
            f"数据包没有 {name} 数据集，无处记录复核",
            f"the package has no dataset {name}: there is nowhere to write a review down",
        )
    unread = [n for n in names if n not in tables or not set(tables[n][0].names) <= set(tables[n][1].header)]
    if unread:
        listed = ", ".join(unread)
        raise PackageError(
            f"无法读取 {listed}，未记录复核。请先运行 xinzhi validate",
            f"{listed} cannot be read: no review was written. Run xinzhi validate first",
        )
    return Ledger(package, datasets, tables, standing(tables, datasets))


def chosen(ledger: Ledger, dataset: str, records: Sequence[str]) -> list[RecordKey]:
    """The records named, or those of a dataset that wait for a review where none is named. Raises PackageError for what
    is no record, with the nearest ones there are."""
    read = reviewed_tables(ledger.tables, ledger.datasets)
    owners = Owners({name: schema for name, (schema, _) in read.items()}, ledger.datasets)
    positions = ledger.standing.states.positions
    if not owners.is_record(dataset):
        reviewed = [name for name in ledger.tables if owners.is_record(name)]
        near = ", ".join(get_close_matches(dataset, reviewed, n=3)) or ", ".join(reviewed)
        if dataset in ledger.tables:
            raise PackageError(
                f"{dataset} 的行没有自己的复核记录，它们随所属的记录一起读；有复核记录的是：{', '.join(reviewed)}",
                f"the rows of {dataset} are read with the records that they belong to; those with reviews of their own"
                f" are: {', '.join(reviewed)}",
            )
        raise PackageError(
            f"没有名为 {dataset} 的数据集；相近的有：{near}", f"there is no dataset {dataset}; did you mean: {near}"
        )
    if not records:
        return [key for key in ledger.standing.waiting if key.dataset == dataset]
    for record in records:
        if (dataset, record) not in positions:
            near = (
                ", ".join(get_close_matches(record, [id for d, id in positions if d == dataset], n=5, cutoff=0.4))
                or "–"
            )
            raise PackageError(
                f"{dataset} 中没有 {record}；相近的有：{near}",
                f"{dataset} has no row {record}; the nearest are: {near}",
            )
    return [RecordKey(dataset, record) for record in dict.fromkeys(records)]


def with_mentions(ledger: Ledger, keys: Iterable[RecordKey]) -> list[RecordKey]:
    """The records, and behind each entity its mentions that wait: whoever is shown an entity sees where it is named."""
    waiting = set(ledger.standing.waiting)
    mentions = ledger.standing.states.mentions
    every = (each for key in keys for each in (key, *(m for m in mentions.get(key, ()) if m in waiting)))
    return list(dict.fromkeys(every))


def write_reviews(
    ledger: Ledger, keys: Iterable[RecordKey], on: date, *, by: str = "", without: Iterable[Record] = ()
) -> None:
    """Write that the records were read `on` a day `by` somebody, in the ledger's own file, whole or not at all. Lines
    under an id from which a redirect leads to one of them go, and so do the lines `without`. Raises WriteRefusedError
    and PackageError."""
    resource = ledger.package.resource(ledger.name)
    schema, table = ledger.tables[ledger.name]
    assert resource.file is not None
    now = {
        key: {
            "dataset": key.dataset,
            "record": key.id,
            "reviewed_on": on.isoformat(),
            "digest": ledger.standing.states.digest(key),
            REVIEWER: by,
        }
        for key in keys
    }
    dropped = {record.row for record in without}
    # A line that an old id leads away from is replaced by that of the new one.
    dropped |= {row for key, row in ledger.standing.moved.items() if key in now}
    rows = []
    for record in table.records:
        key = RecordKey(table.cell(record, "dataset"), table.cell(record, "record"))
        if record.row not in dropped and key not in now:
            rows.append(record.cells)
    rows += [[cells.get(column, "") for column in table.header] for cells in now.values()]
    text = canonical_text(table.header, rows, schema)
    replace_files(ledger.package.root, [Replacement(resource.file, text, read=table.text)])
