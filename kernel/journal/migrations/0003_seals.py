"""Seals, which only grow as the journal does. ENABLE ALWAYS: also under session_replication_role = replica."""

import kernel.journal.models
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_seal
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
ALTER TABLE journal_seal ENABLE ALWAYS TRIGGER append_only;
"""
BACK = "DROP TRIGGER append_only ON journal_seal"


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('no', models.BigIntegerField(primary_key=True, serialize=False)),
                ('era', models.IntegerField()),
                ('cluster', models.BigIntegerField()),
                ('xid_from', kernel.journal.models.Xid()),
                ('xid_to', kernel.journal.models.Xid()),
                ('size', models.IntegerField()),
                ('root', models.BinaryField()),
                ('head', models.BinaryField()),
                ('ids', models.BinaryField()),
                ('leaves', models.BinaryField()),
                ('sealed_at', models.DateTimeField(db_default=kernel.journal.models.WallClock())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('era', 'xid_from'), name='seal_once')],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
