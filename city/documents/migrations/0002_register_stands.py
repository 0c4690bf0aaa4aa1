"""The register only grows: number, day and book never change, a settled line is final, nothing is deleted (ADR 0003).

Templates are named by their digest: insert only. ENABLE ALWAYS: also under session_replication_role = replica."""
from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_register_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a line of the register is never deleted';
  END IF;
  IF OLD.state <> 'held' THEN
    RAISE EXCEPTION 'a settled line of the register is final';
  END IF;
  IF (OLD.document_id, OLD.agency_id, OLD.book, OLD.year, OLD.number, OLD.suffix, OLD.printed, OLD.dated_on)
     IS DISTINCT FROM
     (NEW.document_id, NEW.agency_id, NEW.book, NEW.year, NEW.number, NEW.suffix, NEW.printed, NEW.dated_on) THEN
    RAISE EXCEPTION 'number, day and book of a line of the register never change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER register_stands BEFORE UPDATE OR DELETE ON documents_registerentry
  FOR EACH ROW EXECUTE FUNCTION documents_register_stands();
ALTER TABLE documents_registerentry ENABLE ALWAYS TRIGGER register_stands;

CREATE FUNCTION documents_template_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a template is named by its digest and never changes'; END $$;
CREATE TRIGGER template_stands BEFORE UPDATE OR DELETE ON documents_template
  FOR EACH ROW EXECUTE FUNCTION documents_template_stands();
ALTER TABLE documents_template ENABLE ALWAYS TRIGGER template_stands;
"""
BACK = """
DROP TRIGGER template_stands ON documents_template;
DROP FUNCTION documents_template_stands();
DROP TRIGGER register_stands ON documents_registerentry;
DROP FUNCTION documents_register_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
