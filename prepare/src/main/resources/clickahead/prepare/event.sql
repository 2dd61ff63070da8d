-- The log with numbers in place of session and item ids.
SELECT session_key.s AS s, item.item AS item, click.us AS us, click.ord AS ord, click.position AS position
FROM click
JOIN session_key ON click.session = session_key.session
JOIN item ON click.item = item.id
