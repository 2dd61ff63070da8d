-- The sessions of one part, their places in it, and their ranks in the whole log by their first rows.
SELECT s, events, history, place, rank
FROM session_part
WHERE part = :part
