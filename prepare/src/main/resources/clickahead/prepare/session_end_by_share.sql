-- Each session's training part ends after :train billionths of its events, but not before the first; its
-- valid part after :valid billionths.
SELECT s, min(us) AS begins, CAST(count(*) AS INTEGER) AS events,
  CAST(greatest(1, floor(count(*) * CAST(:train AS DOUBLE) / 1000000000 + 0.5)) AS INTEGER) AS train_end,
  CAST(greatest(1, floor(count(*) * CAST(:valid AS DOUBLE) / 1000000000 + 0.5)) AS INTEGER) AS valid_end
FROM event
GROUP BY s
