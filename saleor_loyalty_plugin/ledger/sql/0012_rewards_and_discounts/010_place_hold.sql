DROP FUNCTION loyalty_place_hold(
    bigint, uuid, bigint, numeric, text, text, boolean, bigint, timestamptz, timestamptz
);

-- Holds. Locks are taken in one order: accounts by ascending id, then holds.

-- Reserves points for a checkout in place of the open hold that it has, of whichever account.
-- Points that have run out are taken away first, so that they are not spent before the sweep comes.
-- Another session may change that hold between the look and the lock: then the locks are given
-- back (the inner block is a savepoint) and everything is looked at anew.
CREATE FUNCTION loyalty_place_hold(
    p_account_id bigint, p_checkout_id uuid, p_points bigint, p_discount_amount numeric,
    p_currency text, p_code text, p_method text, p_uses_maximum boolean, p_program_version_id bigint,
    p_expires_at timestamptz, p_now timestamptz,
    OUT is_placed boolean, OUT hold_id bigint, OUT replaced_code text, OUT points_available bigint
)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    v_old loyalty_hold;
    v_seen_id bigint;
    v_seen_account_id bigint;
BEGIN
    FOR v_attempt IN 1..10 LOOP
        BEGIN
            SELECT id, account_id INTO v_seen_id, v_seen_account_id FROM loyalty_hold
            WHERE checkout_id = p_checkout_id AND status = 'OPEN';
            PERFORM 1 FROM loyalty_account WHERE id IN (p_account_id, v_seen_account_id)
            ORDER BY id FOR NO KEY UPDATE;
            SELECT * INTO v_old FROM loyalty_hold
            WHERE checkout_id = p_checkout_id AND status = 'OPEN' FOR NO KEY UPDATE;
            IF v_old.id IS DISTINCT FROM v_seen_id THEN
                RAISE EXCEPTION 'hold changed' USING ERRCODE = 'LY001';
            END IF;
            IF EXISTS (
                SELECT 1 FROM loyalty_lot
                WHERE account_id = p_account_id AND is_open AND expires_at <= p_now)
            THEN
                PERFORM loyalty_expire_accounts(ARRAY[p_account_id], p_now);
            END IF;
            SELECT balance - pending - reserved
                + CASE WHEN v_old.account_id = p_account_id THEN v_old.points ELSE 0 END
            INTO STRICT points_available FROM loyalty_account WHERE id = p_account_id;
            is_placed := points_available >= p_points;
            IF NOT is_placed THEN
                RETURN;
            END IF;
            IF v_old.id IS NOT NULL THEN
                replaced_code := v_old.code;
                UPDATE loyalty_hold SET status = 'VOIDED', closed_at = p_now WHERE id = v_old.id;
                UPDATE loyalty_account SET reserved = reserved - v_old.points,
                    version = version + 1
                WHERE id = v_old.account_id;
            END IF;
            INSERT INTO loyalty_hold (
                account_id, checkout_id, points, discount_amount, currency, code, method,
                uses_maximum, status, program_version_id, expires_at, created_at
            ) VALUES (
                p_account_id, p_checkout_id, p_points, p_discount_amount, p_currency, p_code,
                p_method, p_uses_maximum, 'OPEN', p_program_version_id, p_expires_at, p_now
            ) ON CONFLICT (checkout_id) WHERE status = 'OPEN' DO NOTHING
            RETURNING id INTO hold_id;
            IF hold_id IS NULL THEN
                RAISE EXCEPTION 'hold changed' USING ERRCODE = 'LY001';
            END IF;
            UPDATE loyalty_account SET reserved = reserved + p_points, version = version + 1
            WHERE id = p_account_id;
            RETURN;
        EXCEPTION WHEN SQLSTATE 'LY001' THEN
            replaced_code := NULL;
        END;
    END LOOP;
    RAISE EXCEPTION 'the hold of checkout % keeps changing', p_checkout_id
        USING ERRCODE = 'serialization_failure';
END
$$;
