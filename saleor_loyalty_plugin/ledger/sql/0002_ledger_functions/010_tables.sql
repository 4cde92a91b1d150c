-- What Django's table definitions can't say.

-- Room on the page for the next versions of a row that changes with each posting (HOT updates).
ALTER TABLE loyalty_account SET (fillfactor = 80);
ALTER TABLE loyalty_lot SET (fillfactor = 90);

-- Pages of history are read from the index alone once vacuum has seen the rows: often, then, since it
-- only has to look at what is new.
ALTER TABLE loyalty_entry SET (
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000
);

-- A one-to-one key is unique over mostly NULL values: a partial index says the same and costs
-- nothing for the rows that reverse nothing.
ALTER TABLE loyalty_entry DROP CONSTRAINT loyalty_entry_reverses_id_key;
CREATE UNIQUE INDEX loyalty_entry_reverses ON loyalty_entry (reverses_id)
    WHERE reverses_id IS NOT NULL;
