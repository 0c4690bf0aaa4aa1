from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_copy_powers_of_posts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='post',
            name='powers',
        ),
    ]
