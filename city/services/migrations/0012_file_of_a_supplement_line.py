import django.db.models.deletion
from django.db import migrations, models

# The files sent before: each new file of a round answers the line of the paper it replaces, or of the paper that was missing.
FILL = """
UPDATE services_dossierpaper AS f SET line_id = l.id
  FROM services_supplementline l JOIN services_supplement s ON s.id = l.supplement_id
 WHERE f.round > 0 AND f.dossier_id = s.dossier_id AND f.round = s.round
   AND (EXISTS (SELECT 1 FROM services_dossierpaper old WHERE old.id = l.paper_id AND old.replaced_by_id = f.id)
        OR (l.wanted_id = f.paper_id AND NOT EXISTS (SELECT 1 FROM services_dossierpaper old WHERE old.replaced_by_id = f.id)))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0011_stopped_without_a_code'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossierpaper',
            name='line',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='services.supplementline'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
