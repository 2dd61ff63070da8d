-- Leave-one-out: where each session's training part and valid part end.
SELECT s, min(us) AS begins, CAST(count(*) AS INTEGER) AS events,
  CAST(CASE WHEN count(*) < 3 THEN count(*) ELSE count(*) - 2 END AS INTEGER) AS train_end,
  CAST(CASE WHEN count(*) < 3 THEN count(*) ELSE count(*) - 1 END AS INTEGER) AS valid_end
FROM event
GROUP BY s
