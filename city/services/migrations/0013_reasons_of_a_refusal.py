"""Coded reasons of a proposed refusal stand on the dossier until the decision takes them over."""

import django.contrib.postgres.fields
from django.db import migrations, models

from city.services.states.dossiers import Reason


class Migration(migrations.Migration):
    dependencies = [("services", "0012_file_of_a_supplement_line")]
    operations = [
        migrations.AddField(
            "dossier",
            "refusal_reasons",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(choices=Reason.choices, max_length=14), default=list, size=None
            ),
        ),
    ]
