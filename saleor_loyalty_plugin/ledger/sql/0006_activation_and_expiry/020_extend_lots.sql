-- Moves the expiry of an account's open lots to a later moment; none is ever moved forward.
-- Returns how many lots it moved.
CREATE FUNCTION loyalty_extend_lots(p_account_id bigint, p_expires_at timestamptz) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM 1 FROM loyalty_account WHERE id = p_account_id FOR NO KEY UPDATE;
    UPDATE loyalty_lot SET expires_at = p_expires_at
    WHERE account_id = p_account_id AND is_open AND expires_at < p_expires_at;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
