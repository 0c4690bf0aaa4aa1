"""The journal can only grow. ENABLE ALWAYS: also under session_replication_role = replica."""
from django.db import migrations

FORWARD = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
ALTER TABLE journal_journalentry ENABLE ALWAYS TRIGGER append_only;
"""
BACK = """
DROP TRIGGER append_only ON journal_journalentry;
DROP FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
