-- The events of one part, in their final order.
SELECT place, item, us, rank
FROM one_part
ORDER BY place NULLS LAST, first_key NULLS LAST, second_key NULLS LAST, position NULLS LAST
