"""What the city writes to a person: in the language he chose, with who has the dossier, until when and what to do."""

import datetime
import email
import email.policy
import re

import pytest

from city.accounts.models import Person
from gateways.mail import letters
from kernel import clock, jobs
from kernel.notifications import texts
from kernel.notifications.models import Message
from kernel.notifications.ports import Letter
from stories.cast import Player
from stories.city import person
from tests.house.texts import ROOT

FRESH = ("tran.quoc.bao", "1.001193")
CLERK = "ninhkieu.motcua"
PLAIN = {
    "reference": "H13-1", "procedure": "Birth", "holder": "Ward", "explains": False, "fee": 75_000, "at_counter": True, "later": True, "why": "",
    "due": datetime.datetime(2026, 11, 26, 17, tzinfo=datetime.UTC), "old": datetime.date(2026, 11, 25), "new": datetime.date(2026, 11, 26),
    "letter": "Slip", "withdrawn_number": "1/TB", "withdrawn_at": datetime.datetime(2026, 11, 24, 8, tzinfo=datetime.UTC), "withdrawn_because": "X",
    "link": "https://a.example/d/", "letters": "https://a.example/d/#letters", "site": "C",
}  # fmt: skip
NAMES = sorted(
    path.stem for path in (ROOT / "city/services/templates/notices/services").glob("*.txt") if path.stem != "_letter"
)


def _accepted(city) -> dict[str, Message]:  # type: ignore[no-untyped-def]
    """What the applicant is told of the acceptance, by channel."""
    dossier = city.dossier(*FRESH)
    Player(CLERK).accepts(dossier.submission)
    jobs.run_due()
    told = Message.objects.filter(about_kind="services.dossier", about_id=dossier.pk).order_by("-pk")
    return {channel: told.filter(channel=channel).first() for channel in ("inbox", "email")}


def test_who_chose_english_reads_english_from_then_on(city):
    assert city.sign_in(FRESH[0]).post("/language/", {"language": "en", "next": "/"}).status_code == 302
    told = _accepted(city)
    dossier = city.dossier(*FRESH)
    subject = f"Dossier {dossier.code} has been accepted"
    assert [told[channel].subject for channel in ("inbox", "email")] == [subject, subject]
    assert "What you need to do: Nothing for now." in told["inbox"].body
    assert told["email"].body.splitlines()[0] == "Hello,"
    assert f"Open the dossier: http://127.0.0.1:8000/my/dossiers/{dossier.submission}/" in told["email"].body


def test_who_never_chose_reads_vietnamese_alone(city):
    told = _accepted(city)
    dossier = city.dossier(*FRESH)
    assert told["email"].subject == f"Hồ sơ {dossier.code} đã được tiếp nhận"
    lines = told["email"].body.splitlines()
    assert lines[0] == "Chào bạn,"
    assert f"Đang giữ hồ sơ: {dossier.holder_name}" in lines
    assert f"Hẹn trả kết quả: {dossier.due_at.astimezone(clock.ZONE):%d/%m/%Y}" in lines
    assert "English" not in told["email"].body


def test_the_choice_goes_along_to_another_browser_and_a_strangers_stays_in_his(city, client):
    assert client.post("/language/", {"language": "en", "next": "/"}).status_code == 302
    assert set(Person.objects.values_list("language", flat=True)) == {""}
    client.post("/identity/demo/", {"username": FRESH[0]})
    assert person(FRESH[0]).language == "en"  # chosen here before signing in
    other = type(client)()
    answer = other.post("/identity/demo/", {"username": FRESH[0]})
    assert answer.cookies["language"].value == "en"
    answer = type(client)().post("/identity/demo/", {"username": "le.van.phuoc"})
    assert "language" not in answer.cookies


def test_the_account_says_and_changes_the_language_of_letters(city):
    client = city.sign_in(FRESH[0])
    values = {"phone": "", "email": "", "language": "en"}
    assert client.post("/account/", values).status_code == 302
    assert person(FRESH[0]).language == "en"
    assert re.search(r'value="en"[^>]*checked', client.get("/account/").content.decode())
    assert client.post("/account/", {**values, "language": "fr"}).status_code == 422


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_whole_in_both_languages(name):
    for language, needs in (("vi", "Bạn cần làm gì: "), ("en", "What you need to do: ")):
        subject, body = texts.written(f"services/{name}", {**PLAIN, "channel": "email"}, language)
        assert "H13-1" in subject
        assert needs in body
        assert PLAIN["link"] in body
        assert "\n\n\n" not in body
        _same, short = texts.written(f"services/{name}", {**PLAIN, "channel": "inbox"}, language)
        assert "http" not in short  # on the site the title leads there
        if language == "en":
            assert [sign for sign in subject + body if not sign.isascii() and sign not in "’₫\u00a0"] == []


def test_a_letter_goes_as_text_and_as_html_with_the_same_words():
    _subject, body = texts.written(
        "services/DossierAccepted", {**PLAIN, "procedure": "<b>A & B", "channel": "email"}, "vi"
    )
    letter = Letter(
        "message-5", "a@example.vn", "Tiêu đề <1>", body, datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    )
    message = email.message_from_bytes(letters.as_email(letter).as_bytes(), policy=email.policy.default)
    assert message.get_content_type() == "multipart/alternative"
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert plain.splitlines() == body.splitlines()
    assert "<b>" not in html and "Tên thủ tục: &lt;b&gt;A &amp; B" in html
    assert re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html) == [
        ("https://a.example/d/", "Mở hồ sơ"),
        ("https://a.example/d/#letters", "Giấy tiếp nhận và hẹn trả kết quả có đóng dấu"),
    ]
    assert "http" not in re.sub(r'href="[^"]+"', "", html)


def test_a_notice_leads_to_its_dossier(city):
    page = city.sign_in(FRESH[0]).get("/my/notices/").content.decode()
    dossier = city.dossier(*FRESH)
    assert f'<a href="/my/dossiers/{dossier.submission}/">Đã nhận hồ sơ {dossier}</a>' in page
    assert "127.0.0.1" not in page[page.index("<main") : page.index("</main")]
