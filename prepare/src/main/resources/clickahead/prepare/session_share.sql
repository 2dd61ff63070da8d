-- The events of each session that a part has, the first so many, when whole sessions are divided: up to
-- number :train_end train, up to :valid_end validate, the rest tests.
SELECT session_number.s AS s, min(us) AS begins, CAST(count(*) AS INTEGER) AS events, 0 AS history,
  CASE WHEN number <= :train_end THEN 0 WHEN number <= :valid_end THEN 1 ELSE 2 END AS part
FROM event
JOIN session_number ON event.s = session_number.s
GROUP BY session_number.s, number
