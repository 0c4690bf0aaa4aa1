"""The supplement, at the desk and from home: what is asked, what is gathered, what may be sent."""

import datetime
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from city.accounts.models import User
from city.services.actions import reception, supplements
from city.services.actions.reception import Lack
from city.services.engine.legal_parameters import NEW
from city.services.models import Dossier, DossierPaper, SupplementLine
from city.services.models.catalogue import Paper
from city.services.queries import supplements as asked
from city.services.queries.definitions import definition_of
from kernel import clock, parameters, worktime
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.files import keep
from kernel.journal import entries_about, unguarded
from stories.papers import paper
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.players import Player
from tests.posting import forms_on

OWNER, HOUSE, FRESH = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994"), ("tran.quoc.bao", "1.001193")
CLERK, OFFICER, CHAIR, OTHER = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich", "cairang.motcua"
NAME = "Công ty Cổ phần Kiến trúc Tây Đô"


def pdf(name: str = "moi.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, paper(name), "application/pdf")


def asks(dossier: Dossier, *lacks: Lack, who: str = OFFICER, **more: Any) -> Dossier:
    reception.ask_supplement(dossier=dossier, lacks=list(lacks), by=Player(who).actor, **more)
    dossier.refresh_from_db()
    return dossier


def house(city: City) -> Dossier:
    """A paper and an answer are asked for."""
    dossier = city.dossier(*HOUSE)
    return asks(
        dossier, Lack("unreadable", paper=dossier.papers.earliest("pk")), Lack("mismatch", field="designer_name")
    )


def test_the_page_says_until_when_the_law_lets_it_ask(city: City) -> None:
    dossier, client = city.dossier(*HOUSE), city.sign_in(OFFICER)
    accepted = dossier.accepted_at
    assert accepted is not None
    with clock.at(accepted + datetime.timedelta(hours=1)):
        assert "để yêu cầu bổ sung" not in page(client, dossier)  # no row says anything since NĐ 118/2025
        with unguarded("a row of the law that names the days again"):
            law = parameters.Row("supplement.ask_within", Decimal(3), "working_day", "Nghị định thử", NEW)
            assert parameters.load([law]) == 1
        last = third_working_day(dossier, accepted)
        assert f"Hạn để yêu cầu bổ sung: {last:%d/%m/%Y} (Nghị định thử)." in page(client, dossier)
    with clock.at(datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time(8), clock.ZONE)):
        late = page(client, dossier)
    assert ("Đã quá hạn để yêu cầu bổ sung" in late, f"Hạn này hết ngày {last:%d/%m/%Y} (Nghị định thử)" in late) == (
        True,
        True,
    )


def third_working_day(dossier: Dossier, since: datetime.datetime) -> datetime.date:
    schedule, day, left = worktime.schedule_for(dossier.agency.calendar_id), since.astimezone(clock.ZONE).date(), 3
    while left:
        day += datetime.timedelta(days=1)
        left -= worktime.is_working_day(day, schedule)
    return day


def of_page(field: str, dossier: Dossier) -> str:
    return next(p.id for p, spec in definition_of(dossier).fields() if spec.id == field)


def fills(client: Client, path: str, **changes: str) -> Any:
    """Opens the page, types, and sends its form as a browser would."""
    shown = client.get(path)
    assert shown.status_code == 200, path
    form = next(
        f for f in forms_on(shown.content, path) if f.action == path and not f.files and "remove" not in f.names
    )
    return client.post(path, {**dict(form.values), **changes})


def at_desk(dossier: Dossier, more: str = "") -> str:
    return f"/desk/dossiers/{dossier.submission}/supply/{more}"


def at_home(dossier: Dossier, more: str = "") -> str:
    return f"/my/dossiers/{dossier.submission}/supplement/{more}"


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def attached(dossier: Dossier, line: SupplementLine, name: str = "moi.pdf", who: str = OWNER) -> DossierPaper:
    by = Player(who).actor
    blob = keep(io.BytesIO(paper(name)), name=name, by=by)
    return supplements.attach(dossier=dossier, line=line, blob=blob, name=name, by=by)


def test_the_clerk_takes_it_at_the_counter(city: City) -> None:
    dossier, clerk = house(city), city.sign_in(CLERK)
    assert at_desk(dossier) in page(clerk, dossier)
    line = dossier.supplements.get().lines.get(field="")
    html = text(clerk, at_desk(dossier))
    assert ("Đã đủ, gửi cho cơ quan" in html, "Không đọc được" in html, "Chưa sửa “Ai thiết kế?”." in html) == (False, True, True)  # fmt: skip
    assert clerk.post(at_desk(dossier), {f"line-{line.pk}-file": [pdf("a.pdf"), pdf("b.pdf")]}).status_code == 302
    assert fills(clerk, at_desk(dossier, "designer/"), designer_name=NAME)["Location"] == at_desk(dossier)
    assert "Đã đủ, gửi cho cơ quan" in text(clerk, at_desk(dossier))
    assert clerk.post(at_desk(dossier, "sending/"))["Location"] == f"/desk/dossiers/{dossier.submission}/"
    assert (phase(dossier), dossier.answers["designer_name"]) == (("processing", "examine"), NAME)
    [given] = [e for e in entries_about(dossier) if e.verb == "services.supplement_given"]
    assert (given.post_id, given.fact["fields"]) == (Player(CLERK).actor.post_id, ["designer_name"])
    assert clerk.get(at_desk(dossier))["Location"] == f"/desk/dossiers/{dossier.submission}/"  # closed, and told so


def test_only_the_clerk_of_this_one_stop_and_each_at_his_own_address(city: City) -> None:
    dossier = house(city)
    seen = {who: (city.sign_in(who).get(at_desk(dossier)).status_code, city.sign_in(who).get(at_home(dossier)).status_code)
            for who in (CLERK, OFFICER, OTHER, OWNER, "le.van.phuoc")}  # fmt: skip
    assert seen == {CLERK: (200, 404), OFFICER: (404, 404), OTHER: (404, 404), OWNER: (404, 200), "le.van.phuoc": (404, 404)}  # fmt: skip
    assert (at_desk(dossier) in page(city.sign_in(OFFICER), dossier), "Chờ người nộp bổ sung" in page(city.sign_in(OFFICER), dossier)) == (False, True)  # fmt: skip
    with pytest.raises(NotAllowed):
        supplements.supply(dossier=dossier, by=Player(OFFICER).actor)


def test_a_clerk_does_not_supply_to_his_own_dossier_at_his_own_desk(city: City) -> None:
    dossier, clerk = house(city), User.objects.get(username=CLERK)
    with unguarded("the clerk is the owner"):
        dossier.parties.filter(role="owner").update(person=clerk.person)
    assert city.sign_in(CLERK).get(at_desk(dossier)).status_code == 404
    assert city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/withdrawal/").status_code == 404


def test_a_stopped_dossier_waits_for_nothing(city: City) -> None:
    dossier, owner = house(city), city.sign_in(OWNER)
    line = dossier.supplements.get().lines.get(field="")
    attached(dossier, line)
    typed = {"reason": "not_supplied", "basis": "Điều 11 Nghị định 118/2025/NĐ-CP", "note": "Bạn nộp hồ sơ mới."}
    assert post(city.sign_in(CHAIR), dossier, "stop", **typed).status_code == 302
    assert owner.get(at_home(dossier))["Location"] == f"/my/dossiers/{dossier.submission}/"
    html = text(owner, f"/my/dossiers/{dossier.submission}/")
    assert ("Cơ quan cần bạn bổ sung" in html, "moi.pdf" in html) == (False, False)  # never sent
    with pytest.raises(WrongMove):
        attached(dossier, line)


def test_a_file_answers_its_own_line_whatever_the_numbers(city: City) -> None:
    """A paper of the dossier and a paper of the sheet with the same number."""
    dossier = city.dossier(*HOUSE)
    twin = dossier.papers.earliest("pk")
    wanted = Paper.objects.get(pk=twin.pk)
    asks(dossier, Lack("unreadable", paper=twin), Lack("missing", wanted=wanted))
    supplement = dossier.supplements.get()
    attached(dossier, supplement.lines.get(wanted=wanted))
    assert [one.field for one in asked.still_open(dossier, supplement)] == [
        f"line-{supplement.lines.get(paper=twin).pk}"
    ]
    with pytest.raises(Refused, match=re.escape(f"Chưa có tệp cho “{twin.title}”")):
        supplements.supply(dossier=dossier, by=Player(OWNER).actor)
    attached(dossier, supplement.lines.get(paper=twin))
    supplements.supply(dossier=dossier, by=Player(OWNER).actor)
    twin.refresh_from_db()
    missing = supplement.lines.get(wanted=wanted).files.get()
    assert (twin.replaced_by.line.paper, missing.paper, missing.replaces.count()) == (twin, wanted, 0)


def test_a_paper_shown_at_the_counter_is_enough_there_only(city: City) -> None:
    dossier = asks(city.dossier(*HOUSE), Lack("unreadable", paper=city.dossier(*HOUSE).papers.earliest("pk")))
    line, given = dossier.supplements.get().lines.get(), {"shown": "1"}
    assert "Đã xem bản giấy, không lưu" not in text(city.sign_in(OWNER), at_home(dossier))
    assert city.sign_in(OWNER).post(at_home(dossier), {"line": line.pk, **given}).status_code == 422
    with pytest.raises(Refused):
        supplements.attach(dossier=dossier, line=line, blob=None, by=Player(OWNER).actor)
    clerk = city.sign_in(CLERK)
    assert "Đã xem bản giấy, không lưu" in text(clerk, at_desk(dossier))
    assert clerk.post(at_desk(dossier), {"line": line.pk, **given}).status_code == 302
    assert "Bản giấy đã xuất trình" in text(clerk, at_desk(dossier))
    assert clerk.post(at_desk(dossier, "sending/")).status_code == 302
    assert (phase(dossier)[0], line.files.get().authenticity) == ("processing", "shown")


def test_several_files_for_one_line_and_one_taken_back(city: City) -> None:
    dossier, owner = house(city), city.sign_in(OWNER)
    line = dossier.supplements.get().lines.get(field="")
    for name in ("mo.pdf", "trang-1.pdf", "trang-2.pdf"):
        assert owner.post(at_home(dossier), {f"line-{line.pk}-file": pdf(name)}).status_code == 302
    assert text(owner, at_home(dossier)).count("Bỏ tệp này") == 3
    first = line.files.earliest("pk")
    assert owner.post(at_home(dossier, f"files/{first.pk}/removal/"))["Location"] == at_home(dossier)
    old = line.paper
    assert owner.post(at_home(dossier, f"files/{old.pk}/removal/")).status_code == 404  # was sent long ago
    assert text(owner, at_home(dossier)).count("Bỏ tệp này") == 2
    assert old.replaced_by_id is None  # nothing is replaced before it is sent
    fills(owner, at_home(dossier, "designer/"), designer_name=NAME)
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    old.refresh_from_db()
    names = dossier.papers.filter(replaced_by=None, round=1).order_by("pk").values_list("name", flat=True)
    assert (old.replaced_by.name, list(names)) == ("trang-1.pdf", ["trang-1.pdf", "trang-2.pdf"])
    assert owner.get(f"/dossiers/{dossier.submission}/papers/{old.pk}/").status_code == 200
    assert phase(dossier)[0] == "processing"
    with pytest.raises(WrongMove):
        supplements.remove(dossier=dossier, paper=old.replaced_by, by=Player(OWNER).actor)


def test_a_file_that_cannot_be_kept_is_named_at_its_box(city: City) -> None:
    dossier, owner = house(city), city.sign_in(OWNER)
    line = dossier.supplements.get().lines.get(field="")
    answer = owner.post(at_home(dossier), {f"line-{line.pk}-file": SimpleUploadedFile("a.exe", b"MZ\0\0")})
    assert (answer.status_code, "a.exe" in answer.content.decode(), line.files.count()) == (422, True, 0)


def test_the_last_button_takes_the_chosen_files_along(city: City) -> None:
    dossier, owner = (
        asks(city.dossier(*HOUSE), Lack("unreadable", paper=city.dossier(*HOUSE).papers.earliest("pk"))),
        city.sign_in(OWNER),
    )
    line = dossier.supplements.get().lines.get()
    bad = {f"line-{line.pk}-file": [pdf("tot.pdf"), SimpleUploadedFile("a.exe", b"MZ\0\0")]}
    answer = owner.post(at_home(dossier, "sending/"), bad)
    assert (answer.status_code, phase(dossier)[0], [one.name for one in line.files.all()]) == (422, "supplement", ["tot.pdf"])  # fmt: skip
    assert owner.post(at_home(dossier, "sending/"), {f"line-{line.pk}-file": pdf("them.pdf")}).status_code == 302
    assert (phase(dossier)[0], [one.name for one in line.files.order_by("pk")]) == ("processing", ["tot.pdf", "them.pdf"])  # fmt: skip


def test_a_box_of_another_request_is_not_found(city: City) -> None:
    dossier, owner = house(city), city.sign_in(OWNER)
    answers = {owner.post(at_home(dossier, more), {f"line-{number}-file": pdf("a.pdf")}).status_code
               for more in ("", "sending/") for number in (0, 999_999)}  # fmt: skip
    assert answers == {404}


def test_what_is_gathered_is_read_where_it_is_gathered_until_it_is_sent(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    asks(dossier, Lack("unreadable", paper=dossier.papers.earliest("pk")))
    row = attached(dossier, dossier.supplements.get().lines.get())
    file = f"/dossiers/{dossier.submission}/papers/{row.pk}/"
    people = [city.sign_in(who) for who in (OWNER, CLERK, OFFICER)]

    def read() -> list[tuple[int, int]]:
        return [(one.get(file).status_code, one.get(f"{file}pages/1/88/").status_code) for one in people]

    assert read() == [(200, 200), (200, 200), (404, 404)]
    supplements.supply(dossier=dossier, by=Player(OWNER).actor)
    assert read() == [(200, 200)] * 3
