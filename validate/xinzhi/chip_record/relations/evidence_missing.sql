-- rule: evidence-missing
-- zh: “{record}”没有证据：每条事实都要在 evidence.csv 中有一行；用 xinzhi locate 可得
-- en: “{record}” has no evidence: every fact has a row in evidence.csv; xinzhi locate prints it
-- means_zh: 需要证据的数据集中，有一行在 `evidence` 中没有一处证据。兑现情况若据数据或里程碑，或称未再提及，则不须另有证据。
-- means_en: A row of a dataset that needs evidence has none in `evidence`. An outcome needs none of its own where it stands on an indicator or a milestone, or says that nothing was reported.
-- why_zh: 每条事实都须指向陈述它的文字，否则无从核对。
-- why_en: Every fact points to the text that states it; otherwise nobody can check it.
-- needs: evidence, outcomes
SELECT facts.dataset AS resource, facts.record
FROM facts
ANTI JOIN evidence ON evidence.dataset = facts.dataset AND evidence.record = facts.record
WHERE facts.dataset <> 'outcomes'
   OR facts.record IN (SELECT id FROM outcomes WHERE indicator IS NULL AND milestone IS NULL AND verdict <> 'not reported')
ORDER BY ALL
