import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='mandate',
            name='mandate_once',
        ),
        migrations.AddField(
            model_name='mandate',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='password_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at', None)), expressions=[('principal', '='), ('agent', '='), ('scope', '='), ('valid', '&&')], name='mandate_once'),
        ),
    ]
