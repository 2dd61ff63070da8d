-- The events of each session that a part has, the first so many, and how many of these are only history
-- there, when sessions are cut. Part 3 is all but the test.
SELECT s, begins, train_end AS events, 0 AS history, 0 AS part
FROM session_end
UNION ALL
SELECT s, begins, valid_end AS events, train_end AS history, 1 AS part
FROM session_end
WHERE valid_end > train_end
UNION ALL
SELECT s, begins, events, valid_end AS history, 2 AS part
FROM session_end
WHERE events > valid_end
UNION ALL
SELECT s, begins, valid_end AS events, 0 AS history, 3 AS part
FROM session_end
