-- The events of one part, in their final order.
SELECT place, item, us, rank
FROM event
JOIN session_part ON event.s = session_part.s
WHERE part = :part
ORDER BY place NULLS LAST, us NULLS LAST, ord NULLS LAST, position NULLS LAST
