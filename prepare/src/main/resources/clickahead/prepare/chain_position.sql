-- Of each session that was joined from rows of lists: its first position, that of the first event that a
-- row predicts, and how many events stand before that one.
-- DuckDB only: rowid, which is the order in which the rows were read.
SELECT chain, min(rowid) AS s, min(CASE WHEN given THEN NULL ELSE rowid END) AS target,
  CAST(sum(CASE WHEN given THEN 1 ELSE 0 END) AS BIGINT) AS given
FROM raw
GROUP BY chain
