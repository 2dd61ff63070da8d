-- One row per item of each line. DuckDB only: lists.
SELECT CAST(number AS VARCHAR) AS session, item, number AS us, CAST(place AS DOUBLE) AS ord
FROM (
  SELECT rowid AS number, unnest(items) AS item, generate_subscripts(items, 1) AS place
  FROM (SELECT rowid, string_split_regex(line, '\s+') AS items FROM session_line)
)
