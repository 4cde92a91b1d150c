-- Makes the pending points of one order spendable, with the expiry that counts from now on.
-- Returns how many points it activated; repeating it does nothing.
CREATE FUNCTION loyalty_activate_order_lots(
    p_account_id bigint, p_order_id uuid, p_activates_at timestamptz, p_expires_at timestamptz,
    p_now timestamptz
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_is_active boolean := p_activates_at IS NULL OR p_activates_at <= p_now;
    v_points bigint;
BEGIN
    PERFORM 1 FROM loyalty_account WHERE id = p_account_id FOR NO KEY UPDATE;
    WITH waiting AS (
        UPDATE loyalty_lot l
        SET is_active = v_is_active, activates_at = coalesce(p_activates_at, p_now),
            expires_at = p_expires_at
        FROM loyalty_entry e
        WHERE e.id = l.entry_id AND e.order_id = p_order_id AND l.account_id = p_account_id
            AND l.is_open AND NOT l.is_active
        RETURNING l.remaining
    )
    SELECT coalesce(sum(remaining), 0) INTO v_points FROM waiting;
    IF v_is_active AND v_points > 0 THEN
        UPDATE loyalty_account SET pending = pending - v_points, version = version + 1
        WHERE id = p_account_id;
        INSERT INTO loyalty_outbox (account_id, kind, payload, created_at)
        VALUES (p_account_id, 'points_activated', jsonb_build_object('points', v_points), p_now);
    END IF;
    RETURN CASE WHEN v_is_active THEN v_points ELSE 0 END;
END
$$;
