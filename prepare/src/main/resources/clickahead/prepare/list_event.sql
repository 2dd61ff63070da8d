-- The events of sessions that were joined from rows of lists: the list of its first row, then the item of
-- each. Without times (:timed = 0) the session's number stands for them. DuckDB only: lists.
SELECT name AS session, item, CASE WHEN :timed = 0 THEN number ELSE us END AS us, CAST(place AS DOUBLE) AS ord,
  event.chain AS chain, given
FROM (
  SELECT chain, unnest(items) AS item, unnest(times) AS us, generate_subscripts(items, 1) AS place, TRUE AS given
  FROM usable_list_row
  JOIN list_chain ON usable_list_row.position = list_chain.position
  WHERE step = 0
  UNION ALL
  SELECT chain, item, us, 1000000000 + step AS place, FALSE AS given
  FROM usable_list_row
  JOIN list_chain ON usable_list_row.position = list_chain.position
) event
JOIN list_session ON event.chain = list_session.chain
ORDER BY event.chain, place
