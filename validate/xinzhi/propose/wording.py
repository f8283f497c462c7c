"""What the review folder says to its reader, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """What is said of a candidate. As text it is in both languages, as one cell holds it."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if self.zh == self.en else f"{self.zh} · {self.en}"


def joined(remarks: Iterable[Remark]) -> Remark:
    """Several remarks as one."""
    parts = list(remarks)
    return Remark("；".join(p.zh for p in parts), "; ".join(p.en for p in parts))


def say(zh: str, en: str) -> str:
    """A remark in both languages, as one cell holds it."""
    return str(Remark(zh, en))


# For each sheet, what no program can know.
DECIDE: Mapping[str, str] = {
    "documents": say("无需决定，由文件算得", "nothing: computed from the file"),
    "sources": say(
        "起止对吗？是否关于本库主题（in_scope）？补题名、英文题名、completeness、日期依据",
        "are start and end right? is it about this package's subject (in_scope)? fill titles, completeness, and where"
        " the date comes from",
    ),
    "work_reports": say("核对地区、年份、日期；补英文", "check region, year and date; fill the English cells"),
    "commitments": say(
        "是承诺吗？几个动词就分几行；用自己的话写概述；核对立场与主题；机构后补角色（编号 = 角色）",
        "is it a commitment? one row per verb; write the summaries in your own words; check stance and topics; give"
        " each organisation a role (id = role)",
    ),
    "figures": say(
        "目标、实绩还是政策条款（dataset）？补 kind、metric、basis 与主体；存量只留 period_end",
        "target, indicator or policy term (dataset)? fill kind, metric, basis and subject; a stock keeps period_end"
        " only",
    ),
    "names": say("此分句是否提到它？yes 则作为它的证据", "does the clause name it? yes makes the clause its evidence"),
    "organizations": say(
        "是机构吗？核对名称起止；补英文名与类别",
        "an organisation? check where the name begins; fill the English name and the kind",
    ),
    "parks": say(
        "是园区吗？核对名称起止；补英文名、类别与地区",
        "a park? check where the name begins; fill the English name, kind and region",
    ),
    "projects": say(
        "有阶段才算项目；补英文名、类别、阶段", "no project without a stage; fill the English name, kind and stage"
    ),
    "policies": say(
        "是政策吗？核对题名；补英文题名、类别、状态、地区",
        "a policy? check the title; fill the English title, kind, status and region",
    ),
    "event_speakers": say(
        "在何场合说的（event）？补英文", "at which event did they speak? fill event and the English cells"
    ),
    "omissions": say("确是重复吗？", "is it a copy indeed?"),
}

GUIDE = """\
芯志审阅文件夹 · Review folder of Xinzhi
========================================

文档 {document}。程序只提出候选，由你决定。用电子表格打开各 CSV 文件，所有列按“文本”导入。
Document {document}. These are candidates; you decide. Open each CSV file in a spreadsheet and import every column as text.

每行都要在 [keep] 填 yes 或 no。
Every row needs yes or no in [keep].

  yes    收入数据；补齐 [decide] 所说的单元格，英文与概述用自己的话写。
         It goes into the data. Fill the cells that [decide] names; write English and summaries in your own words.
  no     不收。若在 [reason] 填理由（{reasons}），则记为略去。
         It does not. With a reason ({reasons}) in [reason] it is recorded as left out.

[dataset]       commitments 与 figures：收入哪个数据集 · which dataset a commitment or a figure goes into
[clause]        证据：从原文复制，可改长改短，不必数字符 · the evidence, copied from the document; make it longer or shorter, nobody counts characters
[more clauses]  更多证据，用 | 隔开；“列名: 分句”只证一列 · further evidence, parted by |; “column: clause” proves one column
[inferred]      推断的单元格：“列名 = 中文依据 / English basis”，用 | 隔开 · inferred cells, parted by |
[topics] …      关联，用 | 隔开；机构写“编号 = 角色” · links, parted by |; an organisation is “id = role”
row:sheet-3     指同一文件夹中的另一行 · names another row of this folder, see [row]
id              可留空，由程序按惯例给出 · may stay empty: accept gives one

自己加行：[start]、[end] 留空；若别的行要指它，在 [row] 自取一个名字。文章标为 in_scope false 时，其中的候选不必逐行填写。
Rows of your own: leave [start] and [end] empty, and give the row a name in [row] if another row has to refer to it. Candidates in an article with in_scope false need no answer.

完成后 · When done:

  xinzhi accept {folder}

此文件夹含受版权保护的原文，只供审阅，不要提交。
This folder holds text under copyright. It is for review; do not commit it.
"""  # noqa: E501
