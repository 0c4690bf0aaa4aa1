"""Importing sheets: once, again, changed; and what was published stands."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from city.services.management.commands.import_procedures import bar
from city.services.models.catalogue import Case, Fee, Paper, Procedure, ProcedureVersion, Quarantine, Term
from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import entries_about, unguarded
from kernel.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
DAY = datetime.datetime(2026, 7, 1, 9, tzinfo=clock.ZONE)


def sheet(code: str = "1.100001", days: int = 5, **more):
    return {
        "ma_thu_tuc": code, "ten": f"Đăng ký việc {code}", "bo_nganh": "Bộ Tư pháp", "bo_nganh_ma": "G15", "linh_vuc": "Hộ tịch",
        "cap_thuc_hien": ["Cấp xã"], "doi_tuong": ["Công dân Việt Nam"], "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "cach_thuc": [{"kenh": "Trực tuyến", "thoi_han": f"{days} Ngày", "so": days, "don_vi": "Ngày", "phi": [{"muc": "Miễn phí"}]}],
        "thanh_phan_ho_so": [{"truong_hop": f"Trường hợp {n}", "giay_to": [{"ten": "Đơn", "ban_chinh": 1, "ban_sao": 0}]} for n in "AB"],
        "can_cu_so_hieu": ["60/2014/QH13"], **more,
    }  # fmt: skip


@pytest.fixture
def take(tmp_path, capsys):
    def run(*rows, at=DAY) -> str:
        path = tmp_path / "sheets.jsonl"
        path.write_text(
            "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8"
        )
        with clock.at(at):
            call_command("import_procedures", str(path))
        return capsys.readouterr().out.strip().splitlines()[-1]

    return run


def test_created_then_unchanged(take):
    assert take(sheet(), sheet("1.100002")) == "created 2, changed 0, unchanged 0, quarantined 0"
    before = [m.objects.count() for m in (Procedure, ProcedureVersion, Case, Paper, Term, Fee)]
    assert take(sheet(), sheet("1.100002")) == "created 0, changed 0, unchanged 2, quarantined 0"
    assert (
        [m.objects.count() for m in (Procedure, ProcedureVersion, Case, Paper, Term, Fee)]
        == before
        == [2, 2, 4, 4, 2, 2]
    )


def test_a_changed_sheet_becomes_a_new_version_and_ends_the_old(take):
    take(sheet())
    assert (
        take(sheet(days=7), at=DAY + datetime.timedelta(days=10)) == "created 0, changed 1, unchanged 0, quarantined 0"
    )
    old, new = ProcedureVersion.objects.order_by("no")
    assert (old.state, old.valid.lower, old.valid.upper) == (
        "retired",
        datetime.date(2026, 7, 1),
        datetime.date(2026, 7, 11),
    )
    assert (new.state, new.no, new.valid.lower, new.valid.upper) == ("published", 2, datetime.date(2026, 7, 11), None)
    assert (old.terms.get().amount, new.terms.get().amount) == (5, 7)
    assert [e.verb for e in entries_about(new.procedure)] == ["services.procedure_published"] * 2


def test_changed_twice_in_a_day(take):
    take(sheet())
    take(sheet(days=7))
    assert take(sheet(days=9)) == "created 0, changed 1, unchanged 0, quarantined 0"
    assert [v.state for v in ProcedureVersion.objects.order_by("no")] == ["retired", "retired", "published"]


def test_what_cannot_be_published_is_set_aside_with_its_reason(take):
    rows = (sheet(), "{broken", sheet("12"), sheet(), sheet("1.100003", linh_vuc=""))
    assert take(*rows) == "created 1, changed 0, unchanged 0, quarantined 4"
    assert take(*rows) == "created 0, changed 0, unchanged 1, quarantined 4"
    assert sorted(Quarantine.objects.values_list("reason", flat=True)) == ["bad_code", "no_field", "not_json", "twice"]


def test_each_run_is_in_the_journal(take):
    take(sheet())
    entry = JournalEntry.objects.get(verb="services.catalogue_imported")
    assert {k: entry.fact[k] for k in ("created", "changed", "unchanged", "quarantined")} == {
        "created": 1, "changed": 0, "unchanged": 0, "quarantined": 0,
    }  # fmt: skip
    assert entry.actor_kind == SYSTEM.kind


def entries() -> int:
    return JournalEntry.objects.count()


def test_a_run_that_changes_nothing_writes_nothing(take):
    rows = (sheet(), "{broken", sheet("12"))
    take(*rows)
    before, seen = entries(), list(Quarantine.objects.order_by("pk").values())
    assert take(*rows, at=DAY + datetime.timedelta(days=1)) == "created 0, changed 0, unchanged 1, quarantined 2"
    assert (entries(), list(Quarantine.objects.order_by("pk").values())) == (before, seen)
    take(*rows, "{another", at=DAY + datetime.timedelta(days=2))
    assert (entries(), Quarantine.objects.count()) == (before + 1, 3)


CHANGES = {
    "name": {"ten": "Đăng ký việc khác"},
    "field": {"linh_vuc": "Chứng thực"},
    "level": {"cap_thuc_hien": ["Cấp tỉnh"]},
    "audience": {"doi_tuong": ["Doanh nghiệp"]},
    "agency": {"co_quan_thuc_hien": "Sở Tư pháp"},
    "group": {"co_quan_thuc_hien": "Công an cấp Xã", "bo_nganh": "Bộ Công an"},
    "decision": {"so_quyet_dinh": "123/QĐ-BTP"},
    "term": {"cach_thuc": [{"kenh": "Trực tuyến", "so": 6, "don_vi": "Ngày", "phi": [{"muc": "Miễn phí"}]}]},
    "unit": {"cach_thuc": [{"kenh": "Trực tuyến", "so": 5, "don_vi": "Ngày làm việc", "phi": [{"muc": "Miễn phí"}]}]},
    "channel": {"cach_thuc": [{"kenh": "Trực tiếp", "so": 5, "don_vi": "Ngày", "phi": [{"muc": "Miễn phí"}]}]},
    "fee": {"cach_thuc": [{"kenh": "Trực tuyến", "so": 5, "don_vi": "Ngày", "phi": [{"muc": "8,000 VNĐ"}]}]},
    "case": {"thanh_phan_ho_so": [{"truong_hop": f"Trường hợp {n}", "giay_to": [{"ten": "Đơn", "ban_chinh": 1}]} for n in "AC"]},
    "paper": {"thanh_phan_ho_so": [{"truong_hop": f"Trường hợp {n}", "giay_to": [{"ten": "Tờ khai", "ban_chinh": 1}]} for n in "AB"]},
    "copies": {"thanh_phan_ho_so": [{"truong_hop": f"Trường hợp {n}", "giay_to": [{"ten": "Đơn", "ban_sao": 2}]} for n in "AB"]},
    "legal": {"can_cu_so_hieu": ["60/2014/QH13", "123/2015/NĐ-CP"]},
    "result": {"ket_qua": [{"ten": "Giấy xác nhận", "ma": "KQ.G15.000001"}]},
    "what only the sheet keeps": {"trinh_tu": "Bước 1"},
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_whatever_changed_gets_a_new_version_and_the_old_one_keeps_its_parts(take, kind):
    take(sheet(), sheet("1.100002"))
    parts = {m: set(m.objects.values_list("pk", flat=True)) for m in (Case, Paper, Term, Fee)}
    changed = {**sheet(), **CHANGES[kind]}
    later = DAY + datetime.timedelta(days=3)
    assert take(changed, sheet("1.100002"), at=later) == "created 0, changed 1, unchanged 1, quarantined 0"
    assert list(ProcedureVersion.objects.filter(procedure__national_code="1.100001").order_by("no").values_list("state", flat=True)) == [
        "retired", "published"]  # fmt: skip
    for model, before in parts.items():
        assert before <= set(model.objects.values_list("pk", flat=True))
    assert take(changed, sheet("1.100002"), at=later) == "created 0, changed 0, unchanged 2, quarantined 0"


def test_the_bar():
    assert [bar(0, 10)[:4], bar(5, 10), bar(10, 10)[-9:]] == ["[···", f"[{'#' * 15}{'·' * 15}] 5 / 10", "] 10 / 10"]


def refused(change) -> bool:
    try:
        with unguarded("a test of the trigger"), transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


def test_what_was_published_stands(take):
    take(sheet())
    versions = ProcedureVersion.objects.all()
    assert refused(lambda: versions.update(name="khác"))
    assert refused(lambda: versions.update(legal=["1"]))
    assert refused(lambda: versions.update(valid=(datetime.date(2020, 1, 1), None)))
    assert refused(lambda: versions.update(state="draft"))
    for model in (Case, Paper, Term, Fee):
        assert refused(lambda rows=model.objects.all(): rows.update(version_id=0))
    assert refused(lambda: Paper.objects.update(name="khác"))
    assert refused(lambda: Term.objects.all().delete())
    assert not refused(lambda: versions.update(folded="tu khac"))
    assert not refused(
        lambda: versions.update(state="retired", valid=(datetime.date(2026, 7, 1), datetime.date(2026, 8, 1)))
    )
    assert refused(lambda: versions.update(state="published"))


def test_a_draft_may_still_be_written(take):
    take(sheet())
    with unguarded("a test of the trigger"):
        draft = ProcedureVersion.objects.create(
            procedure=Procedure.objects.get(), no=2, state="draft", name="nháp", valid=(datetime.date(2026, 9, 1), None)
        )
        Paper.objects.create(version=draft, no=1, name="a")
    assert not refused(lambda: Paper.objects.filter(version=draft).update(name="b"))
    assert not refused(lambda: Paper.objects.filter(version=draft).delete())
