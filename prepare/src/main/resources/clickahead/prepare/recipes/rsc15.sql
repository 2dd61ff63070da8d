-- RSC15: the clicks of the RecSys Challenge 2015, as the official GRU4Rec code prepares them.
--
-- Reproduces: the four files of its script: train_full and test, and train_full divided once more
--   into train (its train_tr) and valid (its train_valid). Sessions of 1 click, items with fewer
--   than 5 and sessions of 1 click again are removed, once each. Sessions that end in the last 24
--   hours are test.
-- Published: train_full 31,637,239 events, 7,966,257 sessions, 37,483 items; test 71,222 events,
--   15,324 sessions.
-- Known to be wrong: one pass of filters leaves items with fewer than 5 clicks. A session goes to
--   test by its last click, so that clicks before the boundary are in test and training data is
--   later than some of them. Test items that training does not know are dropped together with
--   their clicks, which joins clicks that did not follow each other. The script reads times of UTC
--   as local time; here they are UTC.
-- Files: yoochoose-clicks.dat (not the challenge's test file), as downloaded; or columns SessionId,
--   ItemId and Time under a header.
--
-- @read header=no names=SessionId,Time,ItemId,Category session=SessionId item=ItemId time=Time
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 1: sessions that end in so many last days are test, and before them valid

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

-- @part train_full
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
    AND item IN (SELECT item FROM train_full)
)
SELECT s, item, us, ord, position
FROM known
WHERE s IN (SELECT s FROM known GROUP BY s HAVING count(*) >= 2);

-- The same once more inside train_full.
-- @table valid_boundary
SELECT max(us) - :test_days * 86400000000 AS valid_begins
FROM train_full;

-- @part train
SELECT train_full.s AS s, item, us, ord, position
FROM train_full
JOIN session_end ON train_full.s = session_end.s
CROSS JOIN valid_boundary
WHERE ends < valid_begins;

-- @part valid
WITH known AS (
  SELECT train_full.s AS s, item, us, ord, position
  FROM train_full
  JOIN session_end ON train_full.s = session_end.s
  CROSS JOIN valid_boundary
  WHERE ends >= valid_begins
    AND item IN (SELECT item FROM train)
)
SELECT s, item, us, ord, position
FROM known
WHERE s IN (SELECT s FROM known GROUP BY s HAVING count(*) >= 2);
