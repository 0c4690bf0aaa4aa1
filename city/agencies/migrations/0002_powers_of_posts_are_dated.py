import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PostPowers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('powers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='agencies.post')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), ('valid', '&&')], name='post_powers_once')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='delegation',
            name='delegation_once',
        ),
        migrations.AddField(
            model_name='delegation',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at', None)), expressions=[('lender', '='), ('holder', '='), ('valid', '&&')], name='delegation_once'),
        ),
    ]
