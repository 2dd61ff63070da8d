-- MovieLens 1M with a user's ratings as a session, in the manner of the KerasGRU4Rec project.
--
-- Reproduces: its length limits (6 to 100 ratings in a window). Its windows lie outside of this log;
--   those here are our own.
-- Published: nothing.
-- Known to be wrong: ratings are no clicks: people rate many films in a row, long after they saw them, and
--   often in the order in which the site listed them. A user's history is cut by the windows, and
--   long histories are left out altogether. Ratings of one second stand in the order of the file.
--   Valid and test may have films that train does not know; an evaluation drops them.
-- Files: ratings.dat, as downloaded.
--
-- @read header=no delimiter=:: names=UserID,MovieID,Rating,Timestamp session=UserID item=MovieID time=Timestamp unit=s
-- @parameter train_begins = 2000-04-01: first day of train
-- @parameter train_ends = 2000-11-01: day after train
-- @parameter valid_begins = 2000-11-01: first day of valid
-- @parameter valid_ends = 2000-12-01: day after valid
-- @parameter test_begins = 2000-12-01: first day of test
-- @parameter test_ends = 2003-03-01: day after test
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
