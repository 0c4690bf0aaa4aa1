"""The page of notices: only one's own count as read, and only those that stood there; older ones are a page further."""

import datetime

import pytest
from django.urls import reverse

from city.accounts.actions import give_mandate
from kernel import clock
from kernel.notifications.models import Message
from stories.city import person
from tests.city import City
from tests.players import Player

MOTHER, SON = "thach.thi.sa.ry", "le.van.phuoc"
PAGE = reverse("services:notices")


@pytest.fixture
def son(city: City):  # type: ignore[no-untyped-def]
    """Acts for his mother; nobody has read anything, and he has more than fit on a page."""
    until = clock.today() + datetime.timedelta(days=100)
    give_mandate(principal=person(MOTHER), agent=person(SON), until=until, by=Player(MOTHER).actor)
    many = [Message(dedupe_key=f"t{n}", channel="inbox", person_id=person(SON).pk, subject=f"Tin {n:02}", body="x",
                    state="sent", sent_at=clock.now(), created_at=clock.now()) for n in range(60)]  # fmt: skip
    Message.objects.update(read_at=None)
    Message.objects.bulk_create(many)
    return city.sign_in(SON)


def unread(username: str) -> int:
    return Message.objects.filter(channel="inbox", person_id=person(username).pk, read_at=None).count()


def test_a_proxy_reads_for_himself_alone_and_only_what_he_saw(son) -> None:  # type: ignore[no-untyped-def]
    hers, his = unread(MOTHER), unread(SON)
    page = son.get(PAGE).content.decode()
    assert (hers > 0, unread(MOTHER), unread(SON)) == (True, hers, his - 50)
    assert (page.count("Tin "), "Tin 59" in page, "Tin 09" in page) == (50, True, False)


def test_older_ones_stand_on_the_next_page_with_the_name_of_whom_they_are_for(son) -> None:  # type: ignore[no-untyped-def]
    older = son.get(PAGE).context["page"].older
    page = son.get(PAGE, {"before": older}).content.decode()
    assert ("Tin 09" in page, "Tin 10" in page) == (True, False)
    assert page.count("Gửi Thạch Thị Sa Ry") == unread(MOTHER)
    assert unread(SON) == 0


def letter_of(username: str) -> Message:
    """A letter that went out, with the notice that said the same; the only one its reader sees."""
    letter = Message.objects.filter(channel="email", person_id=person(username).pk, state="sent").latest("id")
    notice = letter.dedupe_key.removesuffix("email") + "inbox"
    Message.objects.filter(channel="inbox", person_id=person(username).pk).exclude(dedupe_key=notice).delete()
    return letter


@pytest.mark.parametrize(
    ("state", "minutes", "said", "offered"),
    [("dead", 5, "Không gửi được thư điện tử.", True), ("failed", 5, "Đang gửi qua thư điện tử", False),
     ("waiting", 5, "Đang gửi qua thư điện tử", False), ("sent", 5, "Đã gửi qua thư điện tử", False),
     ("sent", 15, "Chưa thấy thư?", True), ("sent", 8 * 24 * 60, "Đã gửi qua thư điện tử", False)],
)  # fmt: skip
def test_sending_again_is_offered_where_it_makes_sense(
    city: City, state: str, minutes: int, said: str, offered: bool
) -> None:
    letter, at = letter_of(SON), clock.now() - datetime.timedelta(minutes=minutes)
    Message.objects.filter(pk=letter.pk).update(state=state, sent_at=at if state == "sent" else None)
    page = city.sign_in(SON).get(PAGE).content.decode()
    assert (said in page, page.count("Gửi lại thư điện tử") == 1) == (True, offered)
    assert (page.count("/sending/"), "e-mail" in page.lower()) == (int(offered), False)


def test_a_letter_sent_again_goes_to_the_address_known_now(city: City) -> None:
    letter, son = letter_of(SON), city.sign_in(SON)
    at = clock.now() - datetime.timedelta(minutes=30)
    Message.objects.filter(pk=letter.pk).update(state="dead", sent_at=None, created_at=at)
    form = {"phone": "0912345678", "email": "phuoc.moi@example.org", "language": "vi"}
    assert son.post(reverse("accounts:profile"), form).status_code == 302
    assert son.post(reverse("services:tell_again", args=[letter.pk])).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.address) == ("waiting", 0, "phuoc.moi@example.org")
