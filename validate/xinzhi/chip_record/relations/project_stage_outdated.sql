-- rule: project-stage-outdated
-- zh: 项目本行的阶段“{value}”不是最新来源所述的“{suggestion}”（截至 {as_of}，见 project_stages）
-- en: the stage “{value}” is not the one that the newest source gives, “{suggestion}” as of {as_of} (project_stages)
-- means_zh: 项目本行的阶段或其日期，与 project_stages 中截至日期最新的一行不同。
-- means_en: The stage of a project, or its date, is not that of the row of project_stages with the newest date.
-- why_zh: 项目本行给出目前所知的阶段；来源更新了而它没有跟上，读者看到的就是旧事。
-- why_en: The row of a project tells where it stands as far as is known; where a newer source says more, readers see what is past.
-- unfixed_zh: 较新的来源所述的可能是项目的另一部分
-- unfixed_en: the newer source may speak of another part of the project
-- needs: projects, project_stages
WITH newest AS (
    SELECT project, max(as_of) AS as_of FROM project_stages GROUP BY project
), told AS (
    SELECT n.project, n.as_of, list(DISTINCT s.stage ORDER BY s.stage) AS stages
    FROM newest AS n
    JOIN project_stages AS s ON s.project = n.project AND s.as_of = n.as_of
    GROUP BY n.project, n.as_of
)
SELECT 'projects' AS resource, p.id AS record, 'stage' AS "column", p.stage AS value, t.stages[1] AS suggestion, t.as_of AS as_of
FROM projects AS p
JOIN told AS t ON t.project = p.id
WHERE NOT list_contains(t.stages, p.stage) OR p.stage_as_of IS DISTINCT FROM t.as_of
ORDER BY ALL
