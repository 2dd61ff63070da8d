-- The events of one part, with the place of their session in it and what orders them in a session.
SELECT event.s AS s, place, rank, item, us, us AS first_key, ord AS second_key, position
FROM event
JOIN one_session ON event.s = one_session.s
