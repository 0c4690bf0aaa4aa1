"""What was told about a dossier, and telling it once more: by an official who may read it, or by the person himself."""

from django.test import Client

from kernel import clock, jobs
from kernel.notifications.actions import REST
from kernel.notifications.models import Message
from tests.city import City

FRESH = ("tran.quoc.bao", "1.001193")
CLERK, OTHER, STRANGER = "ninhkieu.motcua", "cairang.motcua", "pham.ngoc.bich"


def letters(city: City) -> list[Message]:
    rows = Message.objects.filter(about_kind="services.dossier", about_id=city.dossier(*FRESH).pk, channel="email")
    return list(rows.order_by("pk"))


def send(client: Client, city: City, message: Message) -> int:
    answer = client.post(f"/desk/dossiers/{city.dossier(*FRESH).submission}/notices/{message.pk}/sending/")
    return int(answer.status_code)


def test_a_clerk_sees_what_was_told_and_sends_it_again(city: City) -> None:
    (letter,) = letters(city)
    clerk = city.sign_in(CLERK)
    html = clerk.get(f"/desk/dossiers/{city.dossier(*FRESH).submission}/notices/").content.decode()
    assert letter.subject in html and "Trần Quốc Bảo" in html and "tr***@example.org" in html
    assert letter.address not in html
    assert send(clerk, city, letter) == 302
    assert send(clerk, city, letter) == 409  # a second click is no second wish
    jobs.run_due()
    assert [(m.dedupe_key.partition("|")[2], m.state, m.body == letter.body) for m in letters(city)] == [
        ("", "sent", True),
        ("again 1", "sent", True),
    ]


def test_only_who_may_read_the_dossier(city: City) -> None:
    (letter,) = letters(city)
    assert send(city.sign_in(OTHER), city, letter) == 404
    foreign = Message.objects.filter(channel="email").exclude(about_id=letter.about_id).latest("pk")
    assert send(city.sign_in(CLERK), city, foreign) == 404  # a letter about another dossier
    assert len(letters(city)) == 1


def test_a_person_sends_his_own_letter_again(city: City) -> None:
    (letter,) = letters(city)
    owner, path = city.sign_in(FRESH[0]), f"/my/notices/{letter.pk}/sending/"
    assert f'action="{path}"' in owner.get("/my/notices/").content.decode()
    assert city.sign_in(STRANGER).post(path).status_code == 404
    assert owner.post(path).status_code == 302
    page = owner.get("/my/notices/").content.decode()
    assert "Đang gửi qua thư điện tử" in page and f'action="{path}"' not in page
    jobs.run_due()
    assert [m.state for m in letters(city)] == ["sent", "sent"]
    again = f"/my/notices/{letters(city)[-1].pk}/sending/"
    assert again not in owner.get("/my/notices/").content.decode()  # it may still arrive
    with clock.at(clock.now() + REST):
        assert again in owner.get("/my/notices/").content.decode()


def test_a_notice_of_the_site_is_not_sent(city: City) -> None:
    notice = Message.objects.filter(about_id=city.dossier(*FRESH).pk, channel="inbox").latest("pk")
    assert send(city.sign_in(CLERK), city, notice) == 409
    assert city.sign_in(FRESH[0]).post(f"/my/notices/{notice.pk}/sending/").status_code == 404


def test_who_does_not_read_contact_data_sees_no_address(city: City) -> None:
    """Văn thư sees that there is a dossier and has no step in it."""
    path = f"/desk/dossiers/{city.dossier(*FRESH).submission}/notices/"
    html = city.sign_in("ninhkieu.vanthu").get(path).content.decode()
    assert ("Trần Quốc Bảo" in html, "@example.org" in html, "qua thư điện tử" in html) == (True, False, True)
