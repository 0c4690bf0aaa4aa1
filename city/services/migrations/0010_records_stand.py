"""What a step wrote down, and why the agency stopped, are only ever added; with their dossier they may go."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION services_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a record of a step and a stop are written once'; END $$;
CREATE TRIGGER step_record_stands BEFORE UPDATE ON services_steprecord
  FOR EACH STATEMENT EXECUTE FUNCTION services_record_refuse();
CREATE TRIGGER stop_stands BEFORE UPDATE ON services_stop
  FOR EACH STATEMENT EXECUTE FUNCTION services_record_refuse();
"""
BACK = """
DROP TRIGGER step_record_stands ON services_steprecord;
DROP TRIGGER stop_stands ON services_stop;
DROP FUNCTION services_record_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0009_supplement_explains")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
