"""Writes the page that whoever has unpacked the Data Package reads first: what is in it and how each tool opens it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from .context import Release

NAME = "README.md"
# A link of Markdown: its text, and where it leads without the place on the page.
_LINK = re.compile(r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<target>[^)\s#]*)(?:#[^)\s]*)?\)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def readme(release: Release) -> str:
    """The page in both languages."""
    return "\n".join(_lines(release)) + "\n"


def without_broken_links(text: str, page: str, there: Collection[str]) -> str:
    """A page of Markdown, with the bare text for each link to a file that is not there."""

    def kept(link: re.Match[str]) -> str:
        target = link["target"]
        if not target or _ADDRESS.match(target):
            return link[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
        known = path in there or any(name.startswith(f"{path}/") for name in there)
        return link[0] if known else link["text"]

    return _LINK.sub(kept, text)


def _lines(release: Release) -> Iterator[str]:
    about = release.package.descriptor
    licence = release.licence
    name, address = str(licence.get("title") or licence.get("name") or ""), licence.get("path")
    terms = f"[{name}]({address})" if address else name
    yield from (
        f"# {about.get('title_zh', '')} {release.version}",
        "",
        f"{about.get('title', '')} {release.version}",
        "",
        f"{about.get('description_zh', '')}",
        "",
        f"{about.get('description', '')}",
        "",
        f"许可 / Licence: {terms}",
        "",
        "## 怎么打开 / How to open it",
        "",
        "| 用 With | 打开 Open |",
        "| --- | --- |",
        (
            "| Excel, WPS, LibreOffice | 请改取同一发布中的工作簿，各表与视图各一页。 / Take the workbook of the same"
            f" release instead, a sheet for each table and view: `{release.stem}.xlsx` |"
        ),
        (
            "| pandas, polars, R | `datasets/*.csv`：UTF-8；代码列按文本读入。 / UTF-8; read codes as text:"
            " `pandas.read_csv(path, dtype=str, keep_default_na=False)` |"
        ),
        (
            "| DuckDB | 在此文件夹中运行 / run in this folder: `.read views/tables.sql`，再按此页的次序 / then, in the"
            " order of this page, `.read views/….sql` |"
        ),
        (
            "| frictionless | `frictionless validate datapackage.json`：每个文件都有摘要。 / every file has its digest"
            " there. |"
        ),
        (
            f"| 其他 Others | 同一发布另有 / The same release has: `{release.stem}.sqlite`, `{release.stem}.duckdb`,"
            f" `{release.stem}-parquet.zip`, `{release.stem}-csv-excel.zip` |"
        ),
        "",
        "各列的含义见 `schemas/`。 / What each column means stands in `schemas/`.",
        "",
        "## 数据表 / Datasets",
        "",
        "| 文件 File | 行 Rows | 内容 | Content |",
        "| --- | ---: | --- | --- |",
    )
    for resource, _, file in release.datasets():
        path = file.relative_to(release.package.root).as_posix()
        rows = len(release.tables[resource.name][1].records) if resource.name in release.tables else 0
        told = (_cell(resource.descriptor.get(key, "")) for key in ("description_zh", "description"))
        yield f"| [{resource.name}]({path}) | {rows:,} | {' | '.join(told)} |"
    views = release.described_views
    if views:
        yield from ("", "## 视图 / Views", "", "| 文件 File | 内容 | Content |", "| --- | --- | --- |")
    for view in views:
        yield f"| [{view.name}](views/{view.name}.sql) | {_cell(view.zh)} | {_cell(view.en)} |"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")
