-- The sessions numbered from 1 in an order that the seed draws.
SELECT s,
  row_number() OVER (
    ORDER BY md5(concat(CAST(s AS VARCHAR), '/', CAST(:seed AS VARCHAR))) NULLS LAST, s NULLS LAST) AS number
FROM (SELECT DISTINCT s FROM event) AS session
