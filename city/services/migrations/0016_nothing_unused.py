"""What no act ever wrote goes: a code of the result, and two worths of a paper that nobody can give yet."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("services", "0015_drafts_and_figures")]

    operations = [
        migrations.RemoveField(model_name="decision", name="result_code"),
        migrations.AlterField(
            model_name="dossierpaper",
            name="authenticity",
            field=models.CharField(
                choices=[("scan", "Bản chụp"), ("shown", "Bản giấy đã xuất trình")], default="scan", max_length=12
            ),
        ),
    ]
