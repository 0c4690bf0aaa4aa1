"""How long drafts are kept, as a row; indexes for forgetting drafts and counting figures; no term on the work of handing out a result."""

import datetime
from decimal import Decimal

from django.db import migrations, models
from django.db.backends.postgresql.psycopg_any import DateRange

SOURCE = "Thông báo về dữ liệu cá nhân của Cổng (trang Dữ liệu cá nhân)"


def keep_drafts(apps, _schema_editor):
    """A city that is founded already reads its legal numbers no more; a new one gets the row with the others."""
    rows = apps.get_model("parameters", "Parameter").objects
    if rows.exists() and not rows.filter(code="draft.keep").exists():
        rows.create(code="draft.keep", value=Decimal(90), unit="day", source=SOURCE, valid=DateRange(datetime.date(2018, 6, 21), None))


def no_term_after_decision(apps, _schema_editor):
    decided = apps.get_model("services", "Dossier").objects.filter(decided_at__isnull=False, closed_at=None)
    items = apps.get_model("work", "Item").objects.filter(about_kind="services.dossier", closed_at=None)
    items.filter(about_id__in=decided.values("pk")).update(due_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ("parameters", "0001_initial"),
        ("services", "0014_due_dates_stand"),
        ("work", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(keep_drafts, migrations.RunPython.noop),
        migrations.RunPython(no_term_after_decision, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=models.Q(("phase", "draft")), fields=["changed_at", "id"], name="dossier_draft_ix"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False)),
                fields=["agency", "submitted_at", "decided_at", "first_due_at"],
                name="dossier_figures_ix",
            ),
        ),
    ]
