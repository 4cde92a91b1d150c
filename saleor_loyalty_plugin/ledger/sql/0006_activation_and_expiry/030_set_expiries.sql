-- Gives open lots new expiries, whichever way; NULL is for ever. A lot whose expiry is no longer
-- what the caller saw, or that has been used up, is passed over. Returns how many lots it moved.
CREATE FUNCTION loyalty_set_expiries(
    p_lot_ids bigint[], p_seen timestamptz[], p_expires_at timestamptz[]
) RETURNS bigint
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM 1 FROM loyalty_account WHERE id IN (
        SELECT account_id FROM loyalty_lot WHERE id = ANY (p_lot_ids)
    ) ORDER BY id FOR NO KEY UPDATE;
    UPDATE loyalty_lot l SET expires_at = n.expires_at
    FROM unnest(p_lot_ids, p_seen, p_expires_at) AS n (lot_id, seen, expires_at)
    WHERE l.id = n.lot_id AND l.is_open AND l.expires_at IS NOT DISTINCT FROM n.seen
        AND l.expires_at IS DISTINCT FROM n.expires_at;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
