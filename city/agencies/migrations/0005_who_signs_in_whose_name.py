import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_posts_without_powers'),
    ]

    operations = [
        migrations.AddField(
            model_name='agencystate',
            name='collective',
            field=models.CharField(blank=True, default='', max_length=150),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='post',
            name='rank',
            field=models.CharField(choices=[('head', 'Người đứng đầu'), ('deputy', 'Cấp phó của người đứng đầu'), ('other', 'Chức vụ khác')], default='other', max_length=6),
        ),
        migrations.AddField(
            model_name='appointment',
            name='acting',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='delegation',
            name='authority',
            field=models.CharField(blank=True, choices=[('TL', 'Thừa lệnh (TL.)'), ('TUQ', 'Thừa ủy quyền (TUQ.)')], default='', max_length=3),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('rank', 'head')), expressions=[('agency', '='), ('valid', '&&')], name='post_head_once'),
        ),
    ]
