-- Fixed point, first half: sessions with fewer than :min_session_length events.
SELECT s, count(*) AS events
FROM event
GROUP BY s
HAVING count(*) < :min_session_length
