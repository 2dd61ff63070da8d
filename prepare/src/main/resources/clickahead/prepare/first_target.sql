-- Those whose first events are history only. A single first event cannot be predicted anyway.
SELECT s, target, given
FROM chain_position
WHERE given > 1
