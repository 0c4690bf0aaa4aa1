"""Procedures of the real import, spread over fields and levels, each from "Nộp hồ sơ" to the receipt through the pages.

They have the general form; the three with a form of their own are walked by the journeys. The data are not in the repository; without
them the test is skipped."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from city.accounts.actions import open_user, register_person
from city.accounts.models import User
from city.accounts.states import Assurance
from city.agencies import actions as agencies
from city.agencies.states import Level as AgencyLevel
from city.services.actions import definitions
from city.services.actions.catalogue import take_in
from city.services.actions.offers import offer
from city.services.models import Dossier
from city.services.models.catalogue import Procedure, ProcedureVersion
from city.services.queries.definitions import FORM_BY_PROCEDURE
from city.services.states.dossiers import Phase
from city.work.queries import open_items
from kernel import clock, worktime
from kernel.actors import SYSTEM
from kernel.journal import action
from kernel.refs import ref
from stories.city import ALL_TASKS
from stories.papers import paper

SOURCE = Path(__file__).resolve().parents[1].parent / "shared/data/procedures/procedures_2026.jsonl"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SOURCE.exists(), reason=f"no data: {SOURCE.name} is not beside the repository"),
]
SINCE = datetime.date(2025, 7, 1)
ANSWERS = {
    "applicant_name": "Lê Văn Thử", "applicant_number": "092090001214", "applicant_address": "27 Nguyễn Trãi, Cần Thơ",
    "applicant_phone": "0912345678", "request_text": "Đề nghị giải quyết thủ tục theo hồ sơ kèm theo.", "receiving_way": "counter",
    "promise_true": "yes",
}  # fmt: skip


def candidates() -> list[dict[str, Any]]:
    """Three sheets of each field and level, those with the most papers first."""
    with SOURCE.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["ma_thu_tuc"] not in FORM_BY_PROCEDURE]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda r: -len(str(r["thanh_phan_ho_so"]))):
        groups.setdefault((row["linh_vuc"], "".join(row["cap_thuc_hien"])), []).append(row)
    return [row for place in range(3) for group in groups.values() for row in group[place : place + 1]]


@action()
def _found(*, by) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    """A commune and a department, each with one post for all tasks; one resident."""
    definitions.load_law(by=by)
    definitions.install(by=by)
    calendar = worktime.set_up(name="Cần Thơ", years=range(2025, 2028), today=clock.today())
    made = {}
    for key, level in (("commune", AgencyLevel.COMMUNE), ("city", AgencyLevel.CITY)):
        made[key] = agencies.establish(calendar=calendar, name=f"Cơ quan {key}", level=level, since=SINCE, by=by)
        post = agencies.create_post(agency=made[key], title="Một cửa", powers=ALL_TASKS, since=SINCE, by=by)
        user = open_user(username=f"mot.cua.{key}", person=register_person(name=key, by=by), password="x" * 12, by=by)
        agencies.appoint(user=user, post=post, since=SINCE, by=by)
    person = register_person(
        name=ANSWERS["applicant_name"], number=ANSWERS["applicant_number"], birth_on=datetime.date(1990, 3, 14),
        address=ANSWERS["applicant_address"], phone=ANSWERS["applicant_phone"], email="a@example.org", assurance=Assurance.TWO, by=by,
    )  # fmt: skip
    open_user(username="nguoi.nop", person=person, by=by)
    return made


@pytest.fixture
def filed_from(how_many: int):  # type: ignore[no-untyped-def]
    """So many published procedures of ours, offered where their sheet says."""
    take_in(rows=candidates(), source_sha="", by=SYSTEM)
    made = _found(by=SYSTEM)
    order = [row["ma_thu_tuc"][:8] for row in candidates()]
    ours = Procedure.objects.filter(group="ours", versions__state="published").in_bulk(field_name="national_code")
    codes = [code for code in order if code in ours][:how_many]
    for code in codes:
        levels = ProcedureVersion.objects.get(procedure=ours[code]).levels
        agency = made["commune" if "commune" in levels else "city"]
        offer(procedure=ours[code], agency=agency, level="full", since=SINCE, by=SYSTEM)
    return codes


def walk(browser: Client, code: str, scan: bytes) -> Dossier:
    """As a person would: begin, every page, some papers, check, hand in."""
    begun = browser.get(f"/apply/{code}/")
    assert begun.status_code == 200, f"{code}: {begun.status_code}"
    fields = begun.context["form"].fields
    answer = browser.post(f"/apply/{code}/", {name: field.choices[-1][0] for name, field in fields.items()})
    assert answer.status_code == 302, f"{code}: {begun.context['form'].errors}"
    address = answer["Location"]
    for _step in range(20):
        page = browser.get(address)
        if page.status_code == 302:
            address = page["Location"]
        elif address.endswith("/papers/"):
            break
        else:
            answered = browser.post(address, ANSWERS)
            assert answered.status_code == 302, f"{code} {address}: {answered.status_code}"
            address = answered["Location"]
    for row in [row for row, *_words in page.context["rows"] if row.paper][:3]:
        sent = SimpleUploadedFile("giay-to.pdf", scan, "application/pdf")
        assert browser.post(address, {f"paper-{row.paper.pk}-file": sent}).status_code == 302, f"{code}: {row.title}"
    check = browser.get(address.replace("/papers/", "/check/"))
    assert check.status_code == 200, f"{code}: check {check.status_code}"
    dossier = check.context["dossier"]
    handed_in = browser.post(f"/drafts/{dossier.submission}/submission/", {"token": dossier.idempotency})
    assert browser.get(handed_in["Location"]).status_code == 200
    dossier.refresh_from_db()
    return dossier


@pytest.mark.parametrize("how_many", [12, pytest.param(60, marks=pytest.mark.slow)])
def test_procedures_are_filed_and_somebody_receives_each(filed_from: list[str], how_many: int) -> None:
    browser = Client()
    browser.force_login(User.objects.get(username="nguoi.nop"), "django.contrib.auth.backends.ModelBackend")
    assert len(filed_from) == how_many
    scan = paper("Giấy tờ")
    done = [walk(browser, code, scan) for code in filed_from]
    assert {d.phase for d in done} == {Phase.SUBMITTED}
    assert [open_items(ref(d)).count() for d in done] == [1] * how_many
    fields = {d.version.procedure.field_id for d in done}
    assert len(fields) > how_many // 2, "spread over the fields"
