-- The rows of lists that can be used: with a session, an item, a list, and as many times as items.
-- DuckDB only: rowid, lists.
SELECT rowid AS position, *
FROM list_row
WHERE session IS NOT NULL
  AND item IS NOT NULL
  AND items IS NOT NULL
  AND (:timed = 0
    OR (us BETWEEN -62135596800000000 AND 253402300799999999
      AND list_min(times) >= -62135596800000000
      AND list_max(times) <= 253402300799999999
      AND list_count(times) = len(items)
      AND len(times) = len(items)))
