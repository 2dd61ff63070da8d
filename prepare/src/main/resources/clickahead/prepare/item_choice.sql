-- The most frequent value of each item; among equals the one that comes first.
WITH ranked AS (
  SELECT item, value, events,
    row_number() OVER (
      PARTITION BY item ORDER BY events DESC NULLS LAST, first_position NULLS LAST) AS place,
    count(*) OVER (PARTITION BY item) AS choices,
    sum(events) OVER (PARTITION BY item) AS clicks
  FROM item_value
)
SELECT item, value, choices, clicks
FROM ranked
WHERE place = 1
