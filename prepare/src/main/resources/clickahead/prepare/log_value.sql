-- The distinct values of column e:column, each with a code.
SELECT e:column AS value, CAST(row_number() OVER (ORDER BY min(position)) - 1 AS INTEGER) AS code
FROM click
WHERE e:column IS NOT NULL
GROUP BY e:column
