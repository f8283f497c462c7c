"""The rules of the structure layer: the error types of frictionless, and the limits beyond which a file is not read."""

from __future__ import annotations

from ..findings import Rule, RuleBook
from .file_rules import RULES as FILE_RULES

RULES = RuleBook()

# The types of frictionless 5.21, in the order in which it documents them.
RULES.new(
    "package-error",
    "structure",
    zh="数据包描述有误：{note_zh}",
    en="the package's descriptor is wrong: {note_en}",
    means_zh="数据包的描述文件不合规范：缺少必需的属性，或属性的值不合格式。",
    means_en=(
        "The package's descriptor breaks the specification: a required property is missing, or a value has the"
        " wrong form."
    ),
    why_zh="描述文件有误时，frictionless 拒绝整个数据包，任何一张表都不会被检查。",
    why_en="frictionless refuses a package whose descriptor is wrong, and then checks none of its tables.",
)
RULES.new(
    "resource-error",
    "structure",
    zh="{place} 的资源描述有误：{note_zh}",
    en="{place}, the description of a resource, is wrong: {note_en}",
    means_zh="描述文件中的某个资源不合规范，例如没有 `path` 也没有 `data`，或两者都有。",
    means_en=(
        "A resource in the descriptor breaks the specification: it has neither `path` nor `data`, for example, or both."
    ),
    why_zh="这样的资源不知其数据在哪里，表无从读取。",
    why_en="Nobody can tell where the data of such a resource lies, so the table cannot be read.",
)
RULES.new(
    "schema-error",
    "structure",
    zh="{place} 的表结构（schema）有误：{note_zh}",
    en="the schema of {place} is wrong: {note_en}",
    means_zh="schema 自相矛盾或不合规范，例如主键所列的字段并不存在。",
    means_en=(
        "The schema contradicts itself or breaks the specification: its primary key names a field that does not"
        " exist, for example."
    ),
    why_zh="schema 有误时，无法判断数据的对错。",
    why_en="Data cannot be right or wrong by a schema that is wrong itself.",
)
RULES.new(
    "field-error",
    "structure",
    zh="{place} 的字段定义有误：{note_zh}",
    en="{place}, the definition of a field, is wrong: {note_en}",
    means_zh="schema 中某个字段的定义有误，例如类型不在 Table Schema 之列。",
    means_en="The definition of a field in the schema is wrong: its type is none of Table Schema's, for example.",
    why_zh="字段没有有效的类型，该列的单元格就无从校验。",
    why_en="Without a valid type, the cells of the column cannot be checked.",
)
RULES.new(
    "scheme-error",
    "structure",
    zh="找不到或无法打开数据文件：{note_zh}",
    en="the data file cannot be opened: {note_en}",
    means_zh="资源所指的数据文件不存在，或无法打开。",
    means_en="The data file that a resource names does not exist or cannot be opened.",
    why_zh="使用者按描述文件取数据时会落空。",
    why_en="Whoever follows the descriptor to the data finds nothing there.",
)
RULES.new(
    "source-error",
    "structure",
    zh="数据文件读不出表：{note_zh}",
    en="the data file holds no readable table: {note_en}",
    means_zh="数据文件打得开，却读不出表，例如文件是空的。",
    means_en="The data file can be opened, but holds no table that can be read: it may be empty.",
    why_zh="空文件连列名都没有，多半是写入中断所致。",
    why_en="An empty file lacks even its header; most often, writing it was cut short.",
)
RULES.new(
    "encoding-error",
    "structure",
    zh="文件不是所声明的编码：{note_zh}",
    en="the file is not in the declared encoding: {note_en}",
    means_zh="文件中有不属于所声明编码的字节；未声明时编码为 UTF-8。",
    means_en="The file holds bytes that are not in its declared encoding, which is UTF-8 where none is declared.",
    why_zh="编码不对，汉字就成了乱码。中文系统上的电子表格常存成 GB18030；请另存为 UTF-8。",
    why_en=(
        "In the wrong encoding, Chinese text turns to gibberish. Spreadsheets on Chinese systems often save"
        " GB18030: save as UTF-8."
    ),
)
RULES.new(
    "reader-failure",
    "structure",
    zh="frictionless 无法读完此资源：{note_zh}",
    en="frictionless fails on this resource: {note_en}",
    means_zh="frictionless 读此资源时自身出错，没有给出结论。常见原因是 schema 的某个约束写错，例如正则式不成立。",
    means_en=(
        "frictionless itself failed on this resource and gave no verdict. The usual cause is a wrong constraint in"
        " the schema, such as a pattern that is no regular expression."
    ),
    why_zh="没有结论不等于没有问题：此资源既未通过也未不通过。",
    why_en="No verdict is not a good verdict: the resource has neither passed nor failed.",
)
RULES.new(
    "hash-count",
    "structure",
    zh="文件摘要与声明不符：{note_zh}",
    en="the file's digest differs from the declared one: {note_en}",
    means_zh="文件的摘要与描述文件中的 `hash` 不同。",
    means_en="The file's digest is not the `hash` in the descriptor.",
    why_zh="声明摘要是为了发现文件被改动或传输受损。",
    why_en="A digest is declared so that changed or damaged files are noticed.",
)
RULES.new(
    "byte-count",
    "structure",
    zh="文件字节数与声明不符：{note_zh}",
    en="the file's size differs from the declared one: {note_en}",
    means_zh="文件的字节数与描述文件中的 `bytes` 不同。",
    means_en="The file's number of bytes is not the `bytes` in the descriptor.",
    why_zh="声明字节数是为了发现文件被截断或改动。",
    why_en="The size is declared so that truncated or changed files are noticed.",
)
RULES.new(
    "extra-label",
    "structure",
    zh="多出一列“{label}”：schema 中没有，应删去此列，或在 schema 中定义",
    en="the extra column “{label}” is not in the schema: remove it, or define it there",
    means_zh="文件首行的列比 schema 的字段多。",
    means_en="The header has more columns than the schema has fields.",
    why_zh="schema 中没有的列没有类型、含义和约束，无人知道其内容。",
    why_en="A column that the schema does not define has no type, meaning or constraint.",
)
RULES.new(
    "missing-label",
    "structure",
    zh="首行缺少列“{column}”：schema 中的每一列都须列出",
    en="the column “{column}” is missing: the header names every column of the schema",
    means_zh="文件首行缺少 schema 中的某一列。",
    means_en="A field of the schema is missing from the header.",
    why_zh="使用此列的查询会出错。",
    why_en="Queries that use the column fail.",
)
RULES.new(
    "blank-label",
    "structure",
    zh="第 {number} 列没有列名：应为 schema 中此处的字段名",
    en="column {number} has no name: expected is that of the schema's field at this place",
    means_zh="文件首行中某列的名称是空的。",
    means_en="A column has no name in the header.",
    why_zh="没有名称的列无法引用，也对不上 schema 的字段。",
    why_en="A column without a name cannot be addressed, nor matched with a field of the schema.",
)
RULES.new(
    "duplicate-label",
    "structure",
    zh="列名“{label}”出现了两次：每列各有其名",
    en="the column name “{label}” stands twice: each column has a name of its own",
    means_zh="文件首行中有两列同名。",
    means_en="Two columns of the header have the same name.",
    why_zh="同名的两列，使用者只会读到其中一列。",
    why_en="Of two columns with one name, a reader sees only one.",
)
RULES.new(
    "incorrect-label",
    "structure",
    zh="列名“{label}”有误：此处应为“{column}”",
    en="the column name “{label}” is wrong: “{column}” is expected here",
    means_zh="文件首行中某列的名称与 schema 中同一位置的字段不同。",
    means_en="The name of a column is not that of the field at the same place in the schema.",
    why_zh="列按次序与字段对应：名称不同，不是拼错，就是列的次序错了。",
    why_en=(
        "Columns and fields correspond by their order: a different name is a misspelling, or the columns are in the"
        " wrong order."
    ),
)
RULES.new(
    "blank-row",
    "structure",
    zh="整行为空：请删去此行",
    en="the row is blank: delete it",
    means_zh="某一行没有任何内容，或只有逗号。",
    means_en="A row holds nothing, or nothing but commas.",
    why_zh="空行不是记录，有的工具略过，有的读成一行空值，行数因此不一致。",
    why_en="A blank row is no record; some tools skip it, others read a row of nulls, and their counts differ.",
)
RULES.new(
    "extra-cell",
    "structure",
    zh="此行的单元格比列多，多出“{value}”：含逗号的文字须放在英文双引号之内",
    en=(
        "the row has more cells than there are columns; the extra one is “{value}”: text with a comma stands in double"
        " quotes"
    ),
    means_zh="某一行的单元格比列多。",
    means_en="A row has more cells than there are columns.",
    why_zh="多半是文中有逗号而未加引号：逗号之后的值都错了一列。含逗号的文字要放在英文双引号之内。",
    why_en=(
        "The usual cause is a comma in a text without quotes, which puts every later value in the wrong column."
        " Text with a comma stands in double quotes."
    ),
)
RULES.new(
    "missing-cell",
    "structure",
    zh="此行没有“{column}”的单元格：每列都须有一格，空值也要写出逗号",
    en="the row has no cell for “{column}”: every column has one, and an empty cell still has its comma",
    means_zh="某一行的单元格比列少。",
    means_en="A row has fewer cells than there are columns.",
    why_zh="少的可能是中间的一格，那么其后的值都错了一列。空值也要写出逗号。",
    why_en=(
        "The missing one may be in the middle, and then every later value is in the wrong column. An empty cell"
        " still has its comma."
    ),
)
RULES.new(
    "type-error",
    "structure",
    zh="“{value}”不合 {column} 的类型：{note_zh}",
    en="“{value}” does not fit the type of {column}: {note_en}",
    means_zh="单元格读不成该列的类型：整数列中有单位，日期不存在或写成另一种形式。",
    means_en=(
        "The cell cannot be read in the type of its column: a number with its unit, say, or a date that does not"
        " exist or is written in another form."
    ),
    why_zh="类型不对的值无法计算、排序和比较，数据库也装不进去。",
    why_en="A value of the wrong type cannot be counted, sorted or compared, and no database will load it.",
)
RULES.new(
    "constraint-error",
    "structure",
    zh="{column} 的值“{value}”不合约束：{note_zh}",
    en="the value “{value}” of {column} breaks a constraint: {note_en}",
    means_zh="单元格的类型对，但不合 schema 的约束：必填而空、不在词表之中、不合格式、太大或太小。",
    means_en=(
        "The cell has the right type, but breaks a constraint of the schema: required but empty, none of the"
        " allowed values, not of the required form, too large or too small."
    ),
    why_zh="约束是列的约定，使用者的查询依赖它：拼错的词表值在任何分组里都会漏掉。",
    why_en="Constraints are what consumers rely on: a misspelt term of a vocabulary is missing from every group.",
)
RULES.new(
    "unique-error",
    "structure",
    zh="{column} 的值“{value}”重复：{note_zh}",
    en="the value “{value}” of {column} is not unique: {note_en}",
    means_zh="schema 要求某列的值互不相同，而一个值出现了两次。",
    means_en="The schema asks for unique values in the column, and one stands there twice.",
    why_zh="以此列查找或关联时，会得到两行。",
    why_en="Looking up or joining by the column finds two rows.",
)
RULES.new(
    "primary-key",
    "structure",
    zh="主键“{value}”重复或为空：{note_zh}",
    en="the primary key “{value}” is repeated or empty: {note_en}",
    means_zh="两行的主键相同，或主键的各列全是空的。",
    means_en="Two rows have the same primary key, or all columns of a row's key are empty.",
    why_zh="主键指认一行：证据、关联和引用都靠它找到唯一的那一行。",
    why_en="The key identifies the row: evidence, links and citations reach exactly one row by it.",
)
RULES.new(
    "foreign-key",
    "structure",
    zh="{column} 的值“{value}”无所指：{note_zh}",
    en="the value “{value}” of {column} points to no row: {note_en}",
    means_zh="单元格指向另一张表（或本表）的一行，而那里没有这个编号。",
    means_en="The cell points to a row of another table, or of its own, that does not exist.",
    why_zh="无所指的编号使关联落空：此行在视图和查询中会消失。不是编号拼错，就是缺了被指的那一行。",
    why_en="Joins lose the row. Either the id is misspelt, or the row that it names has yet to be added.",
)
for _rule in FILE_RULES:
    RULES.add(_rule)
# Where a file passes a limit (engine/limits.py), it is not read.
RULES.new(
    "not-a-file",
    "structure",
    zh="{path} 不是普通文件（而是管道、设备或套接字），未读取",
    en="{path} is no regular file but a pipe, a device or a socket: it was not read",
    means_zh="资源的数据是管道、设备或套接字，而不是普通文件。有此问题时不读取它。",
    means_en="The data of a resource is a pipe, a device or a socket, not a regular file. It is not read then.",
    why_zh="读取这样的“文件”可能永不结束，或改变别的东西。",
    why_en="Reading such a “file” may never end, or may change something.",
)
RULES.new(
    "nul-byte",
    "structure",
    zh="文件第 {offset} 字节（从 0 起）是 NUL：不是文本",
    en="byte {offset} of the file (from 0) is NUL: this is no text",
    means_zh="文件含 NUL 字节，因此不是文本，未读取。",
    means_en="The file holds a NUL byte, so that it is no text. It was not read.",
    why_zh="多半是别的格式（如电子表格或压缩包）改了扩展名，或以 UTF-16 保存；也可能是写入中断。",
    why_en=(
        "Mostly it is another format under a wrong name, such as a spreadsheet or an archive, or was saved as"
        " UTF-16; or writing it was cut short."
    ),
)
RULES.new(
    "row-too-long",
    "structure",
    zh="有一行超过 {limit} 字节，未读取；多因缺少换行，或引号没有闭合",
    en="a row is longer than {limit} bytes, and was not read: a line end is missing, or a quote is never closed",
    means_zh="有一行长于上限，文件未读取。",
    means_en="A row is longer than the limit, and the file was not read.",
    why_zh="这样的一行多半是缺了换行，或引号没有闭合；整行读入会占满内存。",
    why_en="Mostly a line end is missing or a quote is never closed; to read such a row would take all memory.",
)
RULES.new(
    "unclosed-quote",
    "structure",
    zh="第 {row} 条记录的引号 {quote} 直到文件末尾都没有闭合，其后各行都成了一个单元格",
    en="record {row} opens a quote {quote} that is not closed before the end of the file: all that follows is one cell",
    means_zh="有一个引号直到文件末尾都没有闭合。",
    means_en="A quotation mark is not closed before the end of the file.",
    why_zh="引号之内的逗号和换行都算文字：其后的各行全都进了一个单元格。",
    why_en="Between quotes, commas and line ends are text: all rows behind the mark end up in one cell.",
)
RULES.new(
    "too-many-columns",
    "structure",
    zh="第 {row} 条记录有 {number} 个单元格，超过 {limit} 列，未读取：更宽的表须由 schema 列明每一列，且没有一处存疑",
    en=(
        "record {row} has {number} cells, and the file was not read: beyond {limit} columns, the schema has to name"
        " every column, and nothing may be in doubt"
    ),
    means_zh="有一条记录的单元格多于上限，文件未读取。由 schema 列明每一列而没有一处存疑的小文件不在此列。",
    means_en=(
        "A record has more cells than the limit, and the file was not read. Small files are, whose schema names every"
        " column and in which nothing is in doubt."
    ),
    why_zh="这样宽的表多半是分隔符弄错了；读取会占满内存。",
    why_en="So wide a table mostly has another delimiter than was thought; reading it would take all memory.",
)
RULES.new(
    "unpacked-size",
    "structure",
    zh="文件压缩后为 {size} 字节，解压后超过 {limit} 字节且超过其 {ratio} 倍，未读取",
    en=(
        "the file has {size} bytes and unpacks to more than {limit} and more than {ratio} times its own size: it was"
        " not read"
    ),
    means_zh="压缩文件解压后，既超过上限，又远大于压缩前应有的倍数，未读取。",
    means_en=(
        "A compressed file unpacks to more than the limit and to more than a sane multiple of its size. It was not"
        " read."
    ),
    why_zh="很小的压缩包可以解出装满磁盘的数据；不应因校验而发生。",
    why_en="A tiny archive can unpack to more than a disk holds; validating it must not do so.",
)
RULES.new(
    "archive-members",
    "structure",
    zh="压缩包内的文件超过 {limit} 个，未读取",
    en="the archive has more than {limit} members, and was not read",
    means_zh="压缩包内的文件多于上限，未读取。",
    means_en="An archive has more members than the limit, and was not read.",
    why_zh="逐个查看无数的文件会占满内存和时间。",
    why_en="Looking through countless members would take all memory and time.",
)
RULES.new(
    "nested-descriptor",
    "structure",
    zh="包内的描述文件又指向描述文件“{named}”，未读取",
    en="a descriptor within the package names the descriptor “{named}” in turn: it was not read",
    means_zh="资源本身是描述文件，它又列出了另一个描述文件或校验清单。只读一层，其余不读。",
    means_en=(
        "A resource is a descriptor itself, and it names another one, or it is a list of validations. One level is"
        " read, and no more."
    ),
    why_zh="每一层都可指向许多个下一层：几个小文件就能要求无数次校验。",
    why_en="Each level can name many of the next: a few small files would ask for more validations than ever end.",
)
RULES.new(
    "file-too-large",
    "structure",
    zh="此格式须整个读入内存，上限为 {limit} 字节（YAML 的别名按展开后计），文件至少有 {size} 字节，未读取",
    en=(
        "this format is read into memory whole, of at most {limit} bytes (aliases in YAML written out); the file has at"
        " least {size}, and was not read"
    ),
    means_zh="此格式的文件须整个读入内存，而文件大于上限，未读取。",
    means_en="A file of this format is read into memory whole, and is larger than the limit. It was not read.",
    why_zh="读入会占满内存。大的表请用 CSV。",
    why_en="Reading it would take all memory. For a large table use CSV.",
)


def unknown_error(type: str) -> Rule:
    """The rule of an error of frictionless that is none of those above: a plugin of frictionless may have its own."""
    return Rule.new(
        type,
        "structure",
        zh="frictionless 报告：{note_zh}",
        en="{note_en}",
        means_zh="frictionless 报告了一种本工具不认识的错误，此处为它的原话。",
        means_en="frictionless reports an error of a type that this toolkit does not know; the words are its own.",
        why_zh="frictionless 的插件可以有自己的检查。",
        why_en="Plugins of frictionless may have checks of their own.",
    )
