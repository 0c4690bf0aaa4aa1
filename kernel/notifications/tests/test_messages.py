"""Letters and notices on a real database, under a set clock."""

import datetime
import threading

import pytest
from django.db import connection, transaction

from kernel import clock, jobs, notifications
from kernel.actors import STRANGER, SYSTEM, Actor, principal
from kernel.errors import NotAllowed, WrongMove
from kernel.journal import entries_about
from kernel.notifications import retention, sending, stuck
from kernel.notifications.models import Message
from kernel.notifications.ports import Letter, Undeliverable
from kernel.refs import Ref

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 2, 8, 0, tzinfo=clock.ZONE)
OFFICIAL = Actor(kind="official", user_id=1)
TEXT = """{% load i18n %}{% get_current_language as l %}{% if l == "en" %}Dossier {{ code }} accepted
Dear {{ name }}.{% else %}Đã nhận hồ sơ {{ code }}

Kính gửi {{ name }}.{% endif %}
"""


class Carrier:
    """Carries into a list, or fails as the test says."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.fails: Exception | None = None

    def carry(self, letter: Letter) -> None:
        if self.fails:
            raise self.fails
        self.letters.append(letter)


@pytest.fixture(autouse=True)
def texts_of_a_room(settings, tmp_path):
    folder = tmp_path / "notices" / "room"
    folder.mkdir(parents=True)
    (folder / "accepted.txt").write_text(TEXT)
    (folder / "plain.txt").write_text("Một dòng {{ name }}\nHai dòng")
    engine = dict(settings.TEMPLATES[0], DIRS=[tmp_path])
    settings.TEMPLATES = [engine]


@pytest.fixture(autouse=True)
def carrier():
    ours = Carrier()
    before = notifications.use("email", ours)
    yield ours
    notifications.use("email", before)


def notify(key: str = "a", *, template: str = "room/accepted", name: str = "Chị <Ánh>", **how) -> Message:
    given = {"person_id": 7, "address": "anh@example.vn", "channel": "email", "about": Ref("services.dossier", 5)} | how
    with transaction.atomic():
        return notifications.notify(template=template, facts={"code": "H13-1", "name": name}, dedupe_key=key, **given)


def test_a_letter_is_written_in_two_languages_sent_once_and_known_by_its_key(carrier):
    first, second = notify(), notify(name="người khác")
    assert (first.pk, first.state, first.about) == (second.pk, "waiting", Ref("services.dossier", 5))
    assert (notifications.send_due(), notifications.send_due()) == (1, 0)
    letter = carrier.letters[0]
    assert (letter.key, letter.to, letter.subject) == (f"message-{first.pk}", "anh@example.vn", "Đã nhận hồ sơ H13-1")
    assert letter.body == "Kính gửi Chị <Ánh>.\n\n– – –\nEnglish\n\nDossier H13-1 accepted\n\nDear Chị <Ánh>."
    first.refresh_from_db()
    assert (first.state, first.attempts, first.sent_at is None) == ("sent", 1, False)


def test_one_language_when_asked_and_no_double_text_when_both_are_the_same():
    english, plain = notify("e", language="en"), notify("p", template="room/plain", name="x\r\nBcc: a@b.vn")
    assert (english.subject, english.body) == ("Dossier H13-1 accepted", "Dear Chị <Ánh>.")
    assert (plain.subject, plain.body) == ("Một dòng x", "Bcc: a@b.vn\nHai dòng")


def test_nobody_to_send_to_is_no_error():
    assert (notify(address=""), notify(channel="inbox", person_id=None)) == (None, None)
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        notifications.notify(
            person_id=7, address="a@b.vn", channel="email", template="room/plain", facts={}, dedupe_key="k", about=None
        )
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notify()
        raise ZeroDivisionError
    assert Message.objects.count() == 0


def test_a_dead_mail_server_is_asked_less_and_less_then_a_person(carrier):
    carrier.fails = OSError("no route")
    with clock.at(START):
        message = notify()
    waits, now = [], START
    for _attempt in range(sending.ATTEMPTS):
        with clock.at(now):
            assert (notifications.send_due(), notifications.send_due()) == (1, 0)
        message.refresh_from_db()
        waits.append(int((message.next_at - now).total_seconds() / 60))
        with clock.at(message.next_at - datetime.timedelta(seconds=1)):
            assert notifications.send_due() == 0
        now = message.next_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, *[120] * 7]
    assert (message.state, message.error, message.attempts) == ("dead", "OSError: no route", 14)
    with clock.at(now + datetime.timedelta(days=1)):
        assert jobs.run_due() == 0


def test_a_failed_letter_goes_when_the_server_is_back(carrier):
    carrier.fails = OSError("no route")
    with clock.at(START):
        message = notify()
        notifications.send_due()
    message.refresh_from_db()
    assert message.state == "failed"
    carrier.fails = None
    with clock.at(START + datetime.timedelta(minutes=1)):
        assert notifications.send_due() == 1
    message.refresh_from_db()
    assert (message.state, message.error, message.sent_at) == ("sent", "", START + datetime.timedelta(minutes=1))


def test_an_address_that_is_none_is_dead_at_once_and_let_go_again_by_an_official(carrier):
    carrier.fails = Undeliverable("no such receiver")
    message = notify()
    notifications.send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("dead", 1)
    with pytest.raises(NotAllowed):
        notifications.send_again(message=message, by=STRANGER)
    carrier.fails = None
    assert notifications.send_again(message=message, by=OFFICIAL) == message
    assert notifications.send_due() == 1
    message.refresh_from_db()
    assert message.state == "sent"
    assert [entry.fact for entry in entries_about(message)] == [{"message": message.pk}]


def test_a_resident_lets_his_own_letter_go_again_and_nobody_elses(carrier):
    message = notify()
    notifications.send_due()
    message.refresh_from_db()
    with pytest.raises(NotAllowed):
        notifications.send_again(message=message, by=Actor(kind="resident", principals=(principal("person", 8),)))
    copy = notifications.send_again(message=message, by=Actor(kind="resident", principals=(principal("person", 7),)))
    assert (copy.address, copy.body, copy.state) == (message.address, message.body, "waiting")


def test_the_outbox_in_numbers_and_what_needs_an_eye(carrier):
    with clock.at(START):
        for key in ("dead", "failed", "waits"):
            notify(key)
        waits = Message.objects.get(dedupe_key="waits")
        Message.objects.filter(dedupe_key="dead").update(state="dead", error="Undeliverable: anh@example.vn is none")
        Message.objects.filter(dedupe_key="failed").update(state="failed", error="OSError: no route to anh@example.vn")
        assert stuck.outbox() == stuck.Outbox(waiting=1, since=waits.next_at, failed=1, dead=1, late=False)
    with clock.at(START + datetime.timedelta(minutes=6)):
        assert stuck.outbox().late is True
    rows = list(stuck.stuck())
    assert [(m.dedupe_key, stuck.failure(m), stuck.masked(m.address)) for m in rows] == [
        ("dead", "Undeliverable", "an***@example.vn"),
        ("failed", "OSError", "an***@example.vn"),
    ]


def test_of_a_sent_letter_copies_go_and_the_first_stays(carrier):
    message = notify()
    notifications.send_due()
    copies = [notifications.send_again(message=message, by=SYSTEM)]
    with pytest.raises(WrongMove, match="đang chờ"):
        notifications.send_again(message=copies[0], by=SYSTEM)
    notifications.send_due()
    with pytest.raises(WrongMove, match="vừa được gửi lại"):
        notifications.send_again(message=copies[0], by=SYSTEM)
    with clock.at(clock.now() + datetime.timedelta(minutes=11)):
        copies.append(notifications.send_again(message=copies[0], by=SYSTEM))
        notifications.send_due()
    assert [c.dedupe_key for c in copies] == ["a|again 1", "a|again 2"]
    assert len({letter.key for letter in carrier.letters}) == 3
    assert {letter.body for letter in carrier.letters} == {message.body}


def test_without_a_gateway_letters_wait_and_do_not_fail():
    before = notifications.use("email", None)
    message = notify()
    assert notifications.send_due() == 0
    notifications.use("email", before)
    assert (notifications.send_due(), message.attempts) == (1, 0)


def test_notices_are_there_at_once_and_only_ones_own_are_marked_read():
    with clock.at(START):
        old, other = notify("1", channel="inbox"), notify("2", channel="inbox", person_id=8)
    with clock.at(START + datetime.timedelta(hours=1)):
        new = notify("3", channel="inbox")
    notify("letter")
    assert [m.pk for m in notifications.inbox_of([7])] == [new.pk, old.pk]
    assert (new.state, new.address) == ("sent", "")
    assert notifications.mark_read(person_ids=[7], message_ids=[old.pk, other.pk]) == 1
    assert notifications.mark_read(person_ids=[7]) == 1
    assert Message.objects.filter(read_at=None, channel="inbox").get() == other
    with pytest.raises(WrongMove, match="không cần gửi lại"):
        notifications.send_again(message=new, by=OFFICIAL)


@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_a_letter_once(carrier):
    notify()
    inside, go_on = threading.Event(), threading.Event()
    plain = carrier.carry

    def slowly(letter: Letter) -> None:
        inside.set()
        go_on.wait(10)
        plain(letter)

    carrier.carry = slowly

    def work() -> None:
        notifications.send_due()
        connection.close()

    other = threading.Thread(target=work)
    other.start()
    assert inside.wait(10)
    seen = notifications.send_due()
    go_on.set()
    other.join()
    assert (seen, len(carrier.letters), Message.objects.get().state) == (0, 1, "sent")


def test_a_worker_that_died_while_carrying_loses_nothing(carrier):
    with clock.at(START):
        notify()
        assert sending._leased().attempts == 1
        assert notifications.send_due() == 0
    with clock.at(START + sending.LEASE):
        assert notifications.send_due() == 1
    assert len(carrier.letters) == 1


def test_letters_are_forgotten_after_a_year_and_notices_are_not():
    with clock.at(START):
        notify("l")
        notify("n", channel="inbox")
        notifications.send_due()
    with clock.at(START + datetime.timedelta(days=366)):
        assert retention.forget_old() == 1
    assert Message.objects.get().channel == "inbox"
