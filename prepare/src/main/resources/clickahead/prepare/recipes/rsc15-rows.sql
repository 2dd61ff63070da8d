-- RSC15, the most recent 1/N of the training rows: rsc15-rows-1/64, rsc15-rows-1/4.
--
-- Reproduces: the fraction as users of GRU4Rec take it (the Keras project's script): in the rows of
--   train_full, in the order of the file, the session of the row where the last N-th begins is
--   looked up, and all sessions whose number is not smaller are kept. Test is that of rsc15.
-- Published: nothing.
-- Known to be wrong: what is wrong with rsc15. Session numbers stand for time, which they follow
--   only roughly. NARM's fraction is another one: see yoochoose-narm. Test items that only the
--   rest of the training data has stay in test, and are unknown to the model.
-- Files: yoochoose-clicks.dat, as downloaded; or columns SessionId, ItemId and Time under a header.
--   Session ids must be numbers.
--
-- @read header=no names=SessionId,Time,ItemId,Category session=SessionId item=ItemId time=Time
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 1: sessions that end in so many last days are test
-- @parameter fraction = 64: 64 keeps the last 64th of the training rows

-- @event short sessions: fewer than 2 events
SELECT s, item, us, ord, position
FROM event
WHERE s IN (SELECT s FROM event GROUP BY s HAVING count(*) >= 2);

-- @event rare items: fewer than :min_item_support events
SELECT s, item, us, ord, position
FROM event
WHERE item IN (SELECT item FROM event GROUP BY item HAVING count(*) >= :min_item_support);

-- @event short sessions after that: fewer than 2 events
SELECT s, item, us, ord, position
FROM event
WHERE s IN (SELECT s FROM event GROUP BY s HAVING count(*) >= 2);

-- @table session_end
SELECT s, max(us) AS ends
FROM event
GROUP BY s;

-- @table boundary
SELECT max(us) - :test_days * 86400000000 AS test_begins
FROM event;

-- @table all_train
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session_end ON event.s = session_end.s
CROSS JOIN boundary
WHERE ends < test_begins;

-- @part test
WITH known AS (
  SELECT event.s AS s, item, us, ord, position
  FROM event
  JOIN session_end ON event.s = session_end.s
  CROSS JOIN boundary
  WHERE ends >= test_begins
    AND item IN (SELECT item FROM all_train)
)
SELECT s, item, us, ord, position
FROM known
WHERE s IN (SELECT s FROM known GROUP BY s HAVING count(*) >= 2);

-- @table numbered
SELECT all_train.s AS s, CAST(session AS BIGINT) AS session_number,
  row_number() OVER (ORDER BY position NULLS LAST) AS place,
  count(*) OVER () AS events
FROM all_train
JOIN session_key ON all_train.s = session_key.s;

-- @part train
SELECT s, item, us, ord, position
FROM all_train
WHERE s IN (
  SELECT s
  FROM numbered
  WHERE session_number >= (
    SELECT max(session_number)
    FROM numbered
    WHERE place = events - floor(events / :fraction) + 1
  )
);
