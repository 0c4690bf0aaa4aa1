"""Lists of the desk end nowhere silently: page after page gives every row, once, in order."""

import datetime
from collections.abc import Callable

import pytest

from city.services.models import Dossier
from city.services.queries import desk, listing
from city.services.rules import dossiers as rules
from city.work.models import Item
from kernel import clock
from kernel.access import Page
from kernel.access.pages import cursor_text, page_by, page_by_number, parse_cursor
from kernel.journal import entries_about, unguarded
from kernel.journal.models import JournalEntry
from tests.city import City
from tests.players import actor

CLERK = "ninhkieu.motcua"


def all_of(page: Callable[[str], Page]) -> list[int]:
    found, place = list[int](), ""
    while True:
        one = page(place)
        found += [row.pk for row in one.rows]
        place = one.older
        if not place:
            return found


def test_a_phase_in_order_of_due_dates(city: City) -> None:
    by, phase = actor(CLERK), "returned"
    rows = rules.visible_to(by).filter(agency=by.agency_id, phase=phase)
    wanted = list(rows.order_by("due_at", "pk").values_list("pk", flat=True))
    assert len(wanted) > 2
    for size in (1, 2, len(wanted), 50):
        assert all_of(lambda place, size=size: listing.in_phase(by, phase, before=place, size=size)) == wanted


def test_those_without_a_due_date_come_last(city: City) -> None:
    by = actor(CLERK)
    some = list(rules.visible_to(by).filter(agency=by.agency_id, phase="returned").order_by("due_at", "pk")[:3])
    with unguarded("a dossier whose procedure publishes no term"):
        Dossier.objects.filter(pk__in=[some[0].pk, some[2].pk]).update(due_at=None)
    found = all_of(lambda place: listing.in_phase(by, "returned", before=place, size=1))
    assert found[-2:] == sorted([some[0].pk, some[2].pk])
    assert len(found) == len(set(found))


def test_rows_of_one_moment_are_not_lost_between_pages(city: City) -> None:
    moment = datetime.datetime(2026, 11, 24, 8, 30, 0, 123457, tzinfo=clock.ZONE)
    assert parse_cursor(cursor_text((moment, 7))) == (moment, 7)
    with unguarded("many dossiers of one moment"):
        Dossier.objects.update(created_at=moment)
    wanted = list(Dossier.objects.order_by("-pk").values_list("pk", flat=True))
    assert all_of(lambda place: page_by(Dossier.objects.all(), "created_at", before=place, size=2)) == wanted


@pytest.mark.parametrize("garbage", ["x", "1", "1.9999999999999999999", "-1.5", "1~2", "٣.٤", "9" * 40 + ".1"])
def test_a_place_that_is_none_of_ours_is_no_error(garbage: str, city: City) -> None:
    client = city.sign_in(CLERK)
    for path in ("/desk/dossiers/?phase=decided&", "/desk/dossiers/?", "/desk/counter/?", "/desk/?show=done&from=x&"):
        assert client.get(f"{path}before={garbage}").status_code == 200
    for path in ("/my/notices/", "/my/dossiers/"):
        assert city.sign_in("le.van.phuoc").get(path, {"before": garbage, "drafts": garbage}).status_code == 200


def test_the_journal_of_an_agency_page_by_page(city: City) -> None:
    rows = JournalEntry.objects.filter(about_kind="services.dossier")
    wanted = list(rows.order_by("-pk").values_list("pk", flat=True))
    assert all_of(lambda place: page_by_number(rows, before=place, size=7)) == wanted


def test_the_log_of_a_dossier_is_whole(city: City) -> None:
    dossier = city.dossier("tran.quoc.bao", "1.009994")
    loud = [e for e in entries_about(dossier) if e.verb not in desk.QUIET]
    assert [line.at for line in desk.log_of(dossier)] == [e.occurred_at for e in loud]


def test_what_was_done_this_week_goes_on_over_pages(city: City) -> None:
    by = actor(CLERK)
    item = Item.objects.filter(closed_at__isnull=False, holder__in=by.principals).latest("pk")
    with unguarded("a clerk who finished a lot"):
        Item.objects.filter(about_id=item.about_id).delete()
        values = {
            f.attname: getattr(item, f.attname)
            for f in Item._meta.fields
            if f.attname not in ("id", "round", "closed_at", "reference")
        }
        Item.objects.bulk_create(
            Item(**values, round=100 + n, closed_at=clock.now(), reference=f"VIEC-{n:03}") for n in range(45)
        )
    client, seen, address = city.sign_in(CLERK), list[str](), "?show=done"
    for _page in range(4):
        answer = client.get(f"/desk/{address}")
        seen += [row.item.reference for row in answer.context["rows"] if row.item.reference.startswith("VIEC-")]
        address = answer.context["next"]
        if not address:
            break
    assert (len(seen), len(set(seen))) == (45, 45)
    assert [row.item.reference for row in client.get("/desk/?show=done&q=VIEC-003").context["rows"]] == ["VIEC-003"]
