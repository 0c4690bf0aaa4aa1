"""Whatever changes the catalogue renews its mark, also by hand in psql; what is kept of it in memory is kept under the mark.

A statement, not a row, renews it: an import of thousands is a few updates of one row. A renewal that is rolled back leaves
the old mark, under which nothing new was kept."""

from django.db import migrations

TABLES = ("services_procedure", "services_procedureversion")
FORWARD = """
INSERT INTO services_cataloguemark DEFAULT VALUES;
CREATE FUNCTION services_renew_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE services_cataloguemark SET mark = gen_random_uuid();
  RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER renew_mark AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION services_renew_mark();\n"
    for table in TABLES
)
BACK = "".join(f"DROP TRIGGER renew_mark ON {table};\n" for table in TABLES) + """
DROP FUNCTION services_renew_mark();
DELETE FROM services_cataloguemark;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0004_catalogue_mark")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
