from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_one_use_passwords_and_ended_mandates")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(blank=True, choices=[("vi", "Tiếng Việt"), ("en", "English")], max_length=5),
        )
    ]
