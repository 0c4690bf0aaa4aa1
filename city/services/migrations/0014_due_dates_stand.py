"""A due date once counted is never written over: a new count adds a row. With their dossier they may go."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION services_due_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a due date is counted once; a new count adds a row'; END $$;
CREATE TRIGGER due_stands BEFORE UPDATE ON services_due
  FOR EACH STATEMENT EXECUTE FUNCTION services_due_refuse();
"""
BACK = """
DROP TRIGGER due_stands ON services_due;
DROP FUNCTION services_due_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0013_reasons_of_a_refusal")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
