-- The distinct sessions, each with the position of its first row as a number.
SELECT session, min(position) AS s
FROM click
GROUP BY session
