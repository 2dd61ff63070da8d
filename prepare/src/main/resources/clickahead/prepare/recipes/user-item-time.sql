-- Plain logs of three columns without a header: user, item, time.
--
-- Reproduces: the usual preparation of such logs. Sessions are built from the pauses (longer than 1
--   hour) of a user; sessions of 1 event and items with fewer than 5 are removed until nothing
--   changes; sessions that begin in the last 7 days are test, in the 7 days before them valid.
-- Published: nothing.
-- Known to be wrong: a pause is a guess; repeats of an item are kept. Test items that train does not
--   know stay in test; an evaluation drops them.
-- Files: any number, values separated by tab, comma, semicolon, bar or space.
--
-- @read header=no names=user,item,time session=user item=item time=time
-- @parameter gap_seconds = 3600: a longer pause begins a new session
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 7: days of test, and of valid before them

-- @event in the order of time, divided at pauses
WITH paused AS (
  SELECT s, item, us, ord, position,
    us - lag(us) OVER (PARTITION BY s ORDER BY us NULLS LAST, position NULLS LAST) AS pause
  FROM event
), divided AS (
  SELECT s, item, us, ord, position,
    sum(CASE WHEN pause > CAST(:gap_seconds AS BIGINT) * 1000000 THEN 1 ELSE 0 END) OVER (
      PARTITION BY s ORDER BY us NULLS LAST, position NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS visit
  FROM paused
)
SELECT min(position) OVER (PARTITION BY s, visit) AS s, item, us, ord, position
FROM divided;

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
SELECT max(us) - :test_days * 86400000000 AS test_begins,
  max(us) - 2 * :test_days * 86400000000 AS valid_begins
FROM event;

-- @part train
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session_begin ON event.s = session_begin.s
CROSS JOIN boundary
WHERE begins <= valid_begins;

-- @part valid
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session_begin ON event.s = session_begin.s
CROSS JOIN boundary
WHERE begins > valid_begins AND begins <= test_begins;

-- @part test
SELECT event.s AS s, item, us, ord, position
FROM event
JOIN session_begin ON event.s = session_begin.s
CROSS JOIN boundary
WHERE begins > test_begins;
