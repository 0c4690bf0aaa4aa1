"""The operations page: for whom it exists, what it never says, and "try again" through the HTTP client."""

import pytest
from django.test import Client

from kernel import jobs
from kernel.journal import entries_about
from kernel.journal.dead import dead
from kernel.journal.models import Delivery
from kernel.notifications.models import Message
from tests.city import City

IT, CLERK, RESIDENT = "cantho.cntt", "ninhkieu.motcua", "le.van.phuoc"
SECRET = "Lê Văn Phước, 092090001214"


@pytest.fixture
def broken(city: City) -> tuple[Delivery, Message]:
    """A delivery that gave up and a letter that did, each with a person in the words of its error."""
    delivery = Delivery.objects.filter(reaction="services.reactions.tell").latest("pk")
    Delivery.objects.filter(pk=delivery.pk).update(state="dead", attempts=12, error=f"ValueError: {SECRET}")
    letter = Message.objects.filter(channel="email").latest("pk")
    Message.objects.filter(pk=letter.pk).update(
        state="dead", sent_at=None, attempts=14, error=f"Undeliverable: {SECRET}"
    )
    return Delivery.objects.get(pk=delivery.pk), Message.objects.get(pk=letter.pk)


def page(client: Client) -> str:
    answer = client.get("/desk/operations/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_gave_up_but_nothing_of_a_person(city: City, broken: tuple[Delivery, Message]) -> None:
    delivery, letter = broken
    html = page(city.sign_in(IT))
    assert delivery.reaction in html and "ValueError" in html and "Undeliverable" in html
    assert [part for part in ("Phước", "092090001214", letter.address) if part in html] == []
    assert f"{letter.address[:2]}***@example.org" in html


def test_a_delivery_tries_again_and_is_done_once(city: City, broken: tuple[Delivery, Message]) -> None:
    delivery, _letter = broken
    client, told = city.sign_in(IT), Message.objects.count()
    assert client.post(f"/desk/operations/deliveries/{delivery.pk}/retry/").status_code == 302
    jobs.run_due()
    delivery.refresh_from_db()
    assert (delivery.state, dead().count(), Message.objects.count()) == (
        "done",
        0,
        told,
    )  # the notice was there already
    entry = entries_about(delivery).get()
    assert (entry.verb, entry.actor_kind, entry.post_id is not None) == (
        "journal.delivery_let_go_again",
        "official",
        True,
    )
    assert client.post(f"/desk/operations/deliveries/{delivery.pk}/retry/").status_code == 409


def test_all_at_once(city: City) -> None:
    ids = list(Delivery.objects.filter(reaction="services.reactions.tell").values_list("pk", flat=True)[:3])
    Delivery.objects.filter(pk__in=ids).update(state="dead", attempts=12)
    assert city.sign_in(IT).post("/desk/operations/deliveries/retry/").status_code == 302
    jobs.run_due()
    assert set(Delivery.objects.filter(pk__in=ids).values_list("state", flat=True)) == {"done"}
    assert "Không có việc nào bị bỏ lại." in page(city.sign_in(IT))


def test_a_letter_goes_again_and_only_a_stuck_one(city: City, broken: tuple[Delivery, Message]) -> None:
    _delivery, letter = broken
    client, sent = city.sign_in(IT), Message.objects.filter(channel="email", state="sent").latest("pk")
    assert client.post(f"/desk/operations/messages/{letter.pk}/sending/").status_code == 302
    assert client.post(f"/desk/operations/messages/{sent.pk}/sending/").status_code == 404
    jobs.run_due()
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_stopped_worker_is_said(city: City) -> None:
    client = city.sign_in(IT)
    Delivery.objects.filter(pk=Delivery.objects.latest("pk").pk).update(state="waiting", next_at="2020-01-01T00:00Z")
    assert "Tiến trình xử lý chậm hoặc đã dừng" in page(client)


def test_to_all_others_it_does_not_exist(city: City, broken: tuple[Delivery, Message]) -> None:
    delivery, letter = broken
    paths = ("/desk/operations/deliveries/retry/", f"/desk/operations/deliveries/{delivery.pk}/retry/", f"/desk/operations/messages/{letter.pk}/sending/")  # fmt: skip
    for who in (CLERK, RESIDENT):
        client = city.sign_in(who)
        assert [client.get("/desk/operations/").status_code, *(client.post(path).status_code for path in paths)] == [404] * 4  # fmt: skip
    assert dead().count() == 1
