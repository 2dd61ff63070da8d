-- MovieLens 100K with a user's ratings as a session, in the manner of the KerasGRU4Rec project.
--
-- Reproduces: its length limits (6 to 100 ratings in a window). Its windows lie outside of this log;
--   those here are our own.
-- Published: nothing.
-- Known to be wrong: ratings are no clicks: people rate many films in a row, long after they saw them, and
--   often in the order in which the site listed them. A user's history is cut by the windows, and
--   long histories are left out altogether. Ratings of one second stand in the order of the file.
--   Valid and test may have films that train does not know; an evaluation drops them.
-- Files: u.data, as downloaded; or ml-100k.inter of RecBole.
--
-- @read header=no names=user_id,item_id,rating,timestamp session=user_id item=item_id time=timestamp unit=s
-- @parameter train_begins = 1997-09-01: first day of train
-- @parameter train_ends = 1998-02-15: day after train
-- @parameter valid_begins = 1998-02-15: first day of valid
-- @parameter valid_ends = 1998-03-15: day after valid
-- @parameter test_begins = 1998-03-15: first day of test
-- @parameter test_ends = 1998-05-01: day after test
-- @parameter more_than = 5: users with more ratings in the window than this are kept
-- @parameter fewer_than = 101: users with fewer ratings in the window than this are kept

-- @part train
WITH rated AS (
  SELECT s, item, us, ord, position
  FROM event
  WHERE us >= :train_begins AND us < :train_ends
)
SELECT s, item, us, ord, position
FROM rated
WHERE s IN (SELECT s FROM rated GROUP BY s HAVING count(*) > :more_than AND count(*) < :fewer_than);

-- @part valid
WITH rated AS (
  SELECT s, item, us, ord, position
  FROM event
  WHERE us >= :valid_begins AND us < :valid_ends
)
SELECT s, item, us, ord, position
FROM rated
WHERE s IN (SELECT s FROM rated GROUP BY s HAVING count(*) > :more_than AND count(*) < :fewer_than);

-- @part test
WITH rated AS (
  SELECT s, item, us, ord, position
  FROM event
  WHERE us >= :test_begins AND us < :test_ends
)
SELECT s, item, us, ord, position
FROM rated
WHERE s IN (SELECT s FROM rated GROUP BY s HAVING count(*) > :more_than AND count(*) < :fewer_than);
