"""One row says whether the catalogue in memory is still the one in the tables: a trigger renews its token with every change of a procedure or a version,
in the same transaction. Cheaper to ask than to count 2,564 rows with every key that somebody types."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION services_catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO services_cataloguestamp (id, token) VALUES (1, gen_random_uuid())
  ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
  RETURN NULL;
END $$;
CREATE TRIGGER catalogue_changed AFTER INSERT OR UPDATE OR DELETE ON services_procedureversion
  FOR EACH STATEMENT EXECUTE FUNCTION services_catalogue_changed();
CREATE TRIGGER catalogue_changed AFTER INSERT OR UPDATE OR DELETE ON services_procedure
  FOR EACH STATEMENT EXECUTE FUNCTION services_catalogue_changed();
INSERT INTO services_cataloguestamp (id, token) VALUES (1, gen_random_uuid());
"""
BACK = """
DROP TRIGGER catalogue_changed ON services_procedure;
DROP TRIGGER catalogue_changed ON services_procedureversion;
DROP FUNCTION services_catalogue_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0006_online_levels_of_their_time")]
    operations = [
        migrations.CreateModel(
            name="CatalogueStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField()),
            ],
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
