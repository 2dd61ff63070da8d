-- The ids of sessions whose id is also one of another file: each is named by its first row.
SELECT click.session AS session, used.s AS s
FROM (SELECT DISTINCT s FROM event WHERE s NOT IN (SELECT s FROM session_key)) AS used
JOIN click ON click.position = used.s
