-- The same for sessions that were divided by shares.
WITH ranked AS (
  SELECT s, CAST(row_number() OVER (ORDER BY s NULLS LAST) - 1 AS INTEGER) AS rank
  FROM (SELECT DISTINCT s FROM event) AS session
)
SELECT session_share.s AS s, events, history, part, ranked.rank AS rank,
  CAST(row_number() OVER (
    PARTITION BY part ORDER BY begins NULLS LAST, session_share.s NULLS LAST) AS INTEGER) AS place
FROM session_share
JOIN ranked ON session_share.s = ranked.s
