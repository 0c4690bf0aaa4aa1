"""Lines keep price and quantity; a charge may be amended or waived before it is paid, and each change stands for good."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

FORWARD = """
CREATE FUNCTION payments_change_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a change of a charge is written once'; END $$;
CREATE TRIGGER charge_change_stands BEFORE UPDATE ON payments_chargechange
  FOR EACH STATEMENT EXECUTE FUNCTION payments_change_refuse();
"""
BACK = """
DROP TRIGGER charge_change_stands ON payments_chargechange;
DROP FUNCTION payments_change_refuse();
"""
STATES = [("due", "Chưa nộp"), ("paid", "Đã nộp"), ("cancelled", "Đã hủy"), ("waived", "Được miễn")]
KINDS = [("amended", "Sửa khoản phải nộp"), ("waived", "Miễn, giảm theo quy định")]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("payments", "0001_initial")]
    operations = [
        migrations.AlterField("charge", "state", models.CharField(choices=STATES, default="due", max_length=9)),
        migrations.AddField("charge", "waived", models.BigIntegerField(default=0)),
        migrations.AddConstraint(
            "charge",
            models.CheckConstraint(condition=Q(("waived__gte", 0)), name="charge_waived_not_negative"),
        ),
        migrations.AddField("chargeline", "price", models.BigIntegerField(null=True)),
        migrations.AddField("chargeline", "quantity", models.PositiveIntegerField(default=1)),
        migrations.AddField("chargeline", "unit", models.CharField(blank=True, max_length=40, default=""), preserve_default=False),
        migrations.RunSQL("UPDATE payments_chargeline SET price = amount", migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("chargeline", "price", models.BigIntegerField()),
        migrations.AddConstraint(
            "chargeline",
            models.CheckConstraint(
                condition=Q(("amount", F("price") * F("quantity"))), name="line_is_price_times_quantity"
            ),
        ),
        migrations.CreateModel(
            name="ChargeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=7)),
                ("reason", models.CharField(max_length=500)),
                ("basis", models.CharField(blank=True, max_length=500)),
                ("before", models.JSONField()),
                ("total_before", models.BigIntegerField()),
                ("total_after", models.BigIntegerField()),
                ("officer", models.CharField(max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("charge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="payments.charge")),
                ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("kind", "amended"), Q(("basis", ""), _negated=True), _connector="OR"),
                        name="charge_waived_on_a_basis",
                    ),
                    models.CheckConstraint(condition=Q(("reason", ""), _negated=True), name="charge_change_has_a_reason"),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
