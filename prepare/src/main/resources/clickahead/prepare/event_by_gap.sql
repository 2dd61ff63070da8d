-- Sessions (or the clicks of a user) divided wherever the pause is longer than :gap microseconds.
-- The new session's number is the position of its first row.
WITH pause AS (
  SELECT s, item, us, ord, position,
    us - lag(us) OVER (PARTITION BY s ORDER BY us NULLS LAST, ord NULLS LAST, position NULLS LAST) AS pause
  FROM event
), visit AS (
  SELECT s, item, us, ord, position,
    sum(CASE WHEN pause > :gap THEN 1 ELSE 0 END) OVER (
      PARTITION BY s ORDER BY us NULLS LAST, ord NULLS LAST, position NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS visit
  FROM pause
)
SELECT min(position) OVER (PARTITION BY s, visit) AS s, item, us, ord, position
FROM visit
