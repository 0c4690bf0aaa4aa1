"""The numbers of the front page, and the tables they open: counted from the dossiers, the same everywhere, nobody's name."""

import csv
import io

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client

from city.services.models import Dossier
from city.services.queries import figures
from city.services.queries.catalogue import in_force
from kernel import clock
from kernel.journal import unguarded
from kernel.web import say
from tests.city import City, personal_values

OURS = "Thủ tục thành phố giải quyết"


@pytest.fixture(autouse=True)
def fresh(city: City):  # type: ignore[no-untyped-def]
    cache.delete(figures.KEY)
    yield
    cache.delete(figures.KEY)


def decided():  # type: ignore[no-untyped-def]
    return Dossier.objects.filter(decided_at__isnull=False)


def numbers(path: str = "/figures/") -> figures.Table:
    table: figures.Table = Client().get(path).context["found"]
    return table


def test_each_number_is_the_sum_of_the_table_it_opens() -> None:
    front = {str(one.label): one.figure for one in figures.public_figures()}
    total = numbers().total
    assert front["Hồ sơ đã nhận"].value == total.received == Dossier.objects.exclude(submitted_at=None).count()
    assert front["Đã có kết quả"].value == total.decided == decided().count()
    assert front["Trong đó đúng hoặc trước hẹn"].value == total.on_time > 0
    assert {one.records for label, one in front.items() if label != OURS} == {"/figures/"}
    ours = front[OURS]
    assert Client().get(ours.records).context["said"] == f"{say.number(ours.value)} thủ tục phù hợp"
    for lines in (numbers().months, numbers().agencies):
        assert [sum(getattr(line.counts, f) for line in lines) for f in ("received", "decided", "on_time")] == [
            total.received, total.decided, total.on_time,
        ]  # fmt: skip


def test_home_page_and_catalogue_say_which_procedures_each_of_them_counts() -> None:
    ours, whole = (in_force().filter(**which).count() for which in ({"procedure__group": "ours"}, {}))
    shown = figures.public_figures()[0]
    assert (str(shown.label), shown.figure.value, shown.whole.value if shown.whole else 0) == (OURS, ours, whole)
    assert whole > ours > 0
    home, catalogue = (Client().get(path).content.decode() for path in ("/", "/procedures/"))
    assert f'<a href="/procedures/">Xem cả {say.number(whole)} thủ tục của danh mục</a>' in home
    assert "do cơ quan trung ương giải quyết và thủ tục chỉ cung cấp thông tin" in home
    told = f'Thành phố giải quyết <a href="/procedures/?group=ours">{say.number(ours)} thủ tục</a>'
    assert (told in catalogue, f"{say.number(whole)} thủ tục:" in catalogue) == (True, True)


def test_without_a_due_date_it_is_neither_on_time_nor_late() -> None:
    one = decided().filter(decided_at__lte=F("due_at")).first()
    assert one is not None
    before = numbers().total
    with unguarded("a procedure that publishes no term"):
        Dossier.objects.filter(pk=one.pk).update(first_due_at=None, due_at=None)
    cache.delete(figures.KEY)
    after = numbers().total
    assert (after.decided, after.on_time, after.undated) == (before.decided, before.on_time - 1, before.undated + 1)
    assert after.on_time + after.late + after.undated == after.decided
    page = Client().get("/figures/").content.decode()
    assert f"{after.undated} hồ sơ có kết quả mà không có ngày hẹn" in page


def test_what_is_open_and_late_is_counted_as_long_as_it_is() -> None:
    waits = "submitted", "accepted", "processing", "signing"
    late = (
        Dossier.objects.filter(phase__in=waits, due_at__lt=clock.now(), decided_at=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    late = list(late)
    assert numbers().total.overdue == len(late) > 0
    assert sum(line.counts.overdue for line in numbers().agencies) == len(late)
    with unguarded("it is asked to wait for its owner"):
        Dossier.objects.filter(pk=late[0]).update(phase="supplement")
    cache.delete(figures.KEY)
    assert numbers().total.overdue == len(late) - 1


def test_narrowed_to_an_agency_or_a_month() -> None:
    one = numbers().agencies[0]
    narrowed = numbers(f"/figures/?agency={one.key}")
    assert (narrowed.total, narrowed.agency) == (one.counts, one)
    month = numbers().months[-1]
    assert numbers(f"/figures/?month={month.key}").total == month.counts
    for garbage in ("agency=x", "month=2026-13", "agency=99999999", "agency=٣"):
        assert Client().get(f"/figures/?{garbage}").status_code == 200


def test_the_file_adds_up_too_and_names_nobody() -> None:
    text = Client().get("/figures/file/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    total = numbers().total
    assert [sum(int(row[i]) for row in rows[1:]) for i in range(2, 8)] == [
        total.received, total.decided, total.on_time, total.late, total.undated, total.overdue,
    ]  # fmt: skip
    page = Client().get("/figures/").content.decode()
    values = [v for parts in personal_values().values() for v in parts]
    assert [v for v in values if v in text or v in page] == []


def test_a_month_is_the_citys() -> None:
    moment = clock.now().replace(year=2026, month=10, day=31, hour=18, minute=0)  # 1 November, one o'clock in Cần Thơ
    one = decided().first()
    with unguarded("handed in at night"):
        Dossier.objects.update(submitted_at=moment)
    cache.delete(figures.KEY)
    assert one is not None
    assert [line.key for line in numbers().months if line.counts.received] == ["2026-11"]
