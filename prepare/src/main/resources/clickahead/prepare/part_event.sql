-- The events of one part, in their final order.
SELECT place, item, us, rank, 1 AS copies /* codes */
FROM one_part /* with codes */
ORDER BY place NULLS LAST, first_key NULLS LAST, second_key NULLS LAST, position NULLS LAST
