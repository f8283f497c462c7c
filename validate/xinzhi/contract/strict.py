"""What descriptor validators let pass: misspelt properties, unsafe paths, missing files and profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from ..findings import Finding, RuleBook
from .foreign_keys import check_foreign_keys
from .legacy import check_legacy
from .package import LARGEST_DESCRIPTOR, Package, Resource
from .reach import METADATA, is_inside, is_remote, references, remote_access
from .version_two import check_version_two
from .yaml_text import is_beyond

RULES = RuleBook()
MISSPELT = RULES.new(
    "misspelt-property",
    "descriptor",
    zh="{place} 的属性“{value}”不在规范中，疑为“{nearest}”之误",
    en="{place} has the property “{value}”, which the specification does not know: is “{nearest}” meant?",
    means_zh=(
        "描述文件、schema 或 dialect 中有一个规范没有的属性，名称与规范中的某个属性几乎相同。以 `_`、`x-` 开头的名称，"
        "以及已知属性加后缀的名称（如 `title_zh`），是允许的扩展。"
    ),
    means_en=(
        "The descriptor, a schema or a dialect has a property that the specification does not define and that looks"
        " like one it does. Names that start with `_` or `x-`, and known names with a suffix such as `title_zh`, are"
        " extensions and allowed."
    ),
    why_zh="工具对不认识的属性一律略过：拼错的 `primaryKey` 等于没有主键，而且没有任何提示。",
    why_en=(
        "Tools skip properties that they do not know: a misspelt `primaryKey` is no primary key, and nobody is told."
    ),
)
UNSAFE_PATH = RULES.new(
    "unsafe-path",
    "descriptor",
    zh="{place} 的路径“{value}”不安全：只许包内的相对路径",
    en="{place} has the unsafe path “{value}”: only relative paths inside the package are read",
    means_zh=(
        "资源的 `path`、`schema` 或 `dialect` 是绝对路径、含 `..` 的路径，或经符号链接离开了数据包的文件夹。"
        "有此问题时不读取任何数据。"
    ),
    means_en=(
        "The `path`, `schema` or `dialect` of a resource is absolute, contains `..`, or leaves the package's folder"
        " by a symbolic link. No data is read then."
    ),
    why_zh="描述文件可能来自他人：不应因校验它而读取包外的文件。",
    why_en="A descriptor may come from a stranger: validating it must not read files outside the package.",
)
REMOTE_PATH = RULES.new(
    "remote-path",
    "descriptor",
    zh="{place} 的 {property}“{value}”指向包外的网络地址；未读取，除非加上 --allow-remote",
    en="{place} has the remote {property} “{value}”: it is not read without --allow-remote",
    means_zh="描述文件引用了包外的网络地址。有此问题时不读取任何数据，除非加上 `--allow-remote`。",
    means_en="The descriptor refers to an address on the web. No data is read then, unless `--allow-remote` is given.",
    why_zh="描述文件可能来自他人：未经同意，不应因校验它而访问网络。",
    why_en="A descriptor may come from a stranger: validating it must not call an address unasked.",
)
SCHEMA_TOO_LARGE = RULES.new(
    "schema-too-large",
    "descriptor",
    zh="{place} 的 {property}“{value}”超过 {limit} 字节（YAML 的别名按展开后计）或嵌套过深，未读取",
    en=(
        "{place} has the {property} “{value}” of more than {limit} bytes (aliases in YAML written out), or nested too"
        " deep: it was not read"
    ),
    means_zh=(
        "描述文件所引用的 schema、dialect、profile 文件或 YAML 文件大于上限；YAML 的别名按展开后的大小计。"
        "有此问题时不读取任何数据。"
    ),
    means_en=(
        "A schema, dialect or profile that the descriptor refers to, or any YAML file, is larger than the limit;"
        " aliases in YAML count as what they stand for. No data is read then."
    ),
    why_zh="这些文件须整个读入内存；大到如此，多半是指错了文件。",
    why_en="Such files are read into memory whole; one so large is mostly another file than was meant.",
)
MISSING_PROFILE = RULES.new(
    "missing-profile",
    "descriptor",
    zh="{place} 缺少 $schema：应为 {expected}",
    en="{place} lacks $schema: expected {expected}",
    means_zh="描述文件、资源或 schema 的 `$schema` 不是 Data Package 2.0 的相应地址。只查有登记领域的数据包。",
    means_en=(
        "The `$schema` of the descriptor, a resource or a schema is not the one of Data Package 2.0. Asked of"
        " packages with a registered domain, as this project's own is."
    ),
    why_zh="没有 `$schema` 的描述文件按第 1 版解读，第 2 版的属性随之失效。",
    why_en="Without `$schema`, a descriptor is read as version 1, in which the properties of version 2 mean nothing.",
)
CATEGORIES_WITHOUT_ENUM = RULES.new(
    "categories-without-enum",
    "descriptor",
    zh="{place} 的 categories 与 constraints.enum 不一致：多数工具只检查 enum，两处须列出同样的值",
    en=(
        "{place} has categories that its constraints.enum does not repeat: most tools check enum only, so list the same"
        " values in both"
    ),
    means_zh="字段的 `categories` 与 `constraints.enum` 所列的值不一致。只查有登记领域的数据包。",
    means_en=(
        "The `categories` of a field and its `constraints.enum` do not list the same values. Asked of packages"
        " with a registered domain, as this project's own is."
    ),
    why_zh="多数工具只检查 `enum`：只写在 `categories` 里的词表不会被校验。",
    why_en="Most tools check `enum` only: a vocabulary that stands in `categories` alone is not enforced.",
)
UNDECLARED_FILE = RULES.new(
    "undeclared-file",
    "descriptor",
    zh="{value} 未在 datapackage.json 中声明，不会被任何工具读取；应声明为资源，或移出 datasets/",
    en=(
        "{value} is not declared in datapackage.json, so no tool will read it: declare a resource, or move the file out"
        " of datasets/"
    ),
    means_zh="`datasets/` 中有一个 CSV 文件，描述文件的任何资源都没有声明它。只查有登记领域的数据包。",
    means_en=(
        "A CSV file in `datasets/` belongs to no resource of the descriptor. Asked of packages with a registered"
        " domain, as this project's own is."
    ),
    why_zh="未声明的文件不会被读取、校验或发布，放在那里的行等于不存在。",
    why_en="A file that is not declared is not read, checked or released: its rows do not exist for anyone.",
)

# After a finding of these nothing else may read the package.
STOPPING = frozenset(rule.id for rule in (UNSAFE_PATH, REMOTE_PATH, SCHEMA_TOO_LARGE))

PROFILE = "https://datapackage.org/profiles/2.0/{}.json"

# Data Package v2.0: https://datapackage.org/standard/
_PACKAGE = {
    "$schema",
    "resources",
    "name",
    "id",
    "licenses",
    "title",
    "description",
    "homepage",
    "image",
    "version",
    "created",
    "contributors",
    "keywords",
    "sources",
    "profile",
}
_RESOURCE = {
    "$schema",
    "name",
    "path",
    "data",
    "type",
    "title",
    "description",
    "format",
    "mediatype",
    "encoding",
    "bytes",
    "hash",
    "sources",
    "licenses",
    "schema",
    "dialect",
    "profile",
    "homepage",
    "compression",
    "innerpath",
    "scheme",
    "extrapaths",
}
_SCHEMA = {
    "$schema",
    "fields",
    "fieldsMatch",
    "missingValues",
    "primaryKey",
    "uniqueKeys",
    "foreignKeys",
    "name",
    "title",
    "description",
}
_FIELD = {
    "name",
    "title",
    "type",
    "format",
    "description",
    "example",
    "examples",
    "constraints",
    "categories",
    "categoriesOrdered",
    "missingValues",
    "rdfType",
    "decimalChar",
    "groupChar",
    "bareNumber",
    "trueValues",
    "falseValues",
    "itemType",
    "delimiter",
}
_CONSTRAINTS = {
    "required",
    "unique",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "pattern",
    "enum",
    "jsonSchema",
}
_FOREIGN_KEY = {"fields", "reference"}
_REFERENCE = {"resource", "fields"}
_CSV = {
    "delimiter",
    "lineTerminator",
    "quoteChar",
    "doubleQuote",
    "escapeChar",
    "nullSequence",
    "skipInitialSpace",
}
# What frictionless keeps in objects of their own, by format.
_CONTROLS = {
    "csv": _CSV,
    "json": {"property", "keyed", "keys"},
    "excel": {"sheet", "fillMergedCells", "preserveFormatting", "adjustFloatingPointError", "stringified"},
    "ods": {"sheet"},
    "html": {"selector"},
}
# Table Dialect 2.0 and 1.2, and what frictionless has beside it.
_DIALECT = {
    *("$schema", "name", "type", "title", "description", "profile"),
    *("header", "headerRows", "headerJoin", "headerCase", "commentRows", "commentChar", "skipBlankRows"),
    *("property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table", "csvddfVersion", "caseSensitiveHeader"),
    *_CSV,
    *_CONTROLS,
}
_CONTRIBUTOR = {"title", "givenName", "familyName", "path", "email", "roles", "role", "organization"}
_LICENSE = {"name", "path", "title"}
_SOURCE = {"title", "path", "email", "version"}


def check_descriptor(package: Package, *, strict: bool = False, allow_remote: bool = False) -> Iterator[Finding]:
    """Every finding in the descriptor and its schemas. `strict` adds what is asked of packages that have a domain. With
    `allow_remote`, paths may be addresses on the web."""
    shown = package.shown(package.descriptor_path)
    for place, properties, known in _objects(package):
        for name in map(str, properties):  # in YAML a name may be a number
            nearest = _nearest(name, known)
            if nearest:
                finding = MISSPELT.finding(
                    {"place": place, "nearest": nearest}, file=_file_of(place, shown), value=name, suggestion=nearest
                )
                # Of a foreign package frictionless passes it in silence; the verdict stays comparable.
                yield finding if strict else finding.moved(severity="warning")
    for finding in (
        *check_version_two(package, shown),
        *check_foreign_keys(package, shown),
        *check_legacy(package, shown),
    ):
        yield finding if strict else finding.moved(severity="warning")
    yield from _check_references(package, shown, allow_remote)
    if strict:
        yield from _check_profiles(package, shown)
        yield from _check_categories(package)
        yield from _check_files(package)


def _check_references(package: Package, shown: str, allow_remote: bool) -> Iterator[Finding]:
    """Refuse what would be read from outside of the package."""
    asked = [access for r in package.resources if (access := remote_access(r))]
    for reference in (*references(package), *asked):
        resource = reference.resource
        name = resource.name if resource is not None else None
        place = shown if name is None else f"{shown}#{name}"
        if reference in asked or is_remote(reference.value):
            if not allow_remote:
                yield REMOTE_PATH.finding(
                    {"place": place, "property": reference.property}, resource=name, file=shown, value=reference.value
                )
        elif not is_inside(package, reference.value):
            yield UNSAFE_PATH.finding({"place": place}, resource=name, file=shown, value=reference.value)
        # frictionless reads YAML of any kind while it looks at the descriptor, to see whether it is a descriptor too.
        elif (reference.property in METADATA or reference.value.endswith(".yaml")) and is_beyond(
            package.root / reference.value, LARGEST_DESCRIPTOR
        ):
            yield SCHEMA_TOO_LARGE.finding(
                {"place": place, "property": reference.property, "limit": LARGEST_DESCRIPTOR},
                resource=name,
                file=shown,
                value=reference.value,
            )


def _objects(package: Package) -> Iterator[tuple[str, Mapping[str, Any], set[str]]]:
    """Every object of the descriptor as (place, properties, known properties)."""
    shown = package.shown(package.descriptor_path)
    yield shown, package.descriptor, _PACKAGE
    for key, known in (("contributors", _CONTRIBUTOR), ("licenses", _LICENSE), ("sources", _SOURCE)):
        for i, item in enumerate(_list(package.descriptor.get(key))):
            yield f"{shown}#{key}[{i}]", item, known
    for resource in package.resources:
        yield f"{shown}#{resource.name}", resource.descriptor, _RESOURCE
        yield from _dialect_objects(resource, shown)
        schema = resource.schema
        if schema is None:
            continue
        written = resource.descriptor.get("schema")
        home = written if isinstance(written, str) else f"{shown}#{resource.name}"
        yield home, schema.descriptor, _SCHEMA
        for f in schema.fields:
            yield f"{home}#{f.name}", f.descriptor, _FIELD
            yield f"{home}#{f.name}.constraints", f.constraints, _CONSTRAINTS
        for foreign_key in _list(schema.descriptor.get("foreignKeys")):
            yield f"{home}#foreignKeys", foreign_key, _FOREIGN_KEY
            reference = foreign_key.get("reference")
            if isinstance(reference, Mapping):
                yield f"{home}#foreignKeys.reference", reference, _REFERENCE


def _dialect_objects(resource: Resource, shown: str) -> Iterator[tuple[str, Mapping[str, Any], set[str]]]:
    dialect = resource.dialect
    if dialect is None:
        return
    written = resource.descriptor.get("dialect")
    home = written if isinstance(written, str) else f"{shown}#{resource.name}.dialect"
    yield home, dialect, _DIALECT
    for name, known in _CONTROLS.items():
        control = dialect.get(name)
        if isinstance(control, Mapping):
            yield f"{home}#{name}" if isinstance(written, str) else f"{home}.{name}", control, known | {"type", "title"}


def _nearest(name: str, known: set[str]) -> str | None:
    """The property that `name` misspells, or None where it is known or an extension of its own."""
    if (
        name in known
        or name.startswith(("_", "x-"))
        or any(name.startswith((k + "_", k + ":", k + "@")) for k in known)
    ):
        return None
    if name.casefold() in {k.casefold() for k in known}:
        return next(k for k in known if k.casefold() == name.casefold())
    # Who misspells a word nearly always begins it right: `related` is a word of its own, and not `created`.
    alike = [k for k in known if k[0].casefold() == name[:1].casefold()]
    return next(iter(get_close_matches(name, alike, n=1, cutoff=0.8)), None)


def _check_profiles(package: Package, shown: str) -> Iterator[Finding]:
    expected = PROFILE.format("datapackage")
    if package.descriptor.get("$schema") != expected:
        yield MISSING_PROFILE.finding({"place": shown, "expected": expected}, file=shown)
    for resource in package.resources:
        expected = PROFILE.format("dataresource")
        if resource.descriptor.get("$schema") != expected:
            place = f"{shown}#{resource.name}"
            yield MISSING_PROFILE.finding({"place": place, "expected": expected}, resource=resource.name, file=shown)
        expected = PROFILE.format("tableschema")
        if resource.schema is not None and resource.schema.descriptor.get("$schema") != expected:
            written = str(resource.descriptor.get("schema"))
            yield MISSING_PROFILE.finding(
                {"place": written, "expected": expected}, resource=resource.name, file=written
            )


def _check_categories(package: Package) -> Iterator[Finding]:
    for resource in package.resources:
        for f in resource.schema.fields if resource.schema else []:
            if f.categories is not None and f.categories != f.constraints.get("enum"):
                written = str(resource.descriptor.get("schema"))
                yield CATEGORIES_WITHOUT_ENUM.finding(
                    {"place": f"{written}#{f.name}"}, resource=resource.name, file=written, column=f.name
                )


def _check_files(package: Package) -> Iterator[Finding]:
    # `datasets/` is where packages that have a domain keep their tables, as docs/ and schemas/ hold the rest.
    declared = {resource.path for resource in package.resources}
    for path in sorted((package.root / "datasets").glob("*.csv")):
        shown = package.shown(path)
        if shown not in declared:
            yield UNDECLARED_FILE.finding(file=shown, value=shown)


def _list(declared: Any) -> list[Mapping[str, Any]]:
    return [x for x in declared if isinstance(x, Mapping)] if isinstance(declared, list) else []


def _file_of(place: str, shown: str) -> str:
    return place.split("#")[0] or shown
