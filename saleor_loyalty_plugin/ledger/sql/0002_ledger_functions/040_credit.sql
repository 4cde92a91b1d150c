-- A credit that opens a lot: the hot path. The account's row is locked by the guarded UPDATE; a
-- key that another session wrote meanwhile undoes it.
CREATE FUNCTION loyalty_post_credit(p loyalty_posting, p_now timestamptz)
RETURNS loyalty_posting_result
LANGUAGE plpgsql AS $$
DECLARE
    v_hash bytea := loyalty_input_hash(
        p.account_id, p.points, p.kind, p.reason, p.actor, p.note, p.order_id, p.checkout_id,
        p.reverses_id, NULL, NULL);
    v_is_active boolean := p.activates_at IS NULL OR p.activates_at <= p_now;
    v_earned bigint := 0;
    v_spent bigint := 0;
    v_balance bigint;
    v_remaining bigint;
    v_entry_id bigint;
    v_lot_id bigint;
    v_result loyalty_posting_result;
BEGIN
    CASE loyalty_lifetime_sum(p.kind, p.points, p.reverses_id)
        WHEN 'EARNED' THEN v_earned := p.points;
        WHEN 'SPENT' THEN v_spent := -p.points;
        ELSE NULL;
    END CASE;
    -- A debt is paid first: only what is left of the credit goes into the lot.
    UPDATE loyalty_account SET
        balance = balance + p.points,
        pending = pending
            + CASE WHEN v_is_active THEN 0 ELSE greatest(0, least(p.points, balance + p.points)) END,
        lifetime_earned = lifetime_earned + v_earned,
        lifetime_spent = lifetime_spent + v_spent,
        version = version + 1
    WHERE id = p.account_id AND balance + p.points <= 2000000000
    RETURNING balance, greatest(0, least(p.points, balance)) INTO v_balance, v_remaining;
    IF NOT FOUND THEN
        v_result := loyalty_known_posting(p.key, v_hash, p.account_id);
        IF v_result.status IS NULL THEN
            v_result := loyalty_refusal('INSUFFICIENT', p.account_id);
        END IF;
        RETURN v_result;
    END IF;
    INSERT INTO loyalty_entry (
        account_id, points, balance_after, kind, reason, note, order_id, checkout_id,
        source_label, actor, key, input_hash, explanation, program_version_id, reverses_id,
        activates_at, expires_at, effective_at, created_at
    ) VALUES (
        p.account_id, p.points, v_balance, p.kind, p.reason, p.note, p.order_id, p.checkout_id,
        p.source_label, p.actor, p.key, v_hash, p.explanation, p.program_version_id,
        p.reverses_id, p.activates_at, p.expires_at, p_now, p_now
    ) ON CONFLICT DO NOTHING RETURNING id INTO v_entry_id;
    IF v_entry_id IS NULL THEN
        UPDATE loyalty_account SET
            balance = balance - p.points,
            pending = pending - CASE WHEN v_is_active THEN 0 ELSE v_remaining END,
            lifetime_earned = lifetime_earned - v_earned,
            lifetime_spent = lifetime_spent - v_spent,
            version = version - 1
        WHERE id = p.account_id;
        v_result := loyalty_known_posting(p.key, v_hash, p.account_id);
        IF v_result.status IS NULL THEN  -- the entry was reversed before, under another key
            v_result := loyalty_refusal('CONFLICT', p.account_id);
        END IF;
        RETURN v_result;
    END IF;
    INSERT INTO loyalty_lot (
        account_id, entry_id, points, remaining, is_open, is_active, activates_at, expires_at
    ) VALUES (
        p.account_id, v_entry_id, p.points, v_remaining, v_remaining > 0, v_is_active,
        p.activates_at, p.expires_at
    ) RETURNING id INTO v_lot_id;
    IF v_remaining < p.points THEN
        INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
        VALUES (v_lot_id, v_entry_id, p.points - v_remaining);
    END IF;
    INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
    VALUES (p.account_id, v_entry_id, 'points_posted', '{}', p_now);
    RETURN ROW('POSTED', v_entry_id, v_balance)::loyalty_posting_result;
END
$$;
