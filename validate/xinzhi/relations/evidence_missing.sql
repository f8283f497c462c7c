-- rule: evidence-missing
-- zh: “{record}”没有证据：每条事实都要在 evidence.csv 中有一行；用 xinzhi locate 可得
-- en: “{record}” has no evidence: every fact has a row in evidence.csv; xinzhi locate prints it
-- needs: evidence
SELECT facts.dataset AS resource, facts.record
FROM facts
ANTI JOIN evidence ON evidence.dataset = facts.dataset AND evidence.record = facts.record
ORDER BY ALL
