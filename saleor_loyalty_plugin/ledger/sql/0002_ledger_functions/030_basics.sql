-- The pieces that every writing function shares. All clocks are arguments.
--
-- Functions that look rows up plan without sequential scans: a session keeps its plans, and one made
-- while the tables were small would read whole tables after they have grown. The hot path
-- (040_credit) does without: the setting costs a call a twentieth of its time.

-- One movement to write; see `ledger.types.Posting`. Its order is that of `ledger/postings.py`.
CREATE TYPE loyalty_posting AS (
    account_id bigint, points bigint, kind text, reason text, key text, actor text, note text,
    order_id uuid, checkout_id uuid, source_label text, explanation jsonb,
    program_version_id bigint, activates_at timestamptz, expires_at timestamptz,
    reverses_id bigint, restores_id bigint, allows_negative boolean, restored_until timestamptz,
    own_entry_id bigint
);

-- What came back from a posting. `status`: POSTED, REPLAY, CONFLICT or INSUFFICIENT.
CREATE TYPE loyalty_posting_result AS (status text, entry_id bigint, balance_after bigint);

-- Hash of what a caller asked for. What follows from the moment of writing (activation, expiry,
-- program version, explanation, label) is left out, so that a retry later on is still a replay.
-- Free texts are preceded by their lengths: no two inputs share an encoding.
CREATE FUNCTION loyalty_input_hash(
    p_account_id bigint, p_points bigint, p_kind text, p_reason text, p_actor text, p_note text,
    p_order_id uuid, p_checkout_id uuid, p_reverses_id bigint, p_restores_id bigint,
    p_hold_id bigint
) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(concat_ws('|',
        p_account_id, p_points, p_kind, coalesce(p_order_id::text, ''),
        coalesce(p_checkout_id::text, ''), coalesce(p_reverses_id::text, ''),
        coalesce(p_restores_id::text, ''), coalesce(p_hold_id::text, ''),
        length(p_reason), length(p_actor), p_reason, p_actor, p_note
    ), 'UTF8'))
$$;

-- The answer for a key that is taken: REPLAY for the same inputs, CONFLICT for others.
-- A key that is free gives NULL in each field.
CREATE FUNCTION loyalty_known_posting(p_key text, p_hash bytea, p_account_id bigint)
RETURNS loyalty_posting_result
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
    v_entry record;
    v_result loyalty_posting_result;
BEGIN
    SELECT id, balance_after, input_hash INTO v_entry FROM loyalty_entry WHERE key = p_key;
    IF NOT FOUND THEN
        RETURN v_result;
    END IF;
    IF v_entry.input_hash = p_hash THEN
        v_result := ('REPLAY', v_entry.id, v_entry.balance_after);
    ELSE
        v_result := loyalty_refusal('CONFLICT', p_account_id);
    END IF;
    RETURN v_result;
END
$$;

-- A refusal with the account's present balance. Raises when there is no such account.
CREATE FUNCTION loyalty_refusal(p_status text, p_account_id bigint)
RETURNS loyalty_posting_result
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_balance bigint;
BEGIN
    SELECT balance INTO v_balance FROM loyalty_account WHERE id = p_account_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no loyalty account %', p_account_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN ROW(p_status, NULL::bigint, v_balance)::loyalty_posting_result;
END
$$;

-- Which lifetime sum a movement changes: 'EARNED', 'SPENT' or NULL. A reversal or restoration
-- changes the sum that the entry it takes back had changed.
CREATE FUNCTION loyalty_lifetime_sum(p_kind text, p_points bigint, p_reference_id bigint)
RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_sum text;
BEGIN
    IF p_kind = 'CLAWBACK' OR p_kind IN ('EARN', 'GIFT', 'IMPORT', 'ADJUST') AND p_points > 0 THEN
        RETURN 'EARNED';
    ELSIF p_kind = 'REDEEM' OR p_kind = 'RESTORE' AND p_reference_id IS NULL THEN
        RETURN 'SPENT';
    ELSIF p_kind IN ('RESTORE', 'REVERSAL') AND p_reference_id IS NOT NULL THEN
        SELECT loyalty_lifetime_sum(e.kind, e.points, coalesce(e.restores_id, e.reverses_id))
          INTO v_sum FROM loyalty_entry e WHERE e.id = p_reference_id;
        RETURN v_sum;
    END IF;
    RETURN NULL;
END
$$;
