"""What the plugin leaves in the shop's schedule of periodic tasks, and how migrations clear it."""

from django.db.migrations import RunSQL

_FORGET = """
DO $$
DECLARE
    v_ids bigint[];
BEGIN
    IF to_regclass('django_celery_beat_periodictask') IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(id) INTO v_ids FROM django_celery_beat_periodictask WHERE name IN ({names});
    -- Saleor's own scheduler keeps a row beside each.
    IF to_regclass('schedulers_customperiodictask') IS NOT NULL THEN
        DELETE FROM schedulers_customperiodictask WHERE periodictask_ptr_id = ANY (v_ids);
    END IF;
    DELETE FROM django_celery_beat_periodictask WHERE id = ANY (v_ids);
END
$$;
"""


def forget_tasks(*names: str) -> RunSQL:
    """Nothing forward; going back, the shop's scheduler forgets these tasks: they are gone then."""
    quoted = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
    return RunSQL(RunSQL.noop, _FORGET.format(names=quoted))
