-- The distinct items, each with a number.
SELECT item AS id, CAST(row_number() OVER (ORDER BY min(position)) - 1 AS INTEGER) AS item
FROM click
GROUP BY item
