-- The same for a part that a recipe made: what it put into ord comes first.
SELECT recipe_part.s AS s, place, rank, item, us, ord AS first_key, us AS second_key, position
FROM recipe_part
JOIN one_session ON recipe_part.s = one_session.s
