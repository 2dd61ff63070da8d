-- The rows of lists, those of one file and session together, in the order of the file. DuckDB only: lists.
SELECT position, first_position, array_to_string(items, chr(31)) AS items, item
FROM (
  SELECT position, items, item, min(position) OVER (PARTITION BY file, session) AS first_position
  FROM usable_list_row
)
ORDER BY first_position NULLS LAST, position NULLS LAST
