-- The part of each session (0 train, 1 valid, 2 test) by its first event, its place in the part, and its
-- rank in the whole log by its first row.
WITH session AS (
  SELECT s, min(us) AS begins, CAST(count(*) AS INTEGER) AS events
  FROM event
  GROUP BY s
), parted AS (
  SELECT s, begins, events,
    CASE WHEN begins >= :test_begins THEN 2 WHEN begins >= :valid_begins THEN 1 ELSE 0 END AS part
  FROM session
)
SELECT s, events, 0 AS history, part,
  CAST(row_number() OVER (PARTITION BY part ORDER BY begins NULLS LAST, s NULLS LAST) AS INTEGER) AS place,
  CAST(row_number() OVER (ORDER BY s NULLS LAST) - 1 AS INTEGER) AS rank
FROM parted
