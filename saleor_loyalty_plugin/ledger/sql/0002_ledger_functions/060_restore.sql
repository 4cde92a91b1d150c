-- Puts points back into the lots that an earlier debit took them from; returns how many went into
-- lots that aren't active. The lot used last is filled first: a debit of 80 of which 30 came back
-- leaves the lots as a debit of 50 would have. What the debit took from no lot (it went below
-- zero, and a later credit paid for that) opens a lot of the restoring entry.
--
-- Where a lot's expiry has passed, its points go on into a new lot that is good until
-- `p_restored_until`; the old one's uses say both, so that nothing is put back into it twice.
-- Without that date they stay in the old lot and run out with the next sweep.
CREATE FUNCTION loyalty_fill_lots(
    p_account_id bigint, p_entry_id bigint, p_debit_id bigint, p_points bigint,
    p_activates_at timestamptz, p_expires_at timestamptz, p_restored_until timestamptz,
    p_now timestamptz
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_use record;
    v_given bigint;
    v_left bigint := p_points;
    v_late bigint := 0;
    v_pending bigint := 0;
    v_is_active boolean;
BEGIN
    FOR v_use IN
        SELECT u.lot_id, sum(u.points) AS points,
            bool_and(l.expires_at <= p_now AND p_restored_until > p_now
                AND (l.is_active OR l.activates_at <= p_now)) AS is_late
        FROM loyalty_lot_use u JOIN loyalty_lot l ON l.id = u.lot_id
        WHERE u.entry_id = p_debit_id
            OR u.entry_id IN (SELECT id FROM loyalty_entry WHERE restores_id = p_debit_id)
                AND u.points < 0
        GROUP BY u.lot_id HAVING sum(u.points) > 0
        ORDER BY min(u.id) DESC
    LOOP
        EXIT WHEN v_left = 0;
        v_given := least(v_use.points, v_left);
        v_left := v_left - v_given;
        IF v_use.is_late THEN
            v_late := v_late + v_given;
            INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
            VALUES (v_use.lot_id, p_entry_id, -v_given), (v_use.lot_id, p_entry_id, v_given);
            CONTINUE;
        END IF;
        -- The sweep activates open lots; a closed one whose time came meanwhile it passed over.
        UPDATE loyalty_lot SET remaining = remaining + v_given, is_open = true,
            is_active = is_active OR NOT is_open AND activates_at <= p_now
        WHERE id = v_use.lot_id RETURNING is_active INTO v_is_active;
        INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
        VALUES (v_use.lot_id, p_entry_id, -v_given);
        v_pending := v_pending + CASE WHEN v_is_active THEN 0 ELSE v_given END;
    END LOOP;
    IF v_late > 0 THEN
        INSERT INTO loyalty_lot (
            account_id, entry_id, points, remaining, is_open, is_active, expires_at
        ) VALUES (p_account_id, p_entry_id, v_late, v_late, true, true, p_restored_until);
    END IF;
    IF v_left > 0 THEN
        v_is_active := p_activates_at IS NULL OR p_activates_at <= p_now;
        INSERT INTO loyalty_lot (
            account_id, entry_id, points, remaining, is_open, is_active, activates_at, expires_at
        ) VALUES (
            p_account_id, p_entry_id, v_left, v_left, true, v_is_active, p_activates_at,
            p_expires_at
        );
        v_pending := v_pending + CASE WHEN v_is_active THEN 0 ELSE v_left END;
    END IF;
    RETURN v_pending;
END
$$;

-- A credit that gives back what the debit `restores_id` took, in one part or several.
-- INSUFFICIENT when the parts together would exceed the debit.
CREATE FUNCTION loyalty_post_restore(p loyalty_posting, p_now timestamptz)
RETURNS loyalty_posting_result
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    v_hash bytea := loyalty_input_hash(
        p.account_id, p.points, p.kind, p.reason, p.actor, p.note, p.order_id, p.checkout_id,
        p.reverses_id, p.restores_id, NULL);
    v_balance bigint;
    v_restorable bigint;
    v_pending bigint;
    v_sum text;
    v_entry_id bigint;
    v_result loyalty_posting_result;
BEGIN
    SELECT balance + p.points INTO v_balance FROM loyalty_account
    WHERE id = p.account_id FOR NO KEY UPDATE;
    v_result := loyalty_known_posting(p.key, v_hash, p.account_id);
    IF v_result.status IS NOT NULL THEN
        RETURN v_result;
    END IF;
    SELECT -e.points - (SELECT coalesce(sum(r.points), 0) FROM loyalty_entry r
                        WHERE r.restores_id = p.restores_id)
    INTO v_restorable FROM loyalty_entry e
    WHERE e.id = p.restores_id AND e.account_id = p.account_id AND e.points < 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'entry % is no debit of loyalty account %', p.restores_id, p.account_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF p.points > v_restorable OR v_balance > 2000000000 THEN
        RETURN loyalty_refusal('INSUFFICIENT', p.account_id);
    END IF;
    INSERT INTO loyalty_entry (
        account_id, points, balance_after, kind, reason, note, order_id, checkout_id,
        source_label, actor, key, input_hash, explanation, program_version_id, reverses_id,
        restores_id, activates_at, expires_at, effective_at, created_at
    ) VALUES (
        p.account_id, p.points, v_balance, p.kind, p.reason, p.note, p.order_id, p.checkout_id,
        p.source_label, p.actor, p.key, v_hash, p.explanation, p.program_version_id,
        p.reverses_id, p.restores_id, p.activates_at, p.expires_at, p_now, p_now
    ) ON CONFLICT DO NOTHING RETURNING id INTO v_entry_id;
    IF v_entry_id IS NULL THEN
        v_result := loyalty_known_posting(p.key, v_hash, p.account_id);
        IF v_result.status IS NULL THEN  -- the entry was reversed before, under another key
            v_result := loyalty_refusal('CONFLICT', p.account_id);
        END IF;
        RETURN v_result;
    END IF;
    -- A debt is paid first: only what is left of the credit goes into lots.
    v_pending := loyalty_fill_lots(
        p.account_id, v_entry_id, p.restores_id, greatest(0, least(p.points, v_balance)),
        p.activates_at, p.expires_at, p.restored_until, p_now);
    v_sum := loyalty_lifetime_sum(p.kind, p.points, p.restores_id);
    UPDATE loyalty_account SET
        balance = v_balance,
        pending = pending + v_pending,
        lifetime_earned = lifetime_earned + CASE v_sum WHEN 'EARNED' THEN p.points ELSE 0 END,
        lifetime_spent = lifetime_spent - CASE v_sum WHEN 'SPENT' THEN p.points ELSE 0 END,
        version = version + 1
    WHERE id = p.account_id;
    INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
    VALUES (p.account_id, v_entry_id, 'points_posted', '{}', p_now);
    RETURN ROW('POSTED', v_entry_id, v_balance)::loyalty_posting_result;
END
$$;
