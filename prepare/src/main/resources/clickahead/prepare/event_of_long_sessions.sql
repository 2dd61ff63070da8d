SELECT s, item, us, ord, position
FROM event
WHERE s NOT IN (SELECT s FROM short_session)
