"""What is said with a supplement: about the term, the papers in force, the last day."""

import datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages

from city.services.actions import reception, supplements
from city.services.actions.reception import Lack
from city.services.queries import slips
from kernel import clock, jobs
from kernel.errors import Refused
from kernel.notifications import inbox_of
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.desk.test_process_acts import following
from tests.desk.test_supplements import (
    CHAIR,
    CLERK,
    FRESH,
    HOUSE,
    NAME,
    OFFICER,
    OWNER,
    asks,
    at_home,
    attached,
    fills,
    house,
    of_page,
    text,
)
from tests.players import Player


@pytest.mark.parametrize(("fresh", "explains"), [(True, False), (False, False), (False, True)])
def test_what_is_said_about_the_term_is_true(city: City, fresh: bool, explains: bool) -> None:
    dossier, who = (city.dossier(*FRESH), CLERK) if fresh else (city.dossier(*HOUSE), OFFICER)
    if explains:
        following(dossier, examine__ask_supplement={"clock": "resume"})
    field = "birth_place" if fresh else "designer_name"
    Player(who).takes(dossier)
    given = {"lack": f"field-{field}", f"reason-field-{field}": "mismatch", "lack_form": "1", "comment": ""}
    said = [_said(post(city.sign_in(who), dossier, "supplement", **given))]
    said.append(slips.supplement_request(dossier.supplements.get(), officer="")["clock"].rpartition("lần. ")[2])
    owner = dossier.parties.get(role="owner").person
    client = city.sign_in(owner.users.get().username)
    fills(client, at_home(dossier, f"{of_page(field, dossier)}/"), **{field: NAME})
    said.append(_said(client.post(at_home(dossier, "sending/"))))
    jobs.run_due()
    subject = f"Đã nhận bổ sung của hồ sơ {dossier}"
    said.append(next(m.body for m in inbox_of([owner.pk]) if m.subject == subject).splitlines()[0])
    assert said == {
        (True, False): ["Đã gửi yêu cầu bổ sung. Hồ sơ chưa được tiếp nhận nên chưa tính thời hạn.",
                        "Thời hạn giải quyết tính từ khi hồ sơ đầy đủ được tiếp nhận.",
                        "Đã gửi bổ sung. Thời hạn tính từ khi hồ sơ được tiếp nhận.",
                        "Cơ quan đã nhận phần bạn gửi thêm. Thời hạn tính từ khi hồ sơ được tiếp nhận."],
        (False, False): ["Đã gửi yêu cầu bổ sung; thời hạn tạm dừng.",
                         "Thời hạn giải quyết tạm dừng và được tính lại từ đầu khi Ông/Bà bổ sung đủ.",
                         "Đã gửi bổ sung. Thời hạn được tính lại từ đầu.",
                         "Cơ quan đã nhận phần bạn gửi thêm. Thời hạn được tính lại từ đầu."],
        (False, True): ["Đã gửi yêu cầu bổ sung; thời hạn tạm dừng.",
                        "Thời hạn giải quyết tạm dừng và được tính tiếp khi Ông/Bà gửi đủ.",
                        "Đã gửi bổ sung. Thời hạn tính tiếp.",
                        "Cơ quan đã nhận phần bạn gửi thêm. Thời hạn tính tiếp."],
    }[fresh, explains]  # fmt: skip


def _said(answer: Any) -> str:
    assert answer.status_code == 302
    return str(list(get_messages(answer.wsgi_request))[-1])


def test_the_acceptance_slip_names_the_papers_in_force(city: City) -> None:
    """Asked for before acceptance: the new file stands on the slip, the old one does not."""
    dossier = city.dossier(*FRESH)
    old = dossier.papers.earliest("pk")
    Player(CLERK).asks(dossier, [Lack("unreadable", paper=old)], "Chụp lại.")
    line = dossier.supplements.get().lines.get()
    attached(dossier, line, "trang-1.pdf", who=FRESH[0])
    attached(dossier, line, "trang-2.pdf", who=FRESH[0])
    supplements.supply(dossier=dossier, by=Player(FRESH[0]).actor)
    titles = [one["name"] for one in slips.acceptance(dossier, officer="")["papers"]]
    in_force = [*dossier.papers.filter(round=0).exclude(pk=old.pk).order_by("pk").values_list("title", flat=True), old.title]  # fmt: skip
    assert titles == in_force


def test_the_acceptance_slip_names_the_papers_that_were_there(city: City) -> None:
    """However late it is drawn up: what is gathered or sent after acceptance does not stand on it."""
    dossier = city.dossier(*FRESH)
    reception.accept(dossier=dossier, by=Player(CLERK).actor)
    before = slips.acceptance(dossier, officer="")["papers"]
    asks(dossier, Lack("unreadable", paper=dossier.papers.earliest("pk")))
    line = dossier.supplements.get().lines.get()
    attached(dossier, line, "trang-1.pdf", who=FRESH[0])
    attached(dossier, line, "trang-2.pdf", who=FRESH[0])
    gathered = slips.acceptance(dossier, officer="")["papers"]
    supplements.supply(dossier=dossier, by=Player(FRESH[0]).actor)
    assert (gathered, slips.acceptance(dossier, officer="")["papers"]) == (before, before)


def test_the_last_day_is_told_to_everybody(city: City) -> None:
    dossier, officer = city.dossier(*HOUSE), city.sign_in(OFFICER)
    until = clock.today() + datetime.timedelta(days=9)
    given = {
        "lack": "field-designer_name",
        "reason-field-designer_name": "mismatch",
        "lack_form": "1",
        "comment": "Ghi lại.",
    }
    past = clock.today() - datetime.timedelta(days=1)
    assert 'name="until_day"' in page(officer, dossier)
    refused = post(
        officer, dossier, "supplement", **given, until_day=past.day, until_month=past.month, until_year=past.year
    )
    assert (refused.status_code, phase(dossier)[0]) == (422, "accepted")
    assert post(officer, dossier, "supplement", **given, until_day=until.day, until_month=until.month, until_year=until.year).status_code == 302  # fmt: skip
    supplement = dossier.supplements.get()
    assert supplement.give_by == datetime.datetime.combine(until, datetime.time(23, 59), clock.ZONE)
    assert slips.supplement_request(supplement, officer="")["due"] == f"hết ngày {until:%d/%m/%Y}"
    jobs.run_due()
    words = f"Bổ sung đến hết ngày {until:%d/%m/%Y}."
    notice = next(
        m
        for m in inbox_of([dossier.parties.get(role="owner").person_id])
        if m.subject == f"Hồ sơ {dossier} cần bổ sung"
    )
    owner, clerk = city.sign_in(OWNER), city.sign_in(CLERK)
    told = [notice.body, text(owner, f"/my/dossiers/{dossier.submission}/"), text(owner, at_home(dossier)), page(clerk, dossier), page(officer, dossier)]  # fmt: skip
    assert [words in one for one in told] == [True] * 5
    assert "Đã quá ngày" not in told[3]
    with clock.at(supplement.give_by + datetime.timedelta(days=1)):
        assert "Đã quá ngày" in page(city.sign_in(CLERK), dossier)


def test_no_day_has_to_be_named(city: City) -> None:
    dossier = house(city)
    assert dossier.supplements.get().give_by is None
    assert "Bổ sung đến hết ngày" not in text(city.sign_in(OWNER), at_home(dossier))
    with pytest.raises(Refused):
        asks(city.dossier(*FRESH), Lack("missing"), who=CLERK, until=clock.today() - datetime.timedelta(days=1))


def test_nobody_stops_for_what_may_still_come(city: City) -> None:
    until = clock.today() + datetime.timedelta(days=3)
    dossier = asks(city.dossier(*HOUSE), Lack("mismatch", field="designer_name"), until=until)
    typed = {"reason": "not_supplied", "basis": "Điều 11 Nghị định 118/2025/NĐ-CP", "note": "Bạn nộp hồ sơ mới."}
    early = post(city.sign_in(CHAIR), dossier, "stop", **typed)
    assert (early.status_code, f"đến hết ngày {until:%d/%m/%Y}" in early.content.decode(), phase(dossier)[0]) == (422, True, "supplement")  # fmt: skip
    with clock.at(datetime.datetime.combine(until, datetime.time(8), clock.ZONE) + datetime.timedelta(days=1)):
        assert post(city.sign_in(CHAIR), dossier, "stop", **typed).status_code == 302
    assert phase(dossier)[0] == "stopped"
