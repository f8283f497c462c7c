"""The page on method and limits."""

from __future__ import annotations

from ...site.model import Essay
from ...site.words import Pair

_METHOD = Essay(
    "method",
    Pair("方法与局限", "Method and limits"),
    (
        (
            Pair("怎样读", "How it was read"),
            (
                Pair(
                    "政府工作报告逐句读过；2024 年有 14 份只有一篇报道里的摘录，其余是全文。"
                    "说到芯片或算力的句子，其每个分句、每个数字、每个名称都有交代：或成为一条记录，或注明为何略去。"
                    "这样的句子里常连带说到别的产业，也一并收录，标作“其他”；与芯片、算力无关的句子不录。",
                    "Government work reports were read sentence by sentence; of 14 of 2024 there are only the excerpts"
                    " of one press article, the others are in full. Where a sentence speaks of chips or computing"
                    " power, every clause, number and name in it is accounted for: in a record, or with the reason why"
                    " it is left out. Such sentences often speak of other industries besides, which are recorded as"
                    " “other”; sentences without chips or computing power are not.",
                ),
                Pair(
                    "文中的话用自己的语言概述；名称、数字与动词照原文。原文不在数据包内，每条事实以字符区间与指纹指向它，有原文的人可以逐条核对。",
                    "Summaries are in our own words; names, figures and verbs stand as printed. The text of the"
                    " articles is not part of the package. Each fact points into it by characters and fingerprint, and"
                    " whoever has the document can check every one.",
                ),
            ),
        ),
        (
            Pair("承诺怎样计数", "How promises are counted"),
            (
                Pair(
                    "一条承诺、其中写明的目标、其中点名的项目，各是一条记录，各自追踪，因此各计一次：“建成2万P算力”既是一条承诺，也是一个目标。数目说明有多少条记录，不是有多少句话；承诺页上列出其中的目标。后来的报告只被问到目标时，承诺本身仍可能“尚未追踪”。",
                    "A commitment, a target that it states and a project that it names are a record each, are followed"
                    " each, and so are counted each: to build 20,000 P of computing power is a commitment and a target."
                    " Numbers tell how many records there are, not how many sentences; the page of a commitment lists"
                    " the targets in it. Where a later report was asked about the target, the commitment may still be"
                    " “not followed yet”.",
                ),
            ),
        ),
        (
            Pair("结果怎样判定", "How outcomes are judged"),
            (
                Pair(
                    "只看后来的报告自己怎么说，不比它的措辞更宽容。口径、指标或期间不同的，记作“口径不同”，不算达到。",
                    "By what later reports say, never more kindly than their words. What is reported for another scope,"
                    " metric or period is “other scope”, and not counted as met.",
                ),
                Pair(
                    "“未再提及”只说明后来的报告读过全文而没有提到，不说明没有做。“尚未追踪”是还没有来源被问过。",
                    "“Not reported” says that a later report, read in full, does not mention it; it does not say that"
                    " nothing was done. “Not followed yet” means that no source was asked.",
                ),
            ),
        ),
        (
            Pair("沉默", "Silence"),
            (
                Pair(
                    "报告的全文读过而没有提到，才是沉默。只有摘录的，或没有来源的，什么也说明不了。",
                    "Silence needs a report that was read in full. Where there is an excerpt only, or no source,"
                    " nothing follows.",
                ),
            ),
        ),
        (
            Pair("哪些数字可比", "Which figures can be compared"),
            (
                Pair(
                    "同一主体、指标、主题、口径与单位的数字排成序列，可以比较。增速与水平值、规划与实绩、一个产业与几个产业合计，都不混在一起。",
                    "Figures of one subject, metric, topic, basis and unit form a series and can be compared. Growth"
                    " and levels, plans and results, one industry and several together are kept apart.",
                ),
                Pair(
                    "大小为按基本单位换算的数，精确到原文的位数；“≥”等符号是原文“以上”“超过”等词的意思。",
                    "Readings are converted to the base unit exactly as printed; signs such as ≥ say what words like"
                    " 以上 or 超过 mean in the text.",
                ),
            ),
        ),
        (
            Pair("局限", "Limits"),
            (
                Pair(
                    "数据是各地自己的说法，未经独立核实。承诺多的省份未必做得多，报告的篇幅与写法各不相同，数目不宜用来排名。",
                    "These are the regions' own words, not independently verified. A province with many promises need"
                    " not do more: reports differ in length and style, and counts make poor rankings.",
                ),
                Pair(
                    "日期、名称的英文译法等，原文没有印出而由我们推得的，逐格标为“推定”，并写明依据。",
                    "What an article does not print and we concluded, such as a date, is marked “inferred” cell by"
                    " cell, with the basis.",
                ),
            ),
        ),
    ),
)

ESSAYS = (_METHOD,)
