"""A second row of the stamp, for offers: who keeps in memory which agency takes what asks there whether it is still so. A row of its own,
so that an offer need not wait for an import that runs, nor the two for each other."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION services_offers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO services_cataloguestamp (id, token) VALUES (2, gen_random_uuid())
  ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
  RETURN NULL;
END $$;
CREATE TRIGGER offers_changed AFTER INSERT OR UPDATE OR DELETE ON services_offer
  FOR EACH STATEMENT EXECUTE FUNCTION services_offers_changed();
INSERT INTO services_cataloguestamp (id, token) VALUES (2, gen_random_uuid());
"""
BACK = """
DROP TRIGGER offers_changed ON services_offer;
DROP FUNCTION services_offers_changed();
DELETE FROM services_cataloguestamp WHERE id = 2;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0016_nothing_unused")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
