-- Files that somebody has divided already: the first is train, the last is test, one between is valid.
--
-- Reproduces: the published division, such as Diginetica and others as lists of sessions. Nothing is
--   removed but sessions of one event, of which nothing can be learned or measured.
-- Published: as the files are.
-- Known to be wrong: whatever was decided before the files were written. Test items that train does
--   not know stay in test.
-- Files: TRAIN TEST, or TRAIN VALID TEST, in this order: session lists (with --session-list), or
--   any other format.
--
-- @read file_order=given

-- A session belongs to one file, also where several files number theirs from 1.
-- @event sessions of each file
SELECT min(position) OVER (PARTITION BY s, file_number) AS s, item, us, ord, position
FROM event
JOIN log_file ON event.position >= first_position AND event.position < end_position;

-- @event short sessions: fewer than 2 events
SELECT s, item, us, ord, position
FROM event
WHERE s IN (SELECT s FROM event GROUP BY s HAVING count(*) >= 2);

-- @part train
SELECT s, item, us, ord, position
FROM event
JOIN log_file ON event.position >= first_position AND event.position < end_position
WHERE file_number = 1;

-- @part valid
SELECT s, item, us, ord, position
FROM event
JOIN log_file ON event.position >= first_position AND event.position < end_position
WHERE file_number > 1 AND file_number < files;

-- @part test
SELECT s, item, us, ord, position
FROM event
JOIN log_file ON event.position >= first_position AND event.position < end_position
WHERE file_number > 1 AND file_number = files;
