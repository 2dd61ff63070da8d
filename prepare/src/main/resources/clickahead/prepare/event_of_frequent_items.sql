SELECT s, item, us, ord, position
FROM event
WHERE item NOT IN (SELECT item FROM rare_item)
