"""The bench fills a city with copies of played dossiers: a copy is, row by row and column by column, what the acts write.

Compared are a dossier that was played and a copy of another that was played elsewhere, for another person, in the same hours."""

import datetime
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from city.agencies.models import Agency
from city.agencies.queries import officials, units_of
from city.services.models import Dossier
from kernel import clock
from stories.bench import copying, filling, founding, patterns, places, plan
from stories.bench.columns import NUMBERED
from stories.bench.scheme import TABLES
from stories.cast import Acting
from stories.city import person
from stories.plays import CHILD
from stories.script import day, later
from tests.city import City
from tests.players import Player

Rows = dict[str, list[dict[str, Any]]]
CHANCE = {"xid", "recorded_at", "next_at"}  # the database's own clock and transactions
RENDERED = {"size"}  # bytes of a signed file differ each time


def _play(owner: str, office: Agency, words: Callable[[str], str], today: datetime.date) -> Dossier:
    """A birth, as stories.plays tells it, at Cái Răng."""
    scene = Acting().at
    father, clerk, justice, chair = map(Player, (owner, "cairang.motcua", "cairang.chuyenvien", "cairang.chutich"))
    said = {key: words(value) if isinstance(value, str) else value for key, value in CHILD.items()}
    with scene(day(today, 50, 20, 5)):
        as_copied = {"father_birth_year": 1990}  # a copy has other words, not other years
        dossier = father.drafts(
            "1.001193", office, {**said, **as_copied, "birth_on": day(today, 70).date().isoformat()}
        )
        father.attaches(dossier)
        father.submits(dossier)
    with scene(later(day(today, 50), 1, 7, 40)):
        clerk.accepts(dossier)
    with scene(later(day(today, 50), 1, 9, 10)):
        justice.proposes(dossier, "granted", "Giấy chứng sinh hợp lệ, nội dung khai khớp.")
    with scene(later(day(today, 50), 1, 15, 30)):
        chair.signs(dossier)
    with scene(later(day(today, 50), 1, 15, 50)):
        clerk.hands_out(dossier, "online")
    return dossier


def _copy(pattern: patterns.Pattern, office: places.Office, owner: str, offices: dict[int, places.Office]) -> Dossier:
    wish = plan.Wish(pattern, office, plan.Resident.of(person(owner)), datetime.timedelta())
    numbers = plan.Numbers(filling.series())
    copying.copy(list(plan.numbered([wish], offices, numbers)), [pattern], offices, lambda _done: None)
    filling.keep_series(numbers)
    return Dossier.objects.latest("pk")


def _rows(dossier: Dossier) -> Rows:
    """Every row of the dossier, in order, keys told by table and place, what is given by chance by its kind."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_row, bench_pattern")
        cursor.execute("CREATE TABLE bench_row (tbl text, old text, pattern bigint, rank int)")
        cursor.execute("CREATE TABLE bench_pattern AS SELECT %s::bigint AS pattern", [dossier.pk])
        copying.note_rows(cursor)
        cursor.execute("SELECT tbl, old, rank FROM bench_row")
        ranks = {(table, old): rank for table, old, rank in cursor.fetchall()}
        return {table.name: _table(cursor, table.name, ranks, dossier) for table in TABLES}


def _table(cursor: Any, name: str, ranks: dict[tuple[str, str], int], dossier: Dossier) -> list[dict[str, Any]]:
    cursor.execute(
        f"SELECT m.* FROM {name} m JOIN bench_row r ON r.tbl = %s AND r.old = m.id::text ORDER BY r.rank", [name]
    )
    columns = [c.name for c in cursor.description]
    return [
        {c: _told(name, c, v, dict(zip(columns, row, strict=True)), ranks, dossier) for c, v in zip(columns, row, strict=True) if c not in CHANCE}
        for row in cursor.fetchall()
    ]  # fmt: skip


def _told(
    table: str, column: str, value: Any, row: dict[str, Any], ranks: dict[tuple[str, str], int], dossier: Dossier
) -> Any:
    target = _targets().get((table, column)) or _subject(column, row)
    if value is not None and (target, str(value)) in ranks:
        return f"{target} {ranks[target, str(value)]}"
    if column in ("token", "idempotency", "certificate_id", "blob_id", "sha256") and value:
        return column
    if column in ("number", "printed") and value:
        return _spoken(str(value).lstrip("0123456789"), dossier) or column
    if table == "notifications_message" and column == "dedupe_key":
        entry, _dash, rest = value.partition("-")
        return f"entry {ranks['journal_journalentry', entry]}-{rest}"
    if table == "journal_journalentry" and column == "fact":
        return _fact(value, ranks, dossier)
    return _spoken(value, dossier)


def _targets() -> dict[tuple[str, str], str]:
    """(table, column) of every foreign key and primary key into a numbered table."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            target = (
                field.related_model._meta.db_table
                if field.is_relation
                else model._meta.db_table
                if field.primary_key
                else ""
            )
            if target in NUMBERED:
                found[model._meta.db_table, field.column] = target
    return found


def _subject(column: str, row: dict[str, Any]) -> str:
    return (
        row[f"{column[:-3]}_kind"].replace(".", "_") if f"{column[:-3]}_kind" in row and column.endswith("_id") else ""
    )


def _fact(text: Any, ranks: dict[tuple[str, str], int], dossier: Dossier) -> Any:
    """Ids in a fact are told like keys."""
    fact = json.loads(text) if isinstance(text, str) else text
    tables = {"dossier": "services_dossier", "paper": "services_dossierpaper", "document": "documents_document", "item": "work_item",
              "charge": "payments_charge", "receipt": "payments_receipt", "party": "services_party"}  # fmt: skip
    told = {}
    for key, value in fact.items():
        target = tables.get(key) or _subject(key, fact)
        told[key] = (
            f"{target} {ranks[target, str(value)]}"
            if target
            else key
            if key in ("number", "sha256") and value
            else value
        )
    return _spoken(json.dumps(told, ensure_ascii=False, sort_keys=True), dossier)


def _spoken(value: Any, dossier: Dossier) -> Any:
    """Codes of the dossier and its document by their kind, wherever they stand."""
    if not isinstance(value, str):
        return value
    for word, kind in ((dossier.code or "-", "CODE"), (dossier.submission, "SUBMISSION")):
        value = value.replace(word, kind)
    return value


def test_a_copy_is_what_the_acts_write(city: City) -> None:
    today, offices = clock.today(), places.offices()
    cairang = next(o for o in offices.values() if o.name.endswith("Cái Răng"))
    pattern = patterns.read([city.dossier("le.van.phuoc", "1.001193").pk])[0]
    old, new = person("le.van.phuoc"), person("huynh.cong.danh")

    def words(text: str) -> str:
        return text.replace(old.name, new.name).replace(old.address, new.address)

    copied = _rows(_copy(pattern, cairang, "huynh.cong.danh", offices))
    played = _rows(_play("huynh.cong.danh", Agency.objects.get(pk=cairang.pk), words, today))
    assert {name: len(rows) for name, rows in copied.items()} == {name: len(rows) for name, rows in played.items()}
    assert sum(map(len, played.values())) > 60
    for name in played:
        for mine, real in zip(copied[name], played[name], strict=True):
            assert mine == real, name


def test_no_table_that_refers_to_a_dossier_is_missing() -> None:
    copied = {table.name for table in TABLES} | {"files_blob"}
    referring = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.db_table in copied - {"files_blob"}
    }
    assert referring - copied == set()
    assert set(NUMBERED) == {table.name for table in TABLES}


@pytest.fixture
def filled(city: City) -> City:
    """200 dossiers more, at five communes and two departments."""
    founding.offices(communes=5, departments=2)
    filling.multiply(200, 60, lambda _words: None)
    return city


def test_two_hundred_copies_make_a_city(filled: City) -> None:
    found = Counter(d.phase for d in Dossier.objects.order_by("-pk")[:200])
    assert sum(found.values()) == 200
    assert found["returned"] + found["withdrawn"] > 170
    assert (
        Dossier.objects.exclude(code=None).values("code").distinct().count()
        == Dossier.objects.exclude(code=None).count()
    )
    one = Dossier.objects.filter(phase="returned").latest("pk")
    owner = one.parties.get(role="owner").person
    page = filled.sign_in("ninhkieu.chutich").get(f"/lookup/?code={one.code}")
    assert one.code in page.content.decode()
    clerk = next(u for u in _clerks(one.agency_id))
    desk = filled.sign_in(clerk).get(f"/desk/dossiers/{one.submission}/")
    assert desk.status_code == 200
    assert owner.name in desk.content.decode()
    assert filled.sign_in("le.van.phuoc").get(f"/desk/dossiers/{one.submission}/").status_code == 404


def _clerks(agency: int) -> list[str]:
    return [
        a.user.username for a in officials([u.pk for u in units_of(Agency.objects.get(pk=agency))], "dossiers.accept")
    ]
