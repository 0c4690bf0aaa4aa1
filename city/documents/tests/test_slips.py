"""Papers of the one-stop: a number of their own book, the agency's seal, nobody's signature."""

import hashlib

import pytest

from city.documents import actions, queries, rules
from city.documents.engine import glyphs
from city.documents.models import DocumentReader, RegisterEntry
from city.documents.tests.conftest import official
from city.documents.tests.test_issuing import stored
from city.work.models import Item
from kernel.actors import SYSTEM
from kernel.errors import NotAllowed
from kernel.journal import deliver_all, entries_about
from kernel.refs import Ref
from kernel.signing import keys

pytestmark = pytest.mark.django_db
FACTS = {"reception": "Bộ phận Một cửa", "holder": "Lê Văn Phước", "request": "Khai sinh", "officer": "Nguyễn Minh Anh", "reasons": ["Đã hết hạn"]}  # fmt: skip


def slip(ward, *, kind="PTC", purpose="reception_refusal", origin=7, **more):
    return actions.issue_slip(
        agency=ward, kind=kind, subject="Đăng ký khai sinh", facts={**FACTS, **more.pop("facts", {})}, holder="Lê Văn Phước",
        origin=Ref("services.dossier", origin), purpose=purpose, by=SYSTEM, **more,
    )  # fmt: skip


def test_it_is_numbered_sealed_and_true_without_a_signer(ward):
    document = slip(ward)
    deliver_all()
    document.refresh_from_db()
    assert (document.state, document.entry.printed, document.entry.book) == ("issued", "01/PTC-UBND", "mot-cua")
    assert [(s.role, s.signer, s.state) for s in document.last.signatures.all()] == [
        ("seal", "Ủy ban nhân dân phường Ninh Kiều", "done")
    ]
    assert document.entry.sha256 == hashlib.sha256(stored(document)).hexdigest()
    assert queries.file_of(document).pages == 1
    verdict = queries.check_file(stored(document))
    assert (verdict.whole, verdict.stands("seal"), verdict.stands("person")) == (True, True, False)


def test_the_code_of_the_dossier_stands_for_the_number(ward):
    document = slip(ward, kind="GTN", purpose="acceptance", code="H13.101-261104-0001")
    other = slip(ward, kind="GTN", purpose="acceptance", origin=8, code="H13.101-261104-0002")
    rows = RegisterEntry.objects.order_by("number").values_list("document", "book", "number", "printed")
    assert list(rows) == [
        (document.pk, "tiep-nhan", 1, "H13.101-261104-0001"),
        (other.pk, "tiep-nhan", 2, "H13.101-261104-0002"),
    ]


def test_its_readers_are_the_agency_the_desk_and_those_it_is_for(ward, resident):
    desk = official(ward, "Công chức tiếp nhận")
    document = slip(ward, desk=desk.post_id, readers=resident.principals)
    given = set(DocumentReader.objects.filter(subject=document).values_list("principal", flat=True))
    assert given == {ward.principal, desk.principals[0], *resident.principals}


def test_where_the_seal_fails_the_desk_is_told_and_tries_again(ward, settings, clerk, root):
    desk, colleague = official(ward, "Công chức tiếp nhận"), official(ward, "Chuyên viên")
    document = slip(ward, desk=desk.post_id)
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    keys._held.clear()
    deliver_all()
    document.refresh_from_db()
    assert (document.state, document.cause) == ("failed", "signing")
    assert Item.objects.get(closed_at=None).holder == desk.principals[0]
    assert [rules.can_retry(one, document) for one in (desk, clerk, colleague)] == [True, True, False]
    settings.SECRET_KEY = ours
    keys._held.clear()
    with pytest.raises(NotAllowed):
        actions.retry(document=document, by=colleague)
    actions.retry(document=document, by=desk)
    deliver_all()
    document.refresh_from_db()
    assert (document.state, document.entry.number) == ("issued", 1)
    assert not Item.objects.filter(closed_at=None).exists()


def test_the_journal_names_nobody(ward):
    document = slip(ward)
    deliver_all()
    told = entries_about(document).order_by("id")
    assert [entry.verb for entry in told] == [
        "documents.document_drafted", "documents.signature_asked", "documents.document_issued",
    ]  # fmt: skip
    assert "Phước" not in str([entry.fact for entry in told])


def test_only_letters_of_the_fonts_are_printed():
    given = {"a": "Đặng Thị Ổn – “tốt” 😀", "b": ["x\ny", 3, {"c": "o\u0302\u0309 ﷽"}]}
    assert glyphs.printable(given) == {"a": "Đặng Thị Ổn – “tốt” □", "b": ["x\ny", 3, {"c": "ổ □"}]}
    assert 1000 < len(glyphs.letters()) < 10_000
