-- Diginetica: the item views of the CIKM Cup 2016, as the third-party comparison of GRU4Rec prepares them.
--
-- Reproduces: the files of its diginetica_preproc: train_full, test, train (its train_tr) and valid (its
--   train_valid). A click's time is the first date of its session plus its timeframe in
--   milliseconds; repeats of an item dropped, sessions of 1 click and items with fewer than 5
--   removed until nothing changes; sessions that begin in the last 7 days are test.
-- Published: nothing that is known here.
-- Known to be wrong: sessions that straddle the boundary are cut there: their later clicks are in no
--   part. Test items that training does not know stay in test; an evaluation drops them. It is
--   not the Diginetica of the papers on NARM and its successors: see diginetica-narm.
-- Files: train-item-views.csv, as downloaded.
--
-- @read delimiter=; time=eventdate order=timeframe
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 7: days of test, and of valid before them

-- @event with the time of each click
SELECT s, item,
  min(us) OVER (PARTITION BY s) + CAST(ord * 1000 AS BIGINT) AS us,
  ord, position
FROM event;

-- @event in the order of time and item
SELECT event.s AS s, event.item AS item, event.us AS us,
  row_number() OVER (
    PARTITION BY event.s
    ORDER BY event.us NULLS LAST, item_number.number NULLS LAST, event.position NULLS LAST) AS ord,
  event.position AS position
FROM event
JOIN (SELECT item, TRY_CAST(id AS BIGINT) AS number FROM item) item_number ON event.item = item_number.item;

-- @event repeats: same item as the event before
WITH followed AS (
  SELECT s, item, us, ord, position, lag(item) OVER (PARTITION BY s ORDER BY ord NULLS LAST) AS previous
  FROM event
)
SELECT s, item, us, ord, position
FROM followed
WHERE previous IS NULL OR previous <> item;

-- This statement is repeated until nothing changes.
-- @repeat short sessions and rare items: fewer than 2 or :min_item_support events
WITH long AS (
  SELECT s, item, us, ord, position
  FROM event
  WHERE s IN (SELECT s FROM event GROUP BY s HAVING count(*) >= 2)
)
SELECT s, item, us, ord, position
FROM long
WHERE item IN (SELECT item FROM long GROUP BY item HAVING count(*) >= :min_item_support);

-- @table session_begin
SELECT s, min(us) AS begins
FROM event
GROUP BY s;

-- @table boundary
SELECT max(us) AS ends
FROM event;

-- @part test
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session_begin ON event.s = session_begin.s
CROSS JOIN boundary
WHERE begins >= ends - :test_days * 86400000000;

-- @part train_full
WITH early AS (
  SELECT s, item, us, ord, position
  FROM event
  CROSS JOIN boundary
  WHERE us < ends - :test_days * 86400000000
)
SELECT s, item, us, ord, position
FROM early
WHERE s IN (SELECT s FROM early GROUP BY s HAVING count(*) >= 2);

-- @part valid
SELECT train_full.s AS s, item, us, ord, position
FROM train_full
JOIN session_begin ON train_full.s = session_begin.s
CROSS JOIN boundary
WHERE begins >= ends - 2 * :test_days * 86400000000;

-- @part train
WITH early AS (
  SELECT s, item, us, ord, position
  FROM train_full
  CROSS JOIN boundary
  WHERE us < ends - 2 * :test_days * 86400000000
)
SELECT s, item, us, ord, position
FROM early
WHERE s IN (SELECT s FROM early GROUP BY s HAVING count(*) >= 2);
