-- Yoochoose as NARM prepares it, and its fractions: yoochoose-narm-1/64, yoochoose-narm-1/4.
--
-- Reproduces: the sessions of NARM's script, of which 1/N keeps the last N-th of the training prefixes;
--   test is the same for every N. Sessions of 1 click, items with fewer than 5 and sessions of 1
--   click again are removed, once each; sessions dated (by their last row) before the last day are
--   train, after that test; test clicks on items that all of train does not know are dropped.
-- Published: 1/64: 557,248 clicks, 16,766 items, 369,859 training prefixes; 1/4: 8,326,407 clicks, 29,618
--   items, 5,917,746 training prefixes; test 55,898 prefixes.
-- Known to be wrong: clicks stand in the order of the file. One pass of filters. Sessions dated exactly at
--   the boundary are in no part. Test has items that the fraction does not know: a model trained on
--   it cannot recommend them. GRU4Rec's fraction is another one: see rsc15-rows.
-- Files: yoochoose-clicks.dat, as downloaded; or columns SessionId, ItemId and Time under a header.
--
-- @read header=no names=SessionId,Time,ItemId,Category session=SessionId item=ItemId time=Time
-- @parameter min_item_support = 5: items with fewer events are removed
-- @parameter test_days = 1: sessions dated in so many last days are test
-- @parameter fraction = 1: 64 keeps the last 64th of the training prefixes

-- @event in the order of the file
SELECT s, item, CAST(floor(us / 1000000) AS BIGINT) * 1000000 AS us, position AS ord, position
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

-- @table all_train
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
    AND item IN (SELECT item FROM all_train)
)
SELECT s, item, us, ord, position
FROM known
WHERE s IN (SELECT s FROM known GROUP BY s HAVING count(*) >= 2);

-- A session of n clicks gives n - 1 prefixes, the longest first; sessions in the order of their
-- dates. Of the one in which the last N-th of all prefixes begins, the shorter ones are left: they
-- are the prefixes of its first clicks.
-- @table prefix_count
WITH counted AS (
  SELECT all_train.s AS s, date_us, count(*) - 1 AS prefixes
  FROM all_train
  JOIN session_date ON all_train.s = session_date.s
  GROUP BY all_train.s, date_us
), placed AS (
  SELECT s, prefixes,
    sum(prefixes) OVER (
      ORDER BY date_us NULLS LAST, s NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS reached,
    sum(prefixes) OVER () AS total
  FROM counted
)
SELECT s,
  CASE
    WHEN reached - (total - floor(total / :fraction)) < prefixes
    THEN reached - (total - floor(total / :fraction))
    ELSE prefixes
  END AS kept
FROM placed;

-- @part train
WITH counted AS (
  SELECT s, item, us, ord, position,
    row_number() OVER (PARTITION BY s ORDER BY ord NULLS LAST) AS place
  FROM all_train
)
SELECT counted.s AS s, item, us, ord, position
FROM counted
JOIN prefix_count ON counted.s = prefix_count.s
WHERE kept > 0 AND place <= kept + 1;
