-- One row per region about which anything is known, with its reports and everything counted; cities do not count for their province, commitments of a zone count for the region in which it lies. / 每个有数据的地区一行，含报告与各类条目数；市的条目不计入省，园区的承诺计入所在地区。
-- reports_zh: Speakers and years of its work reports, in Chinese. / 工作报告的报告人与年份（中文）。
-- reports_en: Speakers and years of its work reports, in English. / 工作报告的报告人与年份（英文）。
-- work_reports: Number of its work reports. / 工作报告数。
-- priorities: Number of its commitments. / 承诺数。
-- targets: Number of its targets. / 目标数。
-- indicators: Number of its observed figures. / 数据条数。
-- projects: Number of its projects. / 项目数。
-- parks: Number of its parks. / 园区数。
-- policies: Number of its policies. / 政策数。
-- recognitions: Number of its awards, designations and bids. / 荣誉、认定与申报数。
-- milestones: Number of its milestones. / 里程碑数。
CREATE OR REPLACE VIEW region_profile AS
WITH counted AS (
    SELECT region, 'work_reports' AS kind, count(*) AS n FROM work_reports GROUP BY ALL
    UNION ALL SELECT region, 'priorities', count(*) FROM regional_priorities GROUP BY ALL
    UNION ALL SELECT region, 'targets', count(*) FROM targets GROUP BY ALL
    UNION ALL SELECT region, 'indicators', count(*) FROM indicators GROUP BY ALL
    UNION ALL SELECT region, 'projects', count(*) FROM projects GROUP BY ALL
    UNION ALL SELECT region, 'parks', count(*) FROM parks GROUP BY ALL
    UNION ALL SELECT region, 'policies', count(*) FROM policies GROUP BY ALL
    UNION ALL SELECT region, 'recognitions', count(*) FROM recognitions GROUP BY ALL
    UNION ALL SELECT region, 'milestones', count(*) FROM milestones GROUP BY ALL
)
SELECT r.code AS region, r.name_zh AS region_zh, r.name_en AS region_en, r.level, r.iso_3166_2, r.parent,
       (SELECT string_agg(w.speaker_zh || ' ' || w.year, '、' ORDER BY w.year) FROM work_reports AS w WHERE w.region = r.code) AS reports_zh,
       (SELECT string_agg(w.speaker_en || ' ' || w.year, ', ' ORDER BY w.year) FROM work_reports AS w WHERE w.region = r.code) AS reports_en,
       COALESCE(sum(n) FILTER (kind = 'work_reports'), 0) AS work_reports,
       COALESCE(sum(n) FILTER (kind = 'priorities'), 0) AS priorities,
       COALESCE(sum(n) FILTER (kind = 'targets'), 0) AS targets,
       COALESCE(sum(n) FILTER (kind = 'indicators'), 0) AS indicators,
       COALESCE(sum(n) FILTER (kind = 'projects'), 0) AS projects,
       COALESCE(sum(n) FILTER (kind = 'parks'), 0) AS parks,
       COALESCE(sum(n) FILTER (kind = 'policies'), 0) AS policies,
       COALESCE(sum(n) FILTER (kind = 'recognitions'), 0) AS recognitions,
       COALESCE(sum(n) FILTER (kind = 'milestones'), 0) AS milestones
FROM regions AS r
JOIN counted AS c ON c.region = r.code
GROUP BY ALL
ORDER BY r.code;
