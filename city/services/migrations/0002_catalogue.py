"""A published version is what a dossier began with: only its state and the end of its validity change, its papers, terms and
fees not at all. ENABLE ALWAYS: also under session_replication_role = replica."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION services_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published version is never deleted';
  END IF;
  IF NEW.state = 'draft' THEN
    RAISE EXCEPTION 'a published version does not become a draft again';
  END IF;
  IF NOT isempty(NEW.valid) AND lower(NEW.valid) IS DISTINCT FROM lower(OLD.valid) THEN
    RAISE EXCEPTION 'the day from which a published version holds does not change';
  END IF;
  IF (to_jsonb(OLD) - 'state' - 'valid') IS DISTINCT FROM (to_jsonb(NEW) - 'state' - 'valid') THEN
    RAISE EXCEPTION 'a published version changes only its state and the end of its validity';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_stands BEFORE UPDATE OR DELETE ON services_procedureversion
  FOR EACH ROW EXECUTE FUNCTION services_version_stands();
ALTER TABLE services_procedureversion ENABLE ALWAYS TRIGGER version_stands;

CREATE FUNCTION services_version_part_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM services_procedureversion WHERE id = OLD.version_id AND state <> 'draft') THEN
    RAISE EXCEPTION '% of a published version never changes', TG_TABLE_NAME;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {part}_stands BEFORE UPDATE OR DELETE ON services_{part}
  FOR EACH ROW EXECUTE FUNCTION services_version_part_stands();
ALTER TABLE services_{part} ENABLE ALWAYS TRIGGER {part}_stands;
"""
    for part in ("case", "paper", "term", "fee")
)
BACK = """
DROP TRIGGER case_stands ON services_case;
DROP TRIGGER paper_stands ON services_paper;
DROP TRIGGER term_stands ON services_term;
DROP TRIGGER fee_stands ON services_fee;
DROP FUNCTION services_version_part_stands();
DROP TRIGGER version_stands ON services_procedureversion;
DROP FUNCTION services_version_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
