DROP FUNCTION loyalty_activate_order_lots(bigint, uuid, timestamptz, timestamptz, timestamptz);
DROP FUNCTION loyalty_extend_lots(bigint, timestamptz);
DROP FUNCTION loyalty_set_expiries(bigint[], timestamptz[], timestamptz[]);
