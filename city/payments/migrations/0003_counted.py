"""A charge keeps how it was counted; one of before tells it only where a line is one row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_changes_of_a_charge")]

    operations = [migrations.AddField(model_name="charge", name="counted", field=models.JSONField(default=list))]
