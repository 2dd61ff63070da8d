-- Sessions cut at the boundary that follows their first event.
WITH session AS (
  SELECT s, min(us) AS begins
  FROM event
  GROUP BY s
)
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session ON event.s = session.s
WHERE us < :valid_begins
  OR (begins >= :valid_begins AND us < :test_begins)
  OR begins >= :test_begins
