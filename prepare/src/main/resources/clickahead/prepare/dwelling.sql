-- How long each event of one part lasted: until the next of its session; the last one no time at all.
-- It stands once, and once more for every :threshold microseconds (Bogina and Kuflik, 2017).
WITH timed AS (
  SELECT place, rank, item, us, first_key, second_key, position,
    lead(us) OVER (
      PARTITION BY place
      ORDER BY first_key NULLS LAST, second_key NULLS LAST, position NULLS LAST) - us AS dwell
  FROM one_part
)
SELECT place, rank, item, us, first_key, second_key, position, dwell,
  CASE WHEN dwell >= :threshold THEN CAST(floor(dwell / :threshold) AS BIGINT) + 1 ELSE 1 END AS copies
FROM timed
