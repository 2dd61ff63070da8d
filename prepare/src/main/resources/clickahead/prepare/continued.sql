-- Sessions of the second file that go on where one of the first file with the same id ends: what their rows
-- begin with is all that the other has, or the last of it where lists are cut. DuckDB only: lists.
WITH ends AS (
  SELECT chain, arg_min(items, step) AS begins_with, arg_max(list_append(items, item), step) AS ends_with
  FROM usable_list_row
  JOIN list_chain ON usable_list_row.position = list_chain.position
  GROUP BY chain
), session AS (
  SELECT file, session, s, target, begins_with, ends_with
  FROM ends
  JOIN list_session ON ends.chain = list_session.chain
  JOIN chain_position ON ends.chain = chain_position.chain
)
SELECT later.s AS later, min(earlier.s) AS earlier, min(later.target) AS target
FROM session later
JOIN session earlier ON later.session = earlier.session
WHERE later.file = 1
  AND earlier.file = 0
  AND later.begins_with = earlier.ends_with[-len(later.begins_with):]
  AND (len(later.begins_with) = len(earlier.ends_with)
    OR len(later.begins_with) = (SELECT max(len(items)) FROM usable_list_row))
GROUP BY later.s
