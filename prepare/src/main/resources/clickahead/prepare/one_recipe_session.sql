-- The same for a part that a recipe made.
WITH ranked AS (
  SELECT s, CAST(row_number() OVER (ORDER BY s NULLS LAST) - 1 AS INTEGER) AS rank
  FROM (SELECT DISTINCT s FROM event) session
)
SELECT recipe_part.s AS s, ranked.rank AS rank, 0 AS history,
  CAST(row_number() OVER (ORDER BY min(us) NULLS LAST, recipe_part.s NULLS LAST) AS INTEGER) AS place
FROM recipe_part
JOIN ranked ON recipe_part.s = ranked.s
GROUP BY recipe_part.s, ranked.rank
