-- MovieLens 20M with a user's ratings as a session, as the KerasGRU4Rec project prepares it.
--
-- Reproduces: its windows in time, and in each window the users with 6 to 100 ratings. Its larger training
--   set comes with --set train_begins=1995-01-09.
-- Published: 89,688 sessions, 17,554 items, mean length 46.73 (its report).
-- Known to be wrong: ratings are no clicks: people rate many films in a row, long after they saw them, and
--   often in the order in which the site listed them. A user's history is cut by the windows, and
--   long histories are left out altogether. Ratings of one second stand in the order of the file.
--   Valid and test may have films that train does not know; an evaluation drops them.
--   The report of 2018 prints the test window one year later than the script has it.
-- Files: ratings.csv, as downloaded.
--
-- @read session=userId item=movieId time=timestamp unit=s
-- @parameter train_begins = 2008-01-01: first day of train
-- @parameter train_ends = 2013-03-01: day after train
-- @parameter valid_begins = 2013-04-01: first day of valid
-- @parameter valid_ends = 2014-04-01: day after valid
-- @parameter test_begins = 2014-04-02: first day of test
-- @parameter test_ends = 2015-04-01: day after test
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
