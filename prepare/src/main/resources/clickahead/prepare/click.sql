-- The usable rows of the log, in its order. Times from year 1 to 9999, in microseconds.
-- DuckDB only: rowid, which is the order in which the rows were read.
SELECT rowid AS position, *
FROM raw
WHERE session IS NOT NULL
  AND item IS NOT NULL
  AND us BETWEEN -62135596800000000 AND 253402300799999999
  AND ord IS NOT NULL
