-- Coveo: the detail views of its e-commerce log, as the third-party comparison of GRU4Rec prepares them.
--
-- Reproduces: the files of its coveo_preproc: train_full, test, train (its train_tr) and valid (its
--   train_valid). Sessions are divided where no event at all happened for more than 1 hour, then
--   only detail views are kept; repeats of an item dropped, sessions of 1 click and items with
--   fewer than 5 removed until nothing changes; sessions that begin in the last 24 hours are test.
-- Published: nothing that is known here.
-- Known to be wrong: sessions that straddle the boundary are cut there: their later clicks are in no
--   part. Test items that training does not know stay in test; an evaluation drops them.
--   Detail views without a product are dropped here, as one step; the script takes them all for one
--   item. Events of one millisecond stand in the order in which the log first shows their items.
-- Files: release_10_23_2020.csv, as downloaded (session_id_hash, event_type, product_action,
--   product_skus_hash, server_timestamp_epoch_ms, hashed_url).
--
-- @read session=session_id_hash item=product_skus_hash time=server_timestamp_epoch_ms unit=ms keep=product_action missing_item=(none)
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 1: days of test, and of valid before them
-- @parameter gap_seconds = 3600: a longer pause begins a new session

-- Sessions are the events of a visitor without a pause longer than :gap_seconds; every kind of
-- event counts for that. Each is numbered by the position of its first row.
-- @event in the order of time and item, divided at pauses
WITH in_order AS (
  SELECT event.s AS s, event.item AS item, event.us AS us, event.position AS position,
    row_number() OVER (
      PARTITION BY event.s
      ORDER BY event.us NULLS LAST, event.item NULLS LAST, event.position NULLS LAST) AS ord
  FROM event
), paused AS (
  SELECT s, item, us, ord, position,
    us - lag(us) OVER (PARTITION BY s ORDER BY ord NULLS LAST) AS pause
  FROM in_order
), divided AS (
  SELECT s, item, us, ord, position,
    sum(CASE WHEN pause > CAST(:gap_seconds AS BIGINT) * 1000000 THEN 1 ELSE 0 END) OVER (
      PARTITION BY s ORDER BY ord NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS visit
  FROM paused
)
SELECT min(position) OVER (PARTITION BY s, visit) AS s, item, us, ord, position
FROM divided;

-- @event other events: no detail view of a product
SELECT event.s AS s, event.item AS item, event.us AS us, event.ord AS ord, event.position AS position
FROM event
JOIN click ON event.position = click.position
WHERE click.product_action = 'detail' AND click.item <> '(none)';

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
