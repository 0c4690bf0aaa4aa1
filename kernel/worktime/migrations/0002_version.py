"""A calendar's version is renewed by whatever changes its rows, also by hand in psql; a schedule is cached under it."""
from django.db import migrations

FUNCTION = """
CREATE FUNCTION worktime_renew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE worktime_calendar SET version = gen_random_uuid() WHERE id IN (SELECT calendar_id FROM changed);
  RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER renew_{event} AFTER {event} ON {table} REFERENCING {which} TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION worktime_renew();
"""
EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
TABLES = ("worktime_hours", "worktime_day")
FORWARD = FUNCTION + "".join(
    TRIGGER.format(event=event, table=table, which=which) for table in TABLES for event, which in EVENTS.items()
)
BACK = "".join(f"DROP TRIGGER renew_{event} ON {table};" for table in TABLES for event in EVENTS) + "DROP FUNCTION worktime_renew();"


class Migration(migrations.Migration):
    dependencies = [("worktime", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
