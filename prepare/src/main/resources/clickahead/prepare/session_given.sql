-- How many events of the sessions of one part stand before the first that a row of lists predicts.
SELECT one_part.s AS s, CAST(count(*) AS INTEGER) AS given
FROM one_part
JOIN first_target ON one_part.s = first_target.s
WHERE position < target
GROUP BY one_part.s
