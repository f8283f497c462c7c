"""Rules of the structure layer about a file, its dialect and its header: the rarer error types of frictionless."""

from __future__ import annotations

from ..findings import RuleBook

RULES = RuleBook()

RULES.new(
    "error",
    "structure",
    zh="无法读取此表：{note_zh}",
    en="the table cannot be read: {note_en}",
    means_zh=(
        "frictionless 没有为这种错误另设类型：例如 `fieldsMatch` 按列名找字段，而首行有重复的列名。"
        "数据包以外的描述（如 checklist、report）的错误也归于此，消息是 frictionless 的原话。"
    ),
    means_en=(
        "frictionless has no type of its own for this error: with `fieldsMatch`, columns are found by their names, and"
        " a name stands twice in the header, for example. Errors of descriptors of other kinds than packages, such as"
        " checklists and reports, belong here as well, in frictionless's own words."
    ),
    why_zh="表没有读，其中的数据既未通过也未不通过。",
    why_en="The table was not read, so that its data has neither passed nor failed.",
)
RULES.new(
    "dialect-error",
    "structure",
    zh="{place} 的格式设定（dialect）有误：{note_zh}",
    en="the dialect of {place} is wrong: {note_en}",
    means_zh="资源的 `dialect` 中某个属性的值不合格式，例如 `header` 不是 true 或 false。",
    means_en="A property in a resource's `dialect` has a wrong form: `header` is neither true nor false, say.",
    why_zh="dialect 说明文件如何分行分列：写错了，就无从读取。",
    why_en="The dialect says how the file is parted into rows and cells; where it is wrong, nothing can be read.",
)
RULES.new(
    "control-error",
    "structure",
    zh="{place} 的格式设定中，某一格式的属性有误：{note_zh}",
    en="a property of one format in the dialect of {place} is wrong: {note_en}",
    means_zh="`dialect` 中只属于某一格式的属性（如 CSV 的 `delimiter`）有误。",
    means_en="A property in the `dialect` that belongs to one format, such as the `delimiter` of CSV, is wrong.",
    why_zh="分隔符、引号写错，各列就分不开。",
    why_en="With a wrong delimiter or quote, the columns are not told apart.",
)
RULES.new(
    "format-error",
    "structure",
    zh="数据文件的格式不对，或不受支持：{note_zh}",
    en="the data file is of another format, or of none that is read: {note_en}",
    means_zh="资源的 `format` 不受支持，或文件不是所声明的格式：例如工作簿损坏，或没有所指的工作表。",
    means_en=(
        "The resource's `format` is none that is read, or the file is not of it: a workbook is damaged, for example, or"
        " has no such sheet."
    ),
    why_zh="格式不对的文件读不出表。",
    why_en="No table can be read from a file of another format.",
)
RULES.new(
    "compression-error",
    "structure",
    zh="数据文件无法解压：{note_zh}",
    en="the data file cannot be unpacked: {note_en}",
    means_zh="文件不是所声明的压缩格式、不完整或已损坏，或 `compression` 不受支持。",
    means_en=(
        "The file is not packed as declared, is cut short or damaged; or its `compression` is none that is supported."
    ),
    why_zh="多半是下载或写入中断：缺失的部分无法补回。",
    why_en="Mostly a download or writing was cut short, and what is missing cannot be made up.",
)
RULES.new(
    "field-count",
    "structure",
    zh="列数与声明不符：{note_zh}",
    en="the number of columns differs from the declared one: {note_en}",
    means_zh="表的列数与描述文件中的 `fields` 不同。",
    means_en="The table's number of columns is not the `fields` in the descriptor.",
    why_zh="声明列数是为了发现列的增减。",
    why_en="The number is declared so that added or lost columns are noticed.",
)
RULES.new(
    "row-count",
    "structure",
    zh="行数与声明不符：{note_zh}",
    en="the number of rows differs from the declared one: {note_en}",
    means_zh="表的行数（不计首行）与描述文件中的 `rows` 不同。",
    means_en="The table's number of rows, the header not counted, is not the `rows` in the descriptor.",
    why_zh="声明行数是为了发现行的增减，例如写入中断。",
    why_en="The number is declared so that added or lost rows are noticed, as where writing was cut short.",
)
RULES.new(
    "unmatched-header",
    "structure",
    zh="首行没有一列是 schema 的字段，而 fieldsMatch 要求至少一列",
    en="no column of the header is a field of the schema, though fieldsMatch asks for one at least",
    means_zh="schema 的 `fieldsMatch` 为 `partial`，而首行没有一列是 schema 的字段。",
    means_en="The schema's `fieldsMatch` is `partial`, and no column of the header is a field of the schema.",
    why_zh="没有一列对得上，多半是指错了文件或 schema。",
    why_en="Where no column fits, mostly another file or schema was meant.",
)
