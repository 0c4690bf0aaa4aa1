"""One row says whether what is kept in memory of rights still holds: a trigger renews its token with every change of what they follow from, in the
same transaction, also where other triggers are off (ALWAYS)."""

from django.db import migrations, models

TABLES = {
    "agencies_agency": "UPDATE",
    "agencies_agencystate": "UPDATE",
    "agencies_succession": "UPDATE",
    "agencies_post": "UPDATE",
    "agencies_postpowers": "UPDATE",
    "agencies_appointment": "UPDATE",
    "agencies_delegation": "UPDATE",
    "accounts_user": "UPDATE OF is_active, person_id",
}
FORWARD = """
CREATE FUNCTION agencies_authority_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO agencies_authoritystamp (id, token) VALUES (1, gen_random_uuid())
  ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
  RETURN NULL;
END $$;
INSERT INTO agencies_authoritystamp (id, token) VALUES (1, gen_random_uuid());
""" + "".join(
    f"""
CREATE TRIGGER authority_changed AFTER {update} OR DELETE OR TRUNCATE{" OR INSERT" if table != "accounts_user" else ""} ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION agencies_authority_changed();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER authority_changed;
"""
    for table, update in TABLES.items()
)
BACK = "".join(f"DROP TRIGGER authority_changed ON {table};" for table in TABLES) + "DROP FUNCTION agencies_authority_changed();"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_who_signs_in_whose_name"),
        ("accounts", "0003_language_of_a_person"),
    ]
    operations = [
        migrations.CreateModel(
            name="AuthorityStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField()),
            ],
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
