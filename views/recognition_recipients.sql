-- One row per recognition and who holds or seeks it, or has a part in it. / 每项荣誉的每个获得者、申请者或相关方一行。
-- recognition: Award, designation or bid. / 荣誉、认定或申报。
-- dataset: Dataset in which it stands: organizations, parks, projects, clusters, policies or regions. / 其所在的数据集：organizations、parks、projects、clusters、policies 或 regions。
-- id: Id of its row there; of a region, its code. / 该数据集中的编号；地区为代码。
-- name_zh: Its name in Chinese. / 其中文名称。
-- name_en: Its name in English. / 其英文名称。
-- role: What it has to do with the recognition: recipient (holds or seeks it), partner (applied together with the recipient) or location (the recipients lie in it). / 与该荣誉的关系：recipient（获得或申请者）、partner（共同申请者）或 location（获得者所在地）。
-- region: Region in which it lies. / 其所在地区。
-- sequence: Its place among those of one dataset that the text lists, from 1. / 在原文并列的同类名称中的次序，自 1 起。
CREATE OR REPLACE VIEW recognition_recipients AS
SELECT l.recognition, 'organizations' AS dataset, o.id, o.name_zh, o.name_en, l.role, o.region, l.sequence
FROM recognition_organizations AS l JOIN organizations AS o ON o.id = l.organization
UNION ALL
SELECT l.recognition, 'parks', k.id, k.name_zh, k.name_en, l.role, k.region, l.sequence
FROM recognition_parks AS l JOIN parks AS k ON k.id = l.park
UNION ALL
SELECT l.recognition, 'projects', j.id, j.name_zh, j.name_en, 'recipient', j.region, l.sequence
FROM recognition_projects AS l JOIN projects AS j ON j.id = l.project
UNION ALL
SELECT l.recognition, 'clusters', c.id, c.name_zh, c.name_en, 'recipient', c.region, l.sequence
FROM recognition_clusters AS l JOIN clusters AS c ON c.id = l.cluster
UNION ALL
SELECT l.recognition, 'policies', y.id, y.title_zh, y.title_en, 'recipient', y.region, l.sequence
FROM recognition_policies AS l JOIN policies AS y ON y.id = l.policy
UNION ALL
SELECT l.recognition, 'regions', r.code, r.name_zh, r.name_en, 'recipient', r.code, l.sequence
FROM recognition_regions AS l JOIN regions AS r ON r.code = l.region
ORDER BY recognition, dataset, sequence, id, role;
