DROP FUNCTION loyalty_post_bonus, loyalty_post_batch, loyalty_post_credits_as_set;
DROP TYPE loyalty_batch_result;
DROP FUNCTION loyalty_expire_lots, loyalty_expire_accounts, loyalty_activate_lots;
DROP FUNCTION loyalty_extend_hold, loyalty_void_hold, loyalty_place_hold;
DROP FUNCTION loyalty_post_restore, loyalty_fill_lots;
DROP FUNCTION loyalty_post_debit, loyalty_take_lots;
DROP FUNCTION loyalty_post_credit;
DROP FUNCTION loyalty_lifetime_sum, loyalty_refusal, loyalty_known_posting, loyalty_input_hash;
DROP TYPE loyalty_posting_result, loyalty_posting;
DROP TRIGGER loyalty_entry_no_truncate ON loyalty_entry;
DROP TRIGGER loyalty_entry_no_rewrite ON loyalty_entry;
DROP FUNCTION loyalty_refuse_rewrite;
DROP INDEX loyalty_entry_reverses;
ALTER TABLE loyalty_entry ADD CONSTRAINT loyalty_entry_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE loyalty_entry RESET (
    autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold
);
ALTER TABLE loyalty_lot RESET (fillfactor);
ALTER TABLE loyalty_account RESET (fillfactor);
