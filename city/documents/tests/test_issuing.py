"""From draft to sealed file: numbers, failures, rights, the register."""

import dataclasses
import datetime
import hashlib
import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from city.documents import actions, events, queries, reactions, rules
from city.documents.models import Document, RegisterEntry, Signature, Template
from city.documents.queries import papers
from city.documents.tests.conftest import FACTS, MOMENT, drafted, issue, official
from city.work.models import Item
from kernel import clock, files
from kernel.actors import STRANGER, SYSTEM
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.journal import deliver_all, entries_about
from kernel.refs import Ref
from kernel.signing import keys

pytestmark = pytest.mark.django_db
UNPRINTABLE = {**FACTS, "articles": ["Chữ không có trong phông: 𝄞"]}


def stored(document):
    with files.open_blob(queries.file_of(document)) as body:
        return body.read()


def test_signing_takes_number_and_day_and_issues(draft, leader):
    entry = actions.ask_signature(document=draft, authority="KT", by=leader)
    assert (entry.number, entry.printed, entry.dated_on, entry.state) == (1, "01/QĐ-UBND", MOMENT.date(), "held")
    deliver_all()
    draft.refresh_from_db()
    entry.refresh_from_db()
    assert (draft.state, entry.state) == ("issued", "used")
    assert entry.sha256 == hashlib.sha256(stored(draft)).hexdigest()
    rows = Signature.objects.filter(version__document=draft).order_by("role")
    assert [(s.role, s.signer, s.lines, s.state, s.signed_at) for s in rows] == [
        ("person", "Nguyễn Hữu Lợi", ["KT. Chủ tịch", "Phó Chủ tịch"], "done", MOMENT),
        ("seal", "Ủy ban nhân dân phường Ninh Kiều", [], "done", MOMENT),
    ]


def test_the_journal_tells_the_story_without_names(issued):
    told = [entry.verb for entry in entries_about(issued).order_by("id")]
    assert told == ["documents.document_drafted", "documents.signature_asked", "documents.document_issued"]
    assert "Phước" not in str([entry.fact for entry in entries_about(issued)])


def test_delivered_again_it_changes_nothing(issued):
    entry = entries_about(issued).get(verb=events.SignatureAsked.verb)
    before = issued.entry.sha256
    reactions.print_sign_and_seal(events.SignatureAsked(**entry.fact), entry)
    issued.entry.refresh_from_db()
    assert issued.entry.sha256 == before
    assert entries_about(issued).count() == 3


def test_two_workers_at_once_and_the_first_counts(draft, leader, monkeypatch):
    """The second worker has printed too when it learns that the first was faster."""
    actions.ask_signature(document=draft, by=leader)
    real = reactions._signed

    def slow(document, paper, certificates):
        pdf = real(document, paper, certificates)
        monkeypatch.setattr(reactions, "_signed", real)
        deliver_all()
        return pdf

    monkeypatch.setattr(reactions, "_signed", slow)
    entry = entries_about(draft).get(verb=events.SignatureAsked.verb)
    reactions.print_sign_and_seal(events.SignatureAsked(**entry.fact), entry)
    assert entries_about(draft).filter(verb=events.DocumentIssued.verb).count() == 1
    assert queries.check_token(draft.token).whole


def test_failed_printing_keeps_the_number_and_tells_the_signer(ward, clerk, leader):
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    document.refresh_from_db()
    assert (document.state, document.cause, document.entry.state) == ("failed", "printing", "held")
    item = Item.objects.get(closed_at=None)
    assert (item.code, item.reference, item.holder) == ("document_failed", "01/QĐ-UBND", leader.principals[0])
    assert papers.unprintable_signs(document) == ["𝄞"]


def test_an_old_attempt_delivered_late_does_nothing(ward, clerk, leader):
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    actions.retry(document=document, by=leader)
    old = entries_about(document).filter(verb=events.SignatureAsked.verb).last()
    assert old.fact["attempt"] == 1
    reactions.print_sign_and_seal(events.SignatureAsked(**old.fact), old)
    document.refresh_from_db()
    assert (document.state, document.attempt) == ("signing", 2)


def test_a_held_number_is_voided_with_a_reason_and_never_given_again(ward, clerk, leader):
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    with pytest.raises(Refused, match="lý do"):
        actions.void(document=document, reason=" ", by=clerk)
    actions.void(document=document, reason="Soạn lại văn bản khác", by=clerk)
    again = drafted(ward, clerk)
    issue(again, leader)
    lines = [(e.number, e.state, e.reason) for e in queries.register(ward, book="hanh-chinh", year=2026)]
    assert lines == [(2, "used", ""), (1, "void", "Soạn lại văn bản khác")]


def test_a_lost_key_is_a_failure_that_can_be_retried(draft, leader, settings, root):
    actions.ask_signature(document=draft, by=leader)
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    keys._held.clear()
    deliver_all()
    draft.refresh_from_db()
    assert (draft.state, draft.cause, draft.entry.state) == ("failed", "signing", "held")
    settings.SECRET_KEY = ours
    keys._held.clear()
    with clock.at(MOMENT + datetime.timedelta(days=2)):
        actions.retry(document=draft, by=leader)
        deliver_all()
    draft.refresh_from_db()
    assert (draft.state, draft.entry.number, draft.entry.dated_on) == ("issued", 1, MOMENT.date())
    assert not Item.objects.filter(closed_at=None).exists()
    assert queries.check_token(draft.token).whole


def test_numbers_run_by_book_and_year(ward, clerk, leader):
    first, second = drafted(ward, clerk, origin=1), drafted(ward, clerk, origin=2, kind="TB")
    other = drafted(ward, clerk, origin=3, kind="PTC")
    for document in (first, second, other):
        actions.ask_signature(document=document, by=leader)
    with clock.at(datetime.datetime(2027, 1, 1, 0, 5)):
        next_year = drafted(ward, clerk, origin=4)
        actions.ask_signature(document=next_year, by=leader)
    printed = list(RegisterEntry.objects.order_by("document_id").values_list("year", "book", "printed"))
    assert printed == [
        (2026, "hanh-chinh", "01/QĐ-UBND"),
        (2026, "hanh-chinh", "02/TB-UBND"),
        (2026, "mot-cua", "01/PTC-UBND"),
        (2027, "hanh-chinh", "01/QĐ-UBND"),
    ]


def test_a_letter_names_the_unit_in_its_symbol(ward, clerk):
    letter = actions.draft(
        agency=ward, kind="CV", subject="trả lời kiến nghị", facts={}, origin=Ref("voice.note", 1), purpose="answer",
        unit="VX", by=clerk,
    )  # fmt: skip
    assert letter.symbol == "UBND-VX"


def test_one_living_document_per_origin_and_purpose(ward, clerk, issued):
    with pytest.raises(DatabaseError), transaction.atomic():
        drafted(ward, clerk)
    actions.withdraw(document=issued, reason="Cấp nhầm số nhà", by=clerk)
    assert drafted(ward, clerk).state == "draft"


def test_who_may_do_what(ward, draft, clerk, leader, resident):
    with pytest.raises(NotAllowed):
        actions.ask_signature(document=draft, by=clerk)
    elsewhere = official(ward.states.get().parent, "Chủ tịch", rules.SIGN, rules.REGISTER)
    for verb, more in (
        (actions.ask_signature, {}),
        (actions.withdraw, {"reason": "x"}),
        (actions.share, {"principals": [1]}),
    ):
        with pytest.raises(NotAllowed):
            verb(document=draft, by=elsewhere, **more)
    with pytest.raises(NotAllowed):
        actions.draft(
            agency=ward, kind="QD", subject="x", facts={}, origin=Ref("a.b", 1), purpose="x", by=STRANGER
        )  # fmt: skip
    assert list(rules.visible_to(clerk)) == [draft]
    assert list(rules.visible_to(leader)) == [draft]
    assert list(rules.visible_to(resident)) == []
    actions.share(document=draft, principals=resident.principals, by=clerk)
    assert list(rules.visible_to(resident)) == [draft]


def test_who_signed_may_read_it_again_without_seeing_the_whole_agency(draft, leader):
    alone = dataclasses.replace(leader, principals=leader.principals[:1])
    assert list(rules.visible_to(alone)) == []
    issue(draft, alone)
    assert list(rules.visible_to(alone)) == [draft]


def test_nobody_signs_again_in_anothers_name(ward, clerk, leader):
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    with pytest.raises(NotAllowed):
        actions.retry(document=document, by=official(ward, "Chủ tịch", rules.SIGN))


def test_moves_out_of_order_are_refused(issued, leader, clerk):
    with pytest.raises(WrongMove):
        actions.ask_signature(document=issued, by=leader)
    with pytest.raises(WrongMove):
        actions.void(document=issued, reason="x", by=clerk)


def test_who_may_not_sign_like_that_takes_no_number(draft, leader):
    with pytest.raises(Refused) as refused:
        actions.ask_signature(document=draft, authority="own", by=leader)
    assert str(refused.value) == "Chức vụ của bạn không ký như vậy được. Được ký: KT. Chủ tịch / Phó Chủ tịch."
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents_registerentry SET number = 9",
        "UPDATE documents_registerentry SET dated_on = '2020-01-01'",
        "UPDATE documents_registerentry SET sha256 = repeat('0', 64)",
        "DELETE FROM documents_registerentry",
        "UPDATE documents_template SET source = ''",
    ],
)
def test_the_register_stands(issued, sql):
    with (
        pytest.raises(DatabaseError, match=r"never|final"),
        transaction.atomic(),
        actions.action.__globals__["_begin"](lambda: None),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_old_templates_stay(draft):
    template = draft.last.template
    assert template.pk == hashlib.sha256(template.source.encode()).hexdigest()
    assert Template.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixteen_leaders_at_once_leave_no_gap(ward, clerk, leader):
    documents = [drafted(ward, clerk, origin=n) for n in range(32)]
    wrong = []

    def sign(some):
        try:
            with clock.at(MOMENT):
                for document in some:
                    try:
                        actions.ask_signature(
                            document=document, authority="own" if document.pk % 4 == 0 else "KT", by=leader
                        )
                    except Refused:
                        wrong.append(document.pk)  # refused after it was drafted: takes no number
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sign, args=(documents[n::16],)) for n in range(16)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    numbers = sorted(RegisterEntry.objects.values_list("number", flat=True))
    assert len(wrong) == 8
    assert numbers == list(range(1, 25))
    assert Document.objects.filter(state="signing").count() == 24


def test_system_confirms_only_what_is_being_signed(draft, leader):
    with pytest.raises(NotAllowed):
        actions.fail(document=draft, version=draft.last, cause="signing", by=leader)
    with pytest.raises(WrongMove):
        actions.fail(document=draft, version=draft.last, cause="signing", by=SYSTEM)
