-- Takes points out of lots for an entry; returns how many were in lots that aren't active yet.
-- Own lots (of the order or entry that is taken back) go first, those not active before those
-- that are; then active lots, oldest expiry first; then, where the caller may go below zero,
-- the others. What no lot holds is the account's new debt.
CREATE FUNCTION loyalty_take_lots(
    p_account_id bigint, p_entry_id bigint, p_points bigint, p_own_order_id uuid,
    p_own_entry_id bigint, p_takes_pending boolean
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    c_lots refcursor;
    v_lot record;
    v_taken bigint;
    v_left bigint := p_points;
    v_pending bigint := 0;
BEGIN
    IF p_own_order_id IS NULL AND p_own_entry_id IS NULL AND NOT p_takes_pending THEN
        -- The usual case, kept apart because it reads just the lots it needs, in index order.
        OPEN c_lots FOR
            SELECT id, remaining, is_active FROM loyalty_lot
            WHERE account_id = p_account_id AND is_open AND is_active
            ORDER BY expires_at, id;
    ELSE
        OPEN c_lots FOR
            SELECT l.id, l.remaining, l.is_active
            FROM loyalty_lot l JOIN loyalty_entry e ON e.id = l.entry_id,
                LATERAL (SELECT e.id IS NOT DISTINCT FROM p_own_entry_id
                    OR e.order_id IS NOT DISTINCT FROM p_own_order_id
                        AND p_own_order_id IS NOT NULL AS is_own) o
            WHERE l.account_id = p_account_id AND l.is_open
                AND (l.is_active OR o.is_own OR p_takes_pending)
            ORDER BY o.is_own DESC, l.is_active <> o.is_own DESC, l.expires_at, l.id;
    END IF;
    WHILE v_left > 0 LOOP
        FETCH c_lots INTO v_lot;
        EXIT WHEN NOT FOUND;
        v_taken := least(v_lot.remaining, v_left);
        UPDATE loyalty_lot SET remaining = remaining - v_taken, is_open = remaining > v_taken
        WHERE id = v_lot.id;
        INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
        VALUES (v_lot.id, p_entry_id, v_taken);
        v_left := v_left - v_taken;
        IF NOT v_lot.is_active THEN
            v_pending := v_pending + v_taken;
        END IF;
    END LOOP;
    CLOSE c_lots;
    IF v_left > 0 AND NOT p_takes_pending THEN
        RAISE EXCEPTION 'the lots of loyalty account % hold % points too few', p_account_id, v_left
            USING ERRCODE = 'data_corrupted', HINT = 'Run loyalty_verify.';
    END IF;
    RETURN v_pending;
END
$$;

-- A debit; with p_hold_id the capture of that hold. An open hold's own points are free to it, also
-- when a clawback has eaten into what others reserved: who comes first is served.
CREATE FUNCTION loyalty_post_debit(p loyalty_posting, p_hold_id bigint, p_now timestamptz)
RETURNS loyalty_posting_result
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    v_hash bytea := loyalty_input_hash(
        p.account_id, p.points, p.kind, p.reason, p.actor, p.note, p.order_id, p.checkout_id,
        p.reverses_id, NULL, p_hold_id);
    v_own_order_id uuid := CASE WHEN p.kind = 'CLAWBACK' THEN p.order_id END;
    v_own_entry_id bigint := coalesce(p.reverses_id, p.own_entry_id);
    v_account loyalty_account;
    v_hold loyalty_hold;
    v_free bigint;
    v_released bigint := 0;
    v_pending bigint;
    v_sum text;
    v_entry_id bigint;
    v_result loyalty_posting_result;
BEGIN
    SELECT * INTO v_account FROM loyalty_account WHERE id = p.account_id FOR NO KEY UPDATE;
    v_result := loyalty_known_posting(p.key, v_hash, p.account_id);
    IF v_result.status IS NOT NULL THEN
        RETURN v_result;
    END IF;
    v_free := v_account.balance - v_account.pending - v_account.reserved;
    IF p_hold_id IS NOT NULL THEN
        SELECT * INTO v_hold FROM loyalty_hold WHERE id = p_hold_id FOR NO KEY UPDATE;
        IF NOT FOUND OR v_hold.account_id <> p.account_id OR v_hold.points <> -p.points
            OR v_hold.status = 'CAPTURED'
        THEN
            RETURN loyalty_refusal('CONFLICT', p.account_id);
        END IF;
        IF v_hold.status = 'OPEN' THEN
            v_released := v_hold.points;
            v_free := v_account.balance - v_account.pending;
        END IF;
    END IF;
    IF v_own_order_id IS NOT NULL OR v_own_entry_id IS NOT NULL THEN
        SELECT v_free + coalesce(sum(l.remaining), 0) INTO v_free
        FROM loyalty_lot l JOIN loyalty_entry e ON e.id = l.entry_id
        WHERE l.account_id = p.account_id AND l.is_open AND NOT l.is_active
            AND (e.order_id = v_own_order_id OR e.id = v_own_entry_id);
    END IF;
    IF v_free < -p.points AND NOT p.allows_negative OR v_account.balance + p.points < -2000000000
        OR v_account.id IS NULL
    THEN
        RETURN loyalty_refusal('INSUFFICIENT', p.account_id);
    END IF;
    INSERT INTO loyalty_entry (
        account_id, points, balance_after, kind, reason, note, order_id, checkout_id,
        source_label, actor, key, input_hash, explanation, program_version_id, reverses_id,
        effective_at, created_at
    ) VALUES (
        p.account_id, p.points, v_account.balance + p.points, p.kind, p.reason, p.note,
        p.order_id, p.checkout_id, p.source_label, p.actor, p.key, v_hash, p.explanation,
        p.program_version_id, p.reverses_id, p_now, p_now
    ) ON CONFLICT DO NOTHING RETURNING id INTO v_entry_id;
    IF v_entry_id IS NULL THEN
        v_result := loyalty_known_posting(p.key, v_hash, p.account_id);
        IF v_result.status IS NULL THEN  -- the entry was reversed before, under another key
            v_result := loyalty_refusal('CONFLICT', p.account_id);
        END IF;
        RETURN v_result;
    END IF;
    v_pending := loyalty_take_lots(
        p.account_id, v_entry_id, -p.points, v_own_order_id, v_own_entry_id, p.allows_negative);
    IF p_hold_id IS NOT NULL THEN
        UPDATE loyalty_hold SET status = 'CAPTURED', closed_at = p_now, order_id = p.order_id,
            capture_entry_id = v_entry_id
        WHERE id = p_hold_id;
    END IF;
    v_sum := loyalty_lifetime_sum(p.kind, p.points, p.reverses_id);
    UPDATE loyalty_account SET
        balance = balance + p.points,
        pending = pending - v_pending,
        reserved = reserved - v_released,
        lifetime_earned = lifetime_earned + CASE v_sum WHEN 'EARNED' THEN p.points ELSE 0 END,
        lifetime_spent = lifetime_spent - CASE v_sum WHEN 'SPENT' THEN p.points ELSE 0 END,
        version = version + 1
    WHERE id = p.account_id;
    INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
    VALUES (p.account_id, v_entry_id, 'points_posted', '{}', p_now);
    RETURN ROW('POSTED', v_entry_id, v_account.balance + p.points)::loyalty_posting_result;
END
$$;
