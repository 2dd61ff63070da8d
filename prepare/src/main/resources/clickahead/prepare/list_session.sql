-- The sessions that rows of lists were joined to. Where an id has more than one, all have a number behind
-- their ids, so that none is taken for another.
WITH chain AS (
  SELECT DISTINCT chain, file, session
  FROM list_chain
  JOIN usable_list_row ON list_chain.chain = usable_list_row.position
), counted AS (
  SELECT chain, file, session,
    row_number() OVER (ORDER BY chain) - 1 AS number,
    row_number() OVER (PARTITION BY file, session ORDER BY chain) AS copy,
    count(*) OVER (PARTITION BY file, session) AS copies
  FROM chain
)
SELECT chain, file, session, number, copies,
  CASE WHEN max(copies) OVER () = 1 THEN session ELSE concat(session, '/', CAST(copy AS VARCHAR)) END AS name
FROM counted
