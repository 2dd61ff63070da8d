-- The events of one part, in their final order, and how often each stands there.
SELECT place, item, us, rank, copies /* codes */
FROM dwelling /* with codes */
ORDER BY place NULLS LAST, first_key NULLS LAST, second_key NULLS LAST, position NULLS LAST
