-- Train and valid together, where sessions of valid go on with those of train: what train has, and what
-- rows of valid predict.
SELECT s, item, us, ord, position
FROM train
UNION ALL
SELECT coalesce(earlier, s) AS s, item, us, ord + 1000000000 AS ord, position
FROM valid
LEFT JOIN continued ON valid.s = continued.later
WHERE earlier IS NULL OR position >= target
