"""The rules of how a file is read: what frictionless guesses, and what Python's csv module makes of stray quotes."""

from __future__ import annotations

from ..findings import RuleBook

RULES = RuleBook()
STRAY_QUOTE = RULES.new(
    "stray-quote",
    "structure",
    zh="引号位置有误：{note_zh}：{value}；含引号、分隔符或换行的单元格须整个放在引号之内，其中的引号写两次",
    en=(
        "a quotation mark is out of place: {note_en}: {value}; a cell with quotes, delimiters or line ends stands in"
        " quotes, and quotes within it are doubled"
    ),
    means_zh='引号出现在未加引号的单元格中，或闭合的引号之后还有文字（如 `"a"b,`），也包括以反斜杠转义的引号。',
    means_en=(
        "A quotation mark stands within a cell that is not in quotes, or text follows behind the closing one, as in"
        ' `"a"b,`; also where it was escaped by a backslash.'
    ),
    why_zh="这不合 RFC 4180，各工具读法不一：有的报错，有的丢字，有的把几行并作一行。frictionless 一言不发。",
    why_en=(
        "RFC 4180 does not know it, and tools read it in different ways: some refuse, some lose text, some join rows."
        " frictionless says nothing."
    ),
)
ROWS_IN_A_CELL = RULES.new(
    "rows-in-a-cell",
    "structure",
    zh="{column} 的一个单元格跨 {count} 行，各行的单元格数与表相同：多半是一个引号吞掉了这些行：“{shown}”",
    en=(
        "a cell of {column} takes {count} lines, each with as many cells as the table: a stray quotation mark has"
        " probably swallowed these rows: “{shown}”"
    ),
    means_zh="一个加引号的单元格含有换行，而其中每一行都像表中的一行。",
    means_en="A quoted cell has line ends, and each of its lines looks like a row of the table.",
    why_zh="多出一个引号，到下一个引号为止的各行就都成了一个单元格：行丢失了，而没有任何工具会说。",
    why_en=(
        "With one quotation mark too many, all rows up to the next one become a single cell: they are lost, and no tool"
        " says so."
    ),
)
GUESSED_DIALECT = RULES.new(
    "guessed-dialect",
    "structure",
    zh="{note_zh}",
    en="{note_en}",
    means_zh="文件的分隔符、列名所在的行或分隔符后的空格不是默认的，而 `dialect` 没有声明；frictionless 猜测之后照读。",
    means_en=(
        "The delimiter, the row of the labels, or blanks behind delimiters are not the default, and no `dialect` says"
        " so; frictionless guesses, and reads on."
    ),
    why_zh="猜测取决于前 100 行的内容：加一行就可能猜成别的；不猜的工具则读错整张表。",
    why_en=(
        "The guess depends on the first 100 lines, so that one more row may change it; and tools that do not guess"
        " misread the whole table."
    ),
)
GUESSED_ENCODING = RULES.new(
    "guessed-encoding",
    "structure",
    zh=(
        "没有声明编码，应为 UTF-8，而{where_zh}；frictionless 猜作 {value}：请另存为 UTF-8，"
        '或声明 "encoding": "{value}"（先核对文字）'
    ),
    en=(
        "no encoding is declared, which means UTF-8, but {where_en}; frictionless guesses {value}: save as UTF-8, or"
        ' declare "encoding": "{value}" once you have looked at the text'
    ),
    means_zh="文件不是 UTF-8，而描述文件没有声明 `encoding`；frictionless 由开头的字节猜出一种编码。",
    means_en="The file is not in UTF-8, and no `encoding` is declared; frictionless guesses one from the first bytes.",
    why_zh="猜错的编码读得通，只是字不对；同一个字节出现得早晚不同，结论也会不同。",
    why_en=(
        "A wrong guess can be read, but the text is another one; and where the same byte stands later in the file, the"
        " verdict is another one too."
    ),
)
PADDED_LABEL = RULES.new(
    "padded-label",
    "structure",
    zh="列名“{shown}”首尾有空白或看不见的字符：应为“{suggested}”",
    en="the column name “{shown}” has white space or invisible characters at an end: “{suggested}” is meant",
    means_zh="文件首行的列名以空格、不换行空格、制表符或零宽字符开头或结尾。",
    means_en="A label of the header begins or ends with a blank, a no-break or zero-width space, or a tab.",
    why_zh="frictionless 去掉空白再比较；别的工具按原样取列名，便找不到这一列。",
    why_en="frictionless strips labels before it compares them; others take them as they are, and miss the column.",
)
