-- What Django's table definitions can't say.

-- Room on the page for the next versions of a row that changes with each posting (HOT updates).
ALTER TABLE loyalty_account SET (fillfactor = 80);
ALTER TABLE loyalty_lot SET (fillfactor = 90);

-- A one-to-one key is unique over mostly NULL values: a partial index says the same and costs
-- nothing for the rows that reverse nothing.
ALTER TABLE loyalty_entry DROP CONSTRAINT loyalty_entry_reverses_id_key;
CREATE UNIQUE INDEX loyalty_entry_reverses ON loyalty_entry (reverses_id)
    WHERE reverses_id IS NOT NULL;
