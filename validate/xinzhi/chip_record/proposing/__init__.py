"""How rows of the record are proposed from a document."""

from __future__ import annotations

from ...propose.proposing import Proposing, SheetForm
from ...propose.wording import NOTHING, Remark
from .official_pages import read_document
from .page_articles import articles_of_page
from .recogniser import recognise

# The last ones start empty: what they hold cannot be recognised.
PROPOSING = Proposing(
    sheets=(
        SheetForm("documents", ("documents",), Remark("无需决定，由文件算得", "nothing: computed from the file")),
        SheetForm(
            "sources",
            ("sources",),
            Remark(
                "起止对吗？是否关于本库主题（in_scope）？补题名、英文题名、completeness、日期依据",
                "are start and end right? is it about this package's subject (in_scope)? fill titles, completeness, and"
                " where the date comes from",
            ),
        ),
        SheetForm(
            "work_reports",
            ("work_reports",),
            Remark("核对地区、年份、日期；补英文", "check region, year and date; fill the English cells"),
        ),
        SheetForm(
            "passages",
            ("passages",),
            Remark(
                "范围之内的句子对吗？是否要 context？补标题英文（同一标题只填一次）",
                "are the sentences in scope the right ones, is context needed? translate each heading once",
            ),
        ),
        SheetForm(
            "commitments",
            ("regional_priorities", "policy_measures"),
            Remark(
                "是承诺吗？几个动词就分几行；谁在说话（voice）？动词照录；用自己的话写概述；核对立场与主题；"
                "机构后补角色（编号 = 角色）",
                "is it a commitment? one row per verb; who speaks (voice)? the verb as printed; write the summaries in"
                " your own words; check stance and topics; give each organisation a role (id = role)",
            ),
        ),
        SheetForm(
            "figures",
            ("targets", "indicators", "policy_terms"),
            Remark(
                "目标、实绩还是政策条款（dataset）？补 kind、metric、basis 与主体；存量只留 period_end",
                "target, indicator or policy term (dataset)? fill kind, metric, basis and subject; a stock keeps"
                " period_end only",
            ),
        ),
        SheetForm(
            "names",
            ("evidence",),
            Remark(
                "此分句是否提到它？yes 则作为它的证据", "does the clause name it? yes makes the clause its evidence"
            ),
        ),
        SheetForm(
            "organizations",
            ("organizations",),
            Remark(
                "是机构吗？核对名称起止；补英文名与类别",
                "an organisation? check where the name begins; fill the English name and the kind",
            ),
        ),
        SheetForm(
            "parks",
            ("parks",),
            Remark(
                "是园区吗？核对名称起止；补英文名、类别与地区",
                "a park? check where the name begins; fill the English name, kind and region",
            ),
        ),
        SheetForm(
            "projects",
            ("projects",),
            Remark(
                "有阶段才算项目；补英文名、类别、阶段",
                "no project without a stage; fill the English name, kind and stage",
            ),
        ),
        SheetForm(
            "policies",
            ("policies",),
            Remark(
                "是政策吗？核对题名；补英文题名、类别、地区",
                "a policy? check the title; fill the English title, kind and region",
            ),
        ),
        SheetForm(
            "event_speakers",
            ("event_speakers",),
            Remark("在何场合说的（event）？补英文", "at which event did they speak? fill event and the English cells"),
        ),
        SheetForm("omissions", ("omissions",), Remark("确是重复吗？", "is it a copy indeed?")),
        SheetForm("events", ("events",), NOTHING),
        SheetForm("clusters", ("clusters",), NOTHING),
        SheetForm("milestones", ("milestones",), NOTHING),
        SheetForm("outcomes", ("outcomes",), NOTHING),
        SheetForm("recognitions", ("recognitions",), NOTHING),
        SheetForm("park_roster", ("park_roster",), NOTHING),
        SheetForm("organization_aliases", ("organization_aliases",), NOTHING),
        SheetForm("park_aliases", ("park_aliases",), NOTHING),
    ),
    recognise=recognise,
    read=read_document,
    articles=articles_of_page,
)
