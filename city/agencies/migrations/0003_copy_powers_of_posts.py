"""By hand: the powers that stood in the posts, as rows that hold as long as the post."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_powers_of_posts_are_dated'),
    ]

    operations = [
        migrations.RunSQL(
            """INSERT INTO agencies_postpowers (post_id, powers, valid)
               SELECT id, powers, valid FROM agencies_post WHERE NOT isempty(valid)""",
            """UPDATE agencies_post p SET powers = (
                   SELECT g.powers FROM agencies_postpowers g WHERE g.post_id = p.id ORDER BY g.valid DESC LIMIT 1)
               WHERE EXISTS (SELECT FROM agencies_postpowers g WHERE g.post_id = p.id);
               DELETE FROM agencies_postpowers""",
        ),
    ]
