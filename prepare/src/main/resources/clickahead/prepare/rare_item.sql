-- Fixed point, second half: items with fewer than :min_item_support events.
SELECT item, count(*) AS events
FROM event
GROUP BY item
HAVING count(*) < :min_item_support
