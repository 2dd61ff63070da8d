-- How many events of each of one part's sessions are only history, in their final order.
SELECT history
FROM one_session
ORDER BY place NULLS LAST
