-- Of consecutive events on the same item in a session, the first.
WITH followed AS (
  SELECT s, item, us, ord, position,
    lag(item) OVER (PARTITION BY s ORDER BY us NULLS LAST, ord NULLS LAST, position NULLS LAST) AS previous
  FROM event
)
SELECT s, item, us, ord, position
FROM followed
WHERE previous IS NULL OR previous <> item
