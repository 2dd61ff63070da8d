-- Diginetica, as NARM and most papers after it prepare it.
--
-- Reproduces: the sessions of NARM's script. Sessions of 1 click, items with fewer than 5 and sessions of
--   1 click again are removed, once each; sessions dated (by their last row) before the last 7 days
--   are train, after that test; test clicks on items that train does not know are dropped. NARM
--   trains on every prefix of a session, which is what training on the session does.
-- Published: 982,961 clicks, 43,097 items; 719,470 training and 60,858 test prefixes; mean length 5.12.
-- Known to be wrong: clicks stand in the order of the file, not of their timeframe. One pass of filters.
--   Sessions dated exactly at the boundary are in no part. Its published accuracy (recall@20 .6258)
--   and that of later papers (.4970) belong to two different preparations.
-- Files: train-item-views.csv, as downloaded.
--
-- @read delimiter=; time=eventdate
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 7: sessions dated in so many last days are test

-- @event in the order of the file
SELECT s, item, us AS us, position AS ord, position
FROM event;

-- @table all_event
SELECT s, us, position
FROM event;

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

-- @table session_date
SELECT s, us AS date_us
FROM (
  SELECT s, us, row_number() OVER (PARTITION BY s ORDER BY position DESC NULLS LAST) AS from_end
  FROM all_event
) dated
WHERE from_end = 1;

-- @table boundary
SELECT max(date_us) - :test_days * 86400000000 AS test_begins
FROM session_date
WHERE s IN (SELECT s FROM event);

-- @part train
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session_date ON event.s = session_date.s
CROSS JOIN boundary
WHERE date_us < test_begins;

-- @part test
WITH known AS (
  SELECT event.s AS s, item, us, ord, position
  FROM event
  JOIN session_date ON event.s = session_date.s
  CROSS JOIN boundary
  WHERE date_us > test_begins
    AND item IN (SELECT item FROM train)
)
SELECT s, item, us, ord, position
FROM known
WHERE s IN (SELECT s FROM known GROUP BY s HAVING count(*) >= 2);
