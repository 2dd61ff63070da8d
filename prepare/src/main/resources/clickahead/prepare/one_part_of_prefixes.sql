-- The same where sessions were cut: the first events of each, as many as the part has of it.
WITH numbered AS (
  SELECT s, item, us, ord, position,
    row_number() OVER (
      PARTITION BY s ORDER BY us NULLS LAST, ord NULLS LAST, position NULLS LAST) AS number
  FROM event
)
SELECT numbered.s AS s, place, rank, item, us, us AS first_key, ord AS second_key, position
FROM numbered
JOIN one_session ON numbered.s = one_session.s
WHERE number <= one_session.events
