"""How long drafts are kept and how the price of certified copies falls, as rows; indexes for forgetting drafts and counting figures; no term on the work of handing out a result."""

import datetime
from decimal import Decimal

from django.db import migrations, models
from django.db.backends.postgresql.psycopg_any import DateRange

KEPT = "Thông báo về dữ liệu cá nhân của Cổng (trang Dữ liệu cá nhân)"
COPIES, FROM = "TT 226/2016/TT-BTC Đ.4", datetime.date(2017, 1, 1)
NUMBERS = (
    ("draft.keep", 90, "day", KEPT, datetime.date(2018, 6, 21)),
    ("certified_copy.first_pages", 2, "page", COPIES, FROM),
    ("certified_copy.more", 1000, "dong", COPIES, FROM),
    ("certified_copy.most", 200_000, "dong", COPIES, FROM),
)


def new_numbers(apps, _schema_editor):
    """A city that is founded already reads its legal numbers no more; a new one gets the rows with the others."""
    rows = apps.get_model("parameters", "Parameter").objects
    if not rows.exists():
        return
    for code, value, unit, source, since in NUMBERS:
        if not rows.filter(code=code).exists():
            rows.create(code=code, value=Decimal(value), unit=unit, source=source, valid=DateRange(since, None))


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
        migrations.RunPython(new_numbers, migrations.RunPython.noop),
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
