"""The pages of entities, such as regions, parks and organisations, and all kinds of pages in their order."""

from __future__ import annotations

from ...site.columns import Coded, Column, Count, Linked
from ...site.finder import Facet
from ...site.model import Kind, Section
from ...site.words import Pair
from . import finders
from . import sections as s
from .columns import COUNTS, PROJECTS, REGION, own
from .facts import outcomes_of
from .map_places import NEIGHBOURS
from .subjects import METRICS, SOURCES, TOPICS


def _linked(column: str, link: str | None = None) -> str:
    """The facts that refer to an entity by a column of theirs, the recognitions that it has a part in, and the
    commitments that a link table ties to it."""
    of_facts = [
        f"SELECT {column} AS page, '{dataset}' AS dataset, id FROM {dataset} WHERE {column} IS NOT NULL"
        for dataset in ("targets", "indicators", "milestones")
    ]
    of_facts.append(f"SELECT {column}, 'recognitions', recognition FROM recognition_{column}s")
    if link is not None:
        of_facts.append(f"SELECT {column}, 'regional_priorities', priority FROM {link}")
    return " UNION ".join(of_facts)


_IN_REGION = "SELECT a.ancestor AS page, f.dataset, f.id FROM kept_facts AS f JOIN around AS a ON a.region = f.region"
_COVERAGE = Section(
    "coverage",
    Pair("提到还是沉默", "Said or silent"),
    """
    SELECT c.region AS page, c.year,
           max(known) FILTER (topic = 'integrated-circuits') AS chips, max(priorities + other_facts) FILTER (topic = 'integrated-circuits') AS chips_count,
           max(known) FILTER (topic = 'compute') AS compute, max(priorities + other_facts) FILTER (topic = 'compute') AS compute_count,
           w.id, w.id AS report
    FROM kept_coverage AS c LEFT JOIN work_reports AS w ON w.region = c.region AND w.year = c.year
    GROUP BY ALL HAVING max(known) <> 'no source' ORDER BY c.region, c.year DESC
    """,  # noqa: E501
    (
        Column("year", Pair("年份", "Year"), look="short"),
        Coded("chips", Pair("芯片", "Chips"), of="known"),
        Count("chips_count", Pair("条数", "Entries")),
        Coded("compute", Pair("算力", "Compute"), of="known"),
        Count("compute_count", Pair("条数", "Entries")),
        Linked("report", Pair("政府工作报告", "Work report"), to="work_reports"),
    ),
    about=Pair(
        "当年的政府工作报告提没提芯片与算力。“通读全文，未提”是查证过的沉默；没有来源，什么也说明不了。",
        "Whether the year's work report speaks of chips and computing power. “Read in full, silent” is a silence that"
        " was looked for; where there is no source, nothing follows.",
    ),
)
_COMPARED = Section(
    "compared",
    Pair("与相邻省份比较", "Beside its neighbours"),
    f"""
    WITH pairs(page, region) AS (VALUES {", ".join(map(str, NEIGHBOURS))}),
    shown AS (FROM pairs UNION SELECT page, page FROM pairs),
    known AS (
        SELECT region, max(known) FILTER (topic = 'integrated-circuits') AS chips, max(known) FILTER (topic = 'compute') AS compute
        FROM (FROM kept_coverage QUALIFY year = max(year) OVER ()) GROUP BY region
    ),
    counted AS (
        SELECT a.ancestor AS region, count(*) FILTER (n.ours) AS ours, count(*) FILTER (n.ours AND n.verdict IS NOT NULL) AS followed,
               count(*) FILTER (n.ours AND n.verdict IN ('met', 'exceeded')) AS kept
        FROM newest AS n JOIN around AS a ON a.region = n.region GROUP BY ALL
    )
    SELECT s.page, s.region, r.name_zh AS region_zh, r.name_en AS region_en, k.chips, k.compute, c.ours, c.followed, c.kept
    FROM shown AS s JOIN regions AS r ON r.code = s.region
    LEFT JOIN known AS k ON k.region = s.region LEFT JOIN counted AS c ON c.region = s.region
    ORDER BY s.page, (s.region <> s.page), s.region
    """,  # noqa: E501
    (
        REGION,
        Coded("chips", Pair("最新报告：芯片", "Newest report: chips"), of="known"),
        Coded("compute", Pair("最新报告：算力", "Newest report: compute"), of="known"),
        Count("ours", Pair("芯片、算力承诺", "Promises on chips, compute")),
        Count("followed", Pair("已追踪", "Followed")),
        Count("kept", Pair("达到或超过", "Met or exceeded")),
    ),
    about=Pair(
        "数目含其下各地、各年份；各地被追踪的多少不同，不宜只看最后一列。",
        "Numbers include the cities and all years. Regions were not followed equally: do not read the last column"
        " alone.",
    ),
)
REGIONS = Kind(
    "regions",
    Pair("地区", "Regions"),
    Pair("地区", "Region"),
    """
    SELECT r.code AS id, r.name_zh, r.name_en, r.level, v.province, v.province_zh, v.province_en, q.work_reports, q.projects, q.parks,
           (SELECT count(*) FROM newest AS n JOIN around AS a ON a.region = n.region WHERE a.ancestor = r.code) AS promises,
           (SELECT count(*) FROM newest AS n JOIN around AS a ON a.region = n.region WHERE a.ancestor = r.code AND n.ours) AS ours
    FROM regions AS r
    LEFT JOIN region_profile AS q ON q.region = r.code
    LEFT JOIN region_provinces AS v ON v.region = r.code
    WHERE q.region IS NOT NULL OR r.level = 'province' OR r.code IN (SELECT region FROM kept_facts)
    ORDER BY v.province NULLS FIRST, r.code
    """,  # noqa: E501
    dataset="regions",
    about=Pair(
        "省级单位及其中有记录的市、县；省的数目含其下各地。",
        "Provincial units, and the cities and counties in them of which something is recorded; a province's numbers"
        " include those of its cities.",
    ),
    columns=(
        own("regions"),
        Coded("level", Pair("层级", "Level"), of="level"),
        *COUNTS,
        Count("work_reports", Pair("报告", "Reports")),
        Count("projects", Pair("项目", "Projects")),
        Count("parks", Pair("园区", "Parks")),
    ),
    split="province",
    sections=(
        _COVERAGE,
        s.promises(_IN_REGION, first=12),
        s.projects("SELECT a.ancestor AS page, j.id FROM projects AS j JOIN around AS a ON a.region = j.region"),
        s.figures(
            "SELECT a.ancestor AS page, g.dataset, g.id FROM figures AS g JOIN around AS a ON a.region = g.place"
        ),
        s.milestones(_IN_REGION),
        s.entities(
            "parks",
            Pair("园区", "Parks"),
            "parks",
            """SELECT a.ancestor AS page, p.id, p.kind, p.status FROM parks AS p JOIN around AS a ON a.region = p.region
               ORDER BY page, id""",
            s.PARK_KIND,
            s.PARK_STATUS,
        ),
        s.entities(
            "organizations",
            Pair("机构", "Organisations"),
            "organizations",
            """SELECT a.ancestor AS page, o.id, o.kind FROM organizations AS o JOIN around AS a ON a.region = o.region
               ORDER BY page, (o.kind <> 'company'), id""",
            s.ORGANIZATION_KIND,
        ),
        s.entities(
            "policies",
            Pair("政策", "Policies"),
            "policies",
            """SELECT a.ancestor AS page, y.id, y.kind, y.state, y.issued
               FROM policy_overview AS y JOIN around AS a ON a.region = y.region
               ORDER BY page, issued DESC NULLS LAST, id""",
            s.POLICY_KIND,
            s.POLICY_STATE,
            s.ISSUED,
        ),
        s.recognitions(_IN_REGION),
        s.entities(
            "within",
            Pair("其下地区", "Places in it"),
            "regions",
            """SELECT a.ancestor AS page, n.region AS id, count(*) AS promises, count(*) FILTER (n.ours) AS ours
               FROM newest AS n JOIN around AS a ON a.region = n.region AND a.ancestor <> n.region
               GROUP BY ALL ORDER BY page, id""",
            *COUNTS,
        ),
        _COMPARED,
    ),
    hidden=("id", "name_zh", "name_en"),
    weight=0,
)

_OF_PARK = _linked("park", "priority_parks")
_PARKS = """
    SELECT d.id, d.name_zh, d.name_en, d.kind, d.status, d.region, v.province_zh, v.province_en, d.listed, d.projects, d.priorities
    FROM park_directory AS d LEFT JOIN region_provinces AS v ON v.region = d.region ORDER BY d.region, d.id
"""  # noqa: E501
_PARK_COLUMNS = (
    own("parks"),
    s.PARK_KIND,
    s.PARK_STATUS,
    REGION,
    Count("listed", Pair("入驻", "Listed")),
    Count("projects", Pair("项目", "Projects")),
    Count("priorities", Pair("承诺", "Commitments")),
)
PARKS = Kind(
    "parks",
    Pair("园区", "Parks"),
    Pair("园区", "Park"),
    _PARKS,
    dataset="parks",
    columns=_PARK_COLUMNS,
    finder=finders.entities(
        "parks",
        Pair("筛选园区", "Find parks"),
        _PARKS,
        _PARK_COLUMNS,
        "park_directory",
        Facet("kind", Pair("类别", "Kind"), "kind = {value}", of="parks.kind"),
        Facet("status", Pair("状态", "Status"), "status = {value}", of="parks.status"),
    ),
    split="province",
    sections=(
        s.entities(
            "roster",
            Pair("园内机构", "Who is in it"),
            "organizations",
            "SELECT park AS page, organization AS id, role, as_of FROM park_roster ORDER BY page, id",
            Coded("role", Pair("角色", "Role"), of="park_roster.role"),
            s.AS_OF,
        ),
        s.promises(_OF_PARK),
        s.projects("SELECT park AS page, id FROM projects WHERE park IS NOT NULL"),
        s.figures(_OF_PARK),
        s.milestones(_OF_PARK),
        s.recognitions(_OF_PARK),
        s.entities(
            "parts",
            Pair("其中的园区", "Parks in it"),
            "parks",
            "SELECT parent AS page, id, kind, status FROM parks WHERE parent IS NOT NULL ORDER BY page, id",
            s.PARK_KIND,
            s.PARK_STATUS,
        ),
    ),
    hidden=("id", "name_zh", "name_en"),
    weight=1,
)

_OF_CLUSTER = _linked("cluster", "priority_clusters")
CLUSTERS = Kind(
    "clusters",
    Pair("集群", "Clusters"),
    Pair("集群", "Cluster"),
    "SELECT id, name_zh, name_en, kind, status, region FROM clusters ORDER BY region, id",
    dataset="clusters",
    columns=(
        own("clusters"),
        Coded("kind", Pair("类别", "Kind"), of="clusters.kind"),
        Coded("status", Pair("状态", "Status"), of="clusters.status"),
        REGION,
    ),
    sections=(s.promises(_OF_CLUSTER), s.figures(_OF_CLUSTER), s.milestones(_OF_CLUSTER), s.recognitions(_OF_CLUSTER)),
    hidden=("id", "name_zh", "name_en"),
    weight=1,
)

_OF_ORGANIZATION = _linked("organization", "priority_organizations")
_ORGANIZATIONS = """
    SELECT id, name_zh, name_en, kind, region, parks_zh, parks_en, projects, priorities, milestones
    FROM organization_profile ORDER BY kind, region NULLS LAST, id
"""
_ORGANIZATION_COLUMNS = (
    own("organizations"),
    REGION,
    Column("parks", Pair("所在园区", "In park")),
    Count("projects", Pair("项目", "Projects")),
    Count("priorities", Pair("承诺", "Commitments")),
    Count("milestones", Pair("里程碑", "Milestones")),
)
ORGANIZATIONS = Kind(
    "organizations",
    Pair("机构", "Organisations"),
    Pair("机构", "Organisation"),
    _ORGANIZATIONS,
    dataset="organizations",
    about=Pair(
        "来源点名的企业、院所、平台与政府部门。", "Companies, institutes, platforms and offices that a source names."
    ),
    columns=_ORGANIZATION_COLUMNS,
    finder=finders.entities(
        "organizations",
        Pair("筛选机构", "Find organisations"),
        _ORGANIZATIONS,
        _ORGANIZATION_COLUMNS,
        "organization_profile",
        Facet("kind", Pair("类别", "Kind"), "kind = {value}", of="organizations.kind"),
    ),
    split="kind",
    sections=(
        s.entities(
            "parks",
            Pair("所在园区", "Parks it is in"),
            "parks",
            "SELECT organization AS page, park AS id, role, as_of FROM park_roster ORDER BY page, id",
            Coded("role", Pair("角色", "Role"), of="park_roster.role"),
            s.AS_OF,
        ),
        s.projects("SELECT organization AS page, project AS id FROM project_organizations GROUP BY ALL"),
        s.promises(_OF_ORGANIZATION),
        s.figures(_OF_ORGANIZATION),
        s.milestones(
            f"{_OF_ORGANIZATION} UNION SELECT organization, 'milestones', milestone FROM milestone_organizations"
        ),
        s.recognitions(_OF_ORGANIZATION),
        s.entities(
            "policies",
            Pair("发布的政策", "Policies it issued"),
            "policies",
            """SELECT issuer AS page, id, kind, state, issued FROM policy_overview WHERE issuer IS NOT NULL
               ORDER BY page, issued DESC NULLS LAST, id""",
            s.POLICY_KIND,
            s.POLICY_STATE,
            s.ISSUED,
        ),
        s.entities(
            "parts",
            Pair("下属机构", "Parts of it"),
            "organizations",
            "SELECT parent AS page, id, kind FROM organizations WHERE parent IS NOT NULL ORDER BY page, id",
            s.ORGANIZATION_KIND,
        ),
    ),
    hidden=("id", "name_zh", "name_en"),
    weight=1,
)

_PROJECTS = """
    SELECT j.*, 'projects' AS dataset, v.province_zh, v.province_en FROM kept_project_pipeline AS j
    LEFT JOIN region_provinces AS v ON v.region = j.region ORDER BY v.province, (j.about = 'context'), j.stage, j.id
"""
PROJECT_PAGES = Kind(
    "projects",
    Pair("项目", "Projects"),
    Pair("项目", "Project"),
    _PROJECTS,
    dataset="projects",
    about=Pair(
        "每个项目的阶段以最新来源为准；芯片与算力在前。",
        "The stage of each project is that of the newest source; chips and computing power come first.",
    ),
    columns=PROJECTS[:3],
    finder=finders.projects(_PROJECTS, PROJECTS),
    split="province",
    sections=(
        Section(
            "stages",
            Pair("历次阶段", "Stages"),
            """
            SELECT project AS page, source, as_of, stage, note_en FROM project_stages
            ORDER BY page, as_of DESC NULLS LAST, source
            """,
            (
                Column("as_of", Pair("截至", "As of"), look="short"),
                PROJECTS[1],
                Linked("source", Pair("来源", "Source"), to="sources"),
            ),
        ),
        outcomes_of("projects"),
        s.figures(_linked("project")),
        s.milestones(_linked("project")),
        s.recognitions(_linked("project")),
    ),
    hidden=("id", "name_zh", "name_en"),
    cited=True,
    weight=2,
    most=100,
)

_OF_POLICY = (
    "SELECT policy AS page, 'policy_measures' AS dataset, id FROM policy_measures"
    " UNION SELECT policy, 'policy_terms', id FROM policy_terms"
    " UNION SELECT policy, 'regional_priorities', priority FROM priority_policies"
    " UNION SELECT policy, 'regional_priorities', id FROM regional_priorities WHERE policy IS NOT NULL"
    " UNION SELECT policy, 'targets', id FROM targets WHERE policy IS NOT NULL"
    " UNION SELECT policy, 'milestones', id FROM milestones WHERE policy IS NOT NULL"
    " UNION SELECT policy, 'indicators', id FROM indicators WHERE policy IS NOT NULL"
    " UNION SELECT policy, 'recognitions', recognition FROM recognition_policies"
)
POLICIES = Kind(
    "policies",
    Pair("政策", "Policies"),
    Pair("政策", "Policy"),
    """
    SELECT o.id, o.title_zh AS name_zh, o.title_en AS name_en, o.kind, o.state, o.region, o.issued, o.measures,
           v.province_zh, v.province_en
    FROM policy_overview AS o LEFT JOIN region_provinces AS v ON v.region = o.region
    ORDER BY v.province NULLS FIRST, o.issued DESC NULLS LAST, o.id
    """,
    dataset="policies",
    columns=(
        own("policies"),
        s.POLICY_KIND,
        s.POLICY_STATE,
        REGION,
        s.ISSUED,
        Count("measures", Pair("措施", "Measures")),
    ),
    split="province",
    sections=(
        Section(
            "states",
            Pair("历次状态", "States"),
            """
            SELECT policy AS page, source, as_of, state, note_en FROM policy_states
            ORDER BY page, as_of DESC NULLS LAST, source
            """,
            (
                Column("as_of", Pair("截至", "As of"), look="short"),
                s.POLICY_STATE,
                Linked("source", Pair("来源", "Source"), to="sources"),
            ),
        ),
        s.facts("measures", Pair("措施", "Measures"), _OF_POLICY, "'measure'", first=20),
        s.TERMS,
        s.promises(_OF_POLICY),
        s.figures(_OF_POLICY),
        s.projects("SELECT policy AS page, id FROM projects WHERE policy IS NOT NULL"),
        s.milestones(_OF_POLICY),
        s.recognitions(_OF_POLICY),
    ),
    hidden=("id", "title_zh", "title_en"),
    weight=2,
)

KINDS = (REGIONS, PARKS, CLUSTERS, ORGANIZATIONS, PROJECT_PAGES, POLICIES, TOPICS, METRICS, SOURCES)
