-- What a seal holds fast of an entry: a hash of all that it says. Each field is told apart from its
-- neighbours by JSON's own quoting; moments are microseconds since 1970, whatever the session's
-- time zone. A column that comes later needs a new function: sealed days keep this one.
CREATE FUNCTION loyalty_entry_leaf(e loyalty_entry) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256('\x00'::bytea || convert_to(jsonb_build_array(
        e.id, e.account_id, e.points, e.balance_after, e.kind, e.reason, e.note, e.order_id,
        e.checkout_id, e.source_label, e.actor, e.key, encode(e.input_hash, 'hex'),
        e.explanation, e.program_version_id, e.reverses_id, e.restores_id,
        (extract(epoch FROM e.activates_at) * 1000000)::bigint,
        (extract(epoch FROM e.expires_at) * 1000000)::bigint,
        (extract(epoch FROM e.effective_at) * 1000000)::bigint,
        (extract(epoch FROM e.created_at) * 1000000)::bigint
    )::text, 'UTF8'))
$$;

CREATE TRIGGER loyalty_day_seal_no_rewrite
    BEFORE UPDATE OR DELETE ON loyalty_day_seal
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_rewrite();

CREATE TRIGGER loyalty_day_seal_no_truncate
    BEFORE TRUNCATE ON loyalty_day_seal
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_rewrite();
