-- How many values column e:column has, and how many of them are no plain numbers. An id such as 007, or one
-- of more digits than a number keeps, stays what it is.
SELECT count(*), count(*) FILTER (
  NOT regexp_full_match(value, '[+-]?(([1-9][0-9]{0,14}|0)([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?')
  OR NOT isfinite(coalesce(TRY_CAST(value AS DOUBLE), 'nan')))
FROM (SELECT e:column AS value FROM click) AS log_column
WHERE value IS NOT NULL
