-- The ids of one part's sessions, in their final order.
SELECT session
FROM one_session
JOIN session_key ON one_session.s = session_key.s
ORDER BY place NULLS LAST
