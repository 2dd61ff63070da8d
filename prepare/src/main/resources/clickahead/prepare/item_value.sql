-- How often each item occurs with each value of column c:column.
SELECT item.item AS item, c:column AS value, count(*) AS events, min(position) AS first_position
FROM click
JOIN item ON click.item = item.id
WHERE c:column IS NOT NULL
GROUP BY item.item, c:column
