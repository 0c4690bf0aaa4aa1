"""What was published stands. A published or retired version changes only its state, the end of `valid` and its search text; its
cases, papers, terms and fees never change or go. A draft is free."""

from django.db import migrations

CHILDREN = ("case", "paper", "term", "fee")

FORWARD = """
CREATE FUNCTION services_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN
    RETURN COALESCE(NEW, OLD);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published version is not deleted';
  END IF;
  IF NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
     OR lower(NEW.valid) IS DISTINCT FROM lower(OLD.valid) OR isempty(NEW.valid)
     OR (to_jsonb(NEW) - '{state,valid,folded}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{state,valid,folded}'::text[]) THEN
    RAISE EXCEPTION 'a published version changes only its state, the end of its validity and its search text';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_stands BEFORE UPDATE OR DELETE ON services_procedureversion
  FOR EACH ROW EXECUTE FUNCTION services_version_stands();

CREATE FUNCTION services_part_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM services_procedureversion WHERE id = OLD.version_id AND state <> 'draft') THEN
    RAISE EXCEPTION 'a part of a published version stands';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
""" + "\n".join(
    f"CREATE TRIGGER {name}_stands BEFORE UPDATE OR DELETE ON services_{name} FOR EACH ROW EXECUTE FUNCTION services_part_stands();"
    for name in CHILDREN
)
BACK = """
DROP TRIGGER version_stands ON services_procedureversion;
DROP FUNCTION services_version_stands();
""" + "\n".join(f"DROP TRIGGER {name}_stands ON services_{name};" for name in CHILDREN) + """
DROP FUNCTION services_part_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
