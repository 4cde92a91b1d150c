-- Sweeps over lots whose time has come. Each call is one batch; 0 says that nothing is left to do.
-- Several may run at once: they lock accounts in ascending order and look again, and where another
-- one has done the batch meanwhile, they give their locks back (the inner block is a savepoint) and
-- go on to the next.

-- Makes pending points spendable. Returns how many lots it activated.
CREATE FUNCTION loyalty_activate_lots(p_as_of timestamptz, p_limit integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_lot_ids bigint[];
    v_account_ids bigint[];
    v_count bigint;
BEGIN
    FOR v_attempt IN 1..100 LOOP
        BEGIN
            SELECT array_agg(id), array_agg(DISTINCT account_id) INTO v_lot_ids, v_account_ids
            FROM (
                SELECT id, account_id FROM loyalty_lot
                WHERE is_open AND NOT is_active AND activates_at <= p_as_of
                ORDER BY activates_at LIMIT p_limit
            ) due;
            IF v_lot_ids IS NULL THEN
                RETURN 0;
            END IF;
            PERFORM 1 FROM loyalty_account WHERE id = ANY (v_account_ids)
            ORDER BY id FOR NO KEY UPDATE;
            WITH activated AS (
                UPDATE loyalty_lot SET is_active = true
                WHERE id = ANY (v_lot_ids) AND is_open AND NOT is_active
                    AND activates_at <= p_as_of
                RETURNING account_id, remaining
            ), sums AS (
                SELECT account_id, count(*) AS lots, sum(remaining) AS points
                FROM activated GROUP BY account_id
            ), accounts AS (
                UPDATE loyalty_account a SET pending = a.pending - s.points, version = a.version + 1
                FROM sums s WHERE a.id = s.account_id
            ), messages AS (
                INSERT INTO loyalty_outbox (account_id, kind, payload, created_at)
                SELECT account_id, 'points_activated', jsonb_build_object('points', points), p_as_of
                FROM sums
            )
            SELECT coalesce(sum(lots), 0) INTO v_count FROM sums;
            IF v_count > 0 THEN
                RETURN v_count;
            END IF;
            RAISE EXCEPTION 'another sweep was quicker' USING ERRCODE = 'LY001';
        EXCEPTION WHEN SQLSTATE 'LY001' THEN
            NULL;
        END;
    END LOOP;
    RETURN 0;
END
$$;

-- Takes the due lots of locked accounts away, one EXPIRE entry for each. Points in open holds stay:
-- the holds cover the oldest active lots, which a capture would take. Returns how many entries it
-- wrote. Sorts in memory: a batch is bounded, and on disk it takes a tenth longer.
CREATE FUNCTION loyalty_expire_accounts(p_account_ids bigint[], p_as_of timestamptz)
RETURNS bigint
LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
    v_count bigint;
BEGIN
    WITH due AS (
        SELECT l.id AS lot_id, l.account_id, l.remaining, l.is_active, l.expires_at,
            a.balance, a.version,
            sum(l.remaining) FILTER (WHERE l.is_active) OVER older - a.reserved AS not_held
        FROM loyalty_lot l JOIN loyalty_account a ON a.id = l.account_id
        WHERE l.account_id = ANY (p_account_ids) AND l.is_open AND l.expires_at <= p_as_of
        WINDOW older AS (PARTITION BY l.account_id ORDER BY l.expires_at, l.id)
    ), shares AS (
        SELECT *, CASE WHEN is_active THEN greatest(0, least(remaining, not_held))
            ELSE remaining END AS points
        FROM due
    ), taken AS MATERIALIZED (
        SELECT *, nextval('loyalty_entry_id_seq') AS entry_id,
            balance - sum(points) OVER (PARTITION BY account_id ORDER BY expires_at, lot_id)
                AS balance_after,
            'expire:' || lot_id || ':' || version AS key
        FROM (SELECT * FROM shares WHERE points > 0 ORDER BY account_id, expires_at, lot_id) s
    ), entries AS (
        INSERT INTO loyalty_entry (
            id, account_id, points, balance_after, kind, reason, note, source_label, actor, key,
            input_hash, explanation, effective_at, created_at
        )
        SELECT entry_id, account_id, -points, balance_after, 'EXPIRE', 'EXPIRED', '', '',
            'system', key,
            loyalty_input_hash(account_id, -points::bigint, 'EXPIRE', 'EXPIRED', 'system', '',
                NULL, NULL, NULL, NULL, NULL),
            '[]', expires_at, p_as_of
        FROM taken
    ), lots AS (
        UPDATE loyalty_lot l SET remaining = l.remaining - t.points,
            is_open = l.remaining > t.points
        FROM taken t WHERE l.id = t.lot_id
    ), uses AS (
        INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
        SELECT lot_id, entry_id, points FROM taken
    ), sums AS (
        SELECT account_id, count(*) AS entries, sum(points) AS points,
            coalesce(sum(points) FILTER (WHERE NOT is_active), 0) AS pending
        FROM taken GROUP BY account_id
    ), accounts AS (
        UPDATE loyalty_account a SET balance = a.balance - s.points,
            pending = a.pending - s.pending, version = a.version + 1
        FROM sums s WHERE a.id = s.account_id
    ), messages AS (
        INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
        SELECT account_id, entry_id, 'points_posted', '{}', p_as_of FROM taken
    )
    SELECT coalesce(sum(entries), 0) INTO v_count FROM sums;
    RETURN v_count;
END
$$;

-- One batch of the sweep: `p_limit` bounds the lots that are looked for; all due lots of an account
-- go in one batch.
CREATE FUNCTION loyalty_expire_lots(p_as_of timestamptz, p_limit integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_account_ids bigint[];
    v_count bigint;
BEGIN
    FOR v_attempt IN 1..100 LOOP
        BEGIN
            SELECT array_agg(DISTINCT account_id) INTO v_account_ids FROM (
                SELECT l.account_id FROM loyalty_lot l JOIN loyalty_account a ON a.id = l.account_id
                WHERE l.is_open AND l.expires_at <= p_as_of
                    AND (NOT l.is_active OR a.reserved = 0 OR a.reserved < (
                        SELECT sum(o.remaining) FROM loyalty_lot o
                        WHERE o.account_id = a.id AND o.is_open AND o.is_active
                            AND o.expires_at <= p_as_of))
                ORDER BY l.expires_at LIMIT p_limit
            ) due;
            IF v_account_ids IS NULL THEN
                RETURN 0;
            END IF;
            PERFORM 1 FROM loyalty_account WHERE id = ANY (v_account_ids)
            ORDER BY id FOR NO KEY UPDATE;
            v_count := loyalty_expire_accounts(v_account_ids, p_as_of);
            IF v_count > 0 THEN
                RETURN v_count;
            END IF;
            RAISE EXCEPTION 'another sweep was quicker' USING ERRCODE = 'LY001';
        EXCEPTION WHEN SQLSTATE 'LY001' THEN
            NULL;
        END;
    END LOOP;
    RETURN 0;
END
$$;
