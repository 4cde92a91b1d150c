-- Entries are append-only, whoever asks. Dropping the table still works.

CREATE FUNCTION loyalty_refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation',
              HINT = 'Correct the books by adding an entry.';
END
$$;

CREATE TRIGGER loyalty_entry_no_rewrite
    BEFORE UPDATE OR DELETE ON loyalty_entry
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_rewrite();

CREATE TRIGGER loyalty_entry_no_truncate
    BEFORE TRUNCATE ON loyalty_entry
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_rewrite();
