-- The sessions numbered from 1 in the order of their first events.
SELECT s, row_number() OVER (ORDER BY begins NULLS LAST, s NULLS LAST) AS number
FROM (SELECT s, min(us) AS begins FROM event GROUP BY s) AS session
