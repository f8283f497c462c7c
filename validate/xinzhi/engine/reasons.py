"""Every reason for which an engine leaves a file to frictionless, by name."""

from __future__ import annotations

from .doubt import Reason

# Of the resource and its path
BEYOND_LIMIT = Reason("beyond-limit", "超出读取的限度", "beyond a limit of what is read")
SMALL_FILE = Reason("small-file", "文件很小", "the file is small")
FEW_ROWS = Reason("few-rows", "行很少", "it has few rows")
NOT_A_TABLE = Reason("not-a-table", "不是表", "not a table")
NOT_LOCAL_CSV = Reason("not-local-csv", "不是本地的 CSV 文件", "not a local CSV file")
NEITHER_CSV_NOR_PARQUET = Reason(
    "neither-csv-nor-parquet", "既不是 CSV 文件，也不是 Parquet 文件", "neither a CSV nor a Parquet file"
)
SEVERAL_PARTS = Reason("several-parts", "分成几个文件，或在压缩包内", "in several parts, or in an archive")
NO_SUCH_FILE = Reason("no-such-file", "没有此文件", "no such file")
PATH_IS_PATTERN = Reason("path-is-pattern", "路径会被当作通配符", "the path would be taken for a pattern")
PATH_LEADS_OUT = Reason("path-leads-out", "路径指到数据包之外", "the path leads out of the package")
NAME_WITHOUT_GZ = Reason(
    "name-without-gz",
    "Spark 按文件名判断是否压缩，文件名应以 .gz 结尾",
    "Spark tells a compressed file by its name, which must end in .gz",
)
DIGEST_ELSEWHERE = Reason(
    "digest-elsewhere", "声明了摘要，而文件不在本机", "a digest is declared, and the file is not on this machine"
)
CANNOT_BE_OPENED = Reason("cannot-be-opened", "无法打开", "it cannot be opened")

# Of the bytes
CANNOT_BE_READ = Reason("cannot-be-read", "无法读到末尾", "it cannot be read to its end")
CANNOT_BE_DECODED = Reason("cannot-be-decoded", "无法解码", "it cannot be decoded")
CANNOT_BE_UNPACKED = Reason("cannot-be-unpacked", "无法解压", "it cannot be unpacked")
LONG_ROWS = Reason("long-rows", "有很长的行", "long rows")
UNPACKS_TO_TOO_MUCH = Reason(
    "unpacks-to-too-much", "解压后过大，或有一行过长", "it unpacks to too much, or holds too long a row"
)
NUL_BYTES = Reason("nul-bytes", "有 NUL 字节", "NUL bytes")
RETURNS_WITHIN_LINES = Reason("returns-within-lines", "行内有回车符", "carriage returns within lines")
RETURNS_AND_LINE_ENDS_IN_CELLS = Reason(
    "returns-and-line-ends-in-cells", "有回车符，单元格内又有换行", "carriage returns, and cells with line ends"
)
SPACE_AT_QUOTE = Reason("space-at-quote", "引号前后有空白", "white space in front of a quote, or behind")
OPEN_QUOTE = Reason("open-quote", "有一个引号没有关上", "a quote is not closed")
OTHER_ENCODING = Reason("other-encoding", "不是 UTF-8 编码", "not in UTF-8")
ASCII_REWRITTEN = Reason(
    "ascii-rewritten", "此编码以别的方式书写 ASCII 字符", "the encoding writes ASCII characters in another way"
)
BEYOND_SAMPLE = Reason(
    "beyond-sample", "样本之后的字节不是所测得的编码", "bytes beyond the sample are not in the detected encoding"
)
BYTE_ORDER_MARK = Reason("byte-order-mark", "数据之前有字节顺序标记", "a byte-order mark in front of data")

# Of the dialect and the header
OTHER_DIALECT = Reason("other-dialect", "格式设定（dialect）不是 CSV 的", "the dialect is not that of a CSV file")
COMMENTS = Reason("comments", "dialect 有注释行，或跳过空行", "the dialect has comments or skips blank rows")
SEVERAL_HEADER_ROWS = Reason("several-header-rows", "列名占几行", "the header takes several rows")
ESCAPES = Reason(
    "escapes", "dialect 有转义符，或略去单元格前的空白", "the dialect has escapes, or white space in front of cells"
)
UNUSUAL_QUOTE = Reason("unusual-quote", "引号字符不常见", "the quote character is unusual")
UNUSUAL_DELIMITER = Reason("unusual-delimiter", "分隔符不常见", "the delimiter is unusual")
COLUMNS_DO_NOT_PAIR = Reason("columns-do-not-pair", "列与字段不能一一对应", "the columns do not pair with the fields")
LINES_BEFORE_DATA = Reason(
    "lines-before-data",
    "数据之前有几行，单元格内又有换行",
    "several lines in front of the data, and cells with line ends",
)
LINES_DIFFER = Reason(
    "lines-differ", "Spark 读到的行与 frictionless 不同", "Spark does not see the lines that frictionless sees"
)
LABELS_DIFFER = Reason(
    "labels-differ", "Spark 读到的列名与 frictionless 不同", "Spark does not see the labels that frictionless sees"
)
RECORDS_AND_LINES_DISAGREE = Reason("records-and-lines-disagree", "记录数与行数不符", "records and lines do not agree")
ROWS_OF_OTHER_WIDTHS = Reason(
    "rows-of-other-widths", "许多行的单元格多于或少于列数", "many rows have more or fewer cells than there are columns"
)
NO_TEXT_OF_A_TABLE = Reason(
    "no-text-of-a-table", "有一列的值不是表中的文字", "a column holds what is no text of a table"
)

# Of the schema, its constraints and keys
LONG_CONSTRAINT = Reason("long-constraint", "有一个约束过长", "a constraint is too long")
MANY_MISSING_VALUES = Reason("many-missing-values", "表示空值的写法过多", "there are too many missing values")
TOO_MANY_COLUMNS = Reason(
    "too-many-columns", "列多得写不成一个表达式", "it has more columns than an expression can name"
)
MANY_DOUBTFUL_COLUMNS = Reason("many-doubtful-columns", "存疑的列过多", "too many columns are in doubt")
SINGLE_COLUMN = Reason(
    "single-column",
    "只有一列，空单元格与空行无从分辨",
    "in a single column an empty cell cannot be told from a blank line",
)
NO_SUCH_COLUMN = Reason("no-such-column", "键所指的列不存在", "a key names a column that is not there")
DOUBTFUL_KEY = Reason("doubtful-key", "键所在的列存疑的单元格过多", "a key column has too many cells in doubt")
FLOAT_KEY = Reason("float-key", "键是浮点数", "a key is a float")
NAN_KEY = Reason("nan-key", "键是 NaN，它不等于任何值", "a key is NaN, which equals nothing")
KEY_SPELLINGS = Reason(
    "key-spellings", "键的值写法不同而可能相等", "values of a key can be equal in different spellings"
)
SAME_REFERENCE = Reason("same-reference", "两个外键指向同一个键", "two foreign keys point to the same key")
NO_PARENT = Reason("no-parent", "外键所指的资源不存在", "a foreign key points to no resource")
PARENT_IS_NO_TABLE = Reason("parent-is-no-table", "外键所指的不是表", "a foreign key points to no table")
PARENT_WITH_OTHER_KEYS = Reason(
    "parent-with-other-keys",
    "外键所指的表，其自身的键 frictionless 无法查找",
    "a foreign key points to a table whose own keys frictionless cannot look up",
)
KEY_TYPES_DIFFER = Reason("key-types-differ", "外键两端的类型不同", "a foreign key joins different types")

# Of whoever was to judge
ORDER_IS_LOST = Reason("order-is-lost", "DuckDB 没有保持行的次序", "DuckDB does not keep the order of the rows")
DUCKDB_FAILS = Reason("duckdb-fails", "DuckDB 读不了", "DuckDB does not read it")
SPARK_FAILS = Reason("spark-fails", "Spark 读不了", "Spark does not read it")
FRICTIONLESS_FAILS = Reason("frictionless-fails", "frictionless 出错", "frictionless fails")
SLOW_CHECK = Reason("slow-check", "对一个单元格的检查耗时过长", "a check of a cell takes too long")
