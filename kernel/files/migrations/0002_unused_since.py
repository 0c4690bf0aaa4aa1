"""Since when nothing refers to a file (kernel.files.forgetting)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField(model_name="blob", name="unused_since", field=models.DateTimeField(null=True)),
    ]
