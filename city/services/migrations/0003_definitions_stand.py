"""A form or process that a dossier began with stays readable for ever: definitions are only ever added."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION services_definition_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a definition is named by its digest and never changes'; END $$;
CREATE TRIGGER definition_stands BEFORE UPDATE OR DELETE ON services_definition
  FOR EACH STATEMENT EXECUTE FUNCTION services_definition_refuse();
"""
BACK = """
DROP TRIGGER definition_stands ON services_definition;
DROP FUNCTION services_definition_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0002_published_stands")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
