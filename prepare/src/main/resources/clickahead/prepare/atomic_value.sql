-- The value of column c:column of each item; of an item that stands there twice, the smallest.
SELECT item.item AS item, min(c:column) AS value, 1 AS choices, 1 AS clicks
FROM atomic_item
JOIN item ON atomic_item.id = item.id
WHERE c:column IS NOT NULL
GROUP BY item.item
