-- Many postings in one statement.

-- `n` is the place of the posting in the batch.
CREATE TYPE loyalty_batch_result AS (
    n integer, status text, entry_id bigint, balance_after bigint
);

-- Plain credits as a set: account by account in the order given, with running balances. Fewer rows
-- than postings come back when an account is missing, or in debt and given pending points: then
-- nothing may stay. Raises unique_violation when a key is taken, check_violation when a balance has
-- no room.
--
-- The UPDATE locks the accounts. Joined to sorted groups by a nested loop or a merge, and never by a
-- hash, it does so by ascending id, as everybody does, without a statement of its own for that.
CREATE FUNCTION loyalty_post_credits_as_set(p_postings loyalty_posting[], p_now timestamptz)
RETURNS SETOF loyalty_batch_result
LANGUAGE sql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_hashagg = off AS $$
    WITH input AS MATERIALIZED (
        SELECT p.*, p.activates_at IS NULL OR p.activates_at <= p_now AS is_active,
            CASE WHEN p.kind IN ('EARN', 'GIFT', 'IMPORT', 'ADJUST') THEN 'EARNED'
                ELSE loyalty_lifetime_sum(p.kind, p.points, p.reverses_id) END AS lifetime_sum
        FROM unnest(p_postings) WITH ORDINALITY AS p (
            account_id, points, kind, reason, key, actor, note, order_id, checkout_id,
            source_label, explanation, program_version_id, activates_at, expires_at, reverses_id,
            restores_id, allows_negative, restored_until, own_entry_id, n)
    ), accounts AS (
        UPDATE loyalty_account a SET
            balance = a.balance + s.points,
            pending = a.pending + s.pending,
            lifetime_earned = a.lifetime_earned + s.earned,
            lifetime_spent = a.lifetime_spent - s.unspent,
            version = a.version + s.entries
        FROM (
            SELECT account_id, count(*) AS entries, sum(points) AS points,
                coalesce(sum(points) FILTER (WHERE NOT is_active), 0) AS pending,
                coalesce(sum(points) FILTER (WHERE lifetime_sum = 'EARNED'), 0) AS earned,
                coalesce(sum(points) FILTER (WHERE lifetime_sum = 'SPENT'), 0) AS unspent
            FROM input GROUP BY account_id ORDER BY account_id
        ) s WHERE a.id = s.account_id AND (a.balance >= 0 OR s.pending = 0)
        RETURNING a.id, a.balance - s.points AS balance
    ), credits AS MATERIALIZED (
        SELECT *, greatest(0, least(points, balance_after)) AS remaining
        FROM (
            SELECT i.*, nextval('loyalty_entry_id_seq') AS entry_id,
                a.balance + sum(i.points) OVER (PARTITION BY i.account_id ORDER BY i.n)
                    AS balance_after
            FROM accounts a JOIN input i ON i.account_id = a.id
        ) c
    ), entries AS (
        INSERT INTO loyalty_entry (
            id, account_id, points, balance_after, kind, reason, note, order_id, checkout_id,
            source_label, actor, key, input_hash, explanation, program_version_id, reverses_id,
            activates_at, expires_at, effective_at, created_at
        )
        SELECT entry_id, account_id, points, balance_after, kind, reason, note, order_id,
            checkout_id, source_label, actor, key,
            loyalty_input_hash(account_id, points, kind, reason, actor, note, order_id,
                checkout_id, reverses_id, NULL, NULL),
            explanation, program_version_id, reverses_id, activates_at, expires_at, p_now, p_now
        FROM credits
    ), lots AS (
        INSERT INTO loyalty_lot (
            account_id, entry_id, points, remaining, is_open, is_active, activates_at, expires_at
        )
        SELECT account_id, entry_id, points, remaining, remaining > 0, is_active, activates_at,
            expires_at
        FROM credits
        RETURNING id, entry_id, points - remaining AS points
    ), uses AS (
        INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
        SELECT id, entry_id, points FROM lots WHERE points > 0
    ), messages AS (
        INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
        SELECT account_id, entry_id, 'points_posted', '{}', p_now FROM credits
    )
    SELECT n::integer, 'POSTED', entry_id, balance_after::bigint FROM credits
$$;

-- A batch of any postings, in the order given. Each fares as it would alone; what goes wrong with
-- one does not touch the others. `p_is_plain`: all of them are credits that restore nothing.
CREATE FUNCTION loyalty_post_batch(
    p_postings loyalty_posting[], p_is_plain boolean, p_now timestamptz
)
RETURNS SETOF loyalty_batch_result
LANGUAGE plpgsql AS $$
DECLARE
    v_results loyalty_batch_result[];
    p loyalty_posting;
    r loyalty_posting_result;
    n integer := 0;
BEGIN
    IF p_is_plain THEN
        BEGIN
            SELECT array_agg(s ORDER BY s.n) INTO v_results
            FROM loyalty_post_credits_as_set(p_postings, p_now) s;
            IF cardinality(v_results) = cardinality(p_postings) THEN
                RETURN QUERY SELECT * FROM unnest(v_results);
                RETURN;
            END IF;
            RAISE EXCEPTION 'not all are posted' USING ERRCODE = 'check_violation';
        EXCEPTION WHEN unique_violation OR check_violation THEN
            NULL;  -- a replay, a refusal or a debt is among them: one by one, then
        END;
    END IF;
    PERFORM 1 FROM loyalty_account WHERE id IN (SELECT u.account_id FROM unnest(p_postings) u)
    ORDER BY id FOR NO KEY UPDATE;
    FOREACH p IN ARRAY p_postings LOOP
        n := n + 1;
        IF p.restores_id IS NOT NULL THEN
            r := loyalty_post_restore(p, p_now);
        ELSIF p.points > 0 THEN
            r := loyalty_post_credit(p, p_now);
        ELSE
            r := loyalty_post_debit(p, NULL, p_now);
        END IF;
        RETURN NEXT (n, r.status, r.entry_id, r.balance_after)::loyalty_batch_result;
    END LOOP;
END
$$;

-- The same credit to many accounts; each entry's key is the prefix and the account's id. Accounts
-- that have it already are passed over, as are those whose balance has no room for it. Locks by
-- ascending id, as above.
CREATE FUNCTION loyalty_post_bonus(
    p_account_ids bigint[], p_points bigint, p_kind text, p_reason text, p_key_prefix text,
    p_actor text, p_note text, p_source_label text, p_explanation jsonb,
    p_program_version_id bigint, p_activates_at timestamptz, p_expires_at timestamptz,
    p_now timestamptz
) RETURNS bigint
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off AS $$
DECLARE
    v_is_active boolean := p_activates_at IS NULL OR p_activates_at <= p_now;
    v_earned bigint := CASE loyalty_lifetime_sum(p_kind, p_points, NULL)
        WHEN 'EARNED' THEN p_points ELSE 0 END;
    v_count bigint;
BEGIN
    WITH credits AS (
        UPDATE loyalty_account a SET
            balance = a.balance + p_points,
            pending = a.pending + CASE WHEN v_is_active THEN 0
                ELSE greatest(0, least(p_points, a.balance + p_points)) END,
            lifetime_earned = a.lifetime_earned + v_earned,
            version = a.version + 1
        FROM (SELECT DISTINCT unnest(p_account_ids) AS id ORDER BY 1) s
        WHERE a.id = s.id AND a.balance + p_points <= 2000000000
            AND NOT EXISTS (
                SELECT 1 FROM loyalty_entry e WHERE e.key = p_key_prefix || ':' || a.id)
        RETURNING a.id AS account_id, a.balance
    ), entries AS (
        INSERT INTO loyalty_entry (
            account_id, points, balance_after, kind, reason, note, source_label, actor, key,
            input_hash, explanation, program_version_id, activates_at, expires_at, effective_at,
            created_at
        )
        SELECT account_id, p_points, balance, p_kind, p_reason, p_note, p_source_label, p_actor,
            p_key_prefix || ':' || account_id,
            loyalty_input_hash(account_id, p_points, p_kind, p_reason, p_actor, p_note, NULL,
                NULL, NULL, NULL, NULL),
            p_explanation, p_program_version_id, p_activates_at, p_expires_at, p_now, p_now
        FROM credits
        RETURNING id, account_id, balance_after
    ), lots AS (
        INSERT INTO loyalty_lot (
            account_id, entry_id, points, remaining, is_open, is_active, activates_at, expires_at
        )
        SELECT account_id, id, p_points, greatest(0, least(p_points, balance_after)),
            balance_after > 0, v_is_active, p_activates_at, p_expires_at
        FROM entries
        RETURNING id, entry_id, points - remaining AS points
    ), uses AS (
        INSERT INTO loyalty_lot_use (lot_id, entry_id, points)
        SELECT id, entry_id, points FROM lots WHERE points > 0
    ), messages AS (
        INSERT INTO loyalty_outbox (account_id, entry_id, kind, payload, created_at)
        SELECT account_id, id, 'points_posted', '{}', p_now FROM entries
    )
    SELECT count(*) INTO v_count FROM entries;
    RETURN v_count;
END
$$;
