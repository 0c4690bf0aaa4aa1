"""The way and the log say what was done: a step that broke off is not done, sending back is no going on."""

import pytest

from city.services.actions import examination, reception, stops
from city.services.actions.reception import Lack
from city.services.queries import desk, desk_steps, residents
from tests.city import City
from tests.players import Player

CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
BIRTH = ("tran.quoc.bao", "1.001193")


def _supplement(dossier):
    Player(CLERK).asks(dossier, [Lack("incomplete", field="child_name")], "Ghi đủ tên.")


def _withdraw(dossier):
    Player(BIRTH[0]).withdraws(dossier)


def _refuse(dossier):
    reception.refuse_reception(dossier=Player(CLERK).takes(dossier), reasons=["not_competent"], note="Nộp nơi khác.", by=Player(CLERK).actor)  # fmt: skip


@pytest.mark.parametrize(
    ("act", "state", "said"),
    [(_supplement, "now", "Chờ bổ sung"), (_withdraw, "", "Người nộp đã rút"), (_refuse, "", "Không được tiếp nhận")],
)
def test_reception_is_not_done_where_nothing_was_accepted(city: City, act, state, said):
    dossier = city.dossier(*BIRTH)
    act(dossier)
    dossier.refresh_from_db()
    first = desk_steps.way_of(dossier)[0]
    assert (first.state, first.lines[-1]) == (state, said)
    assert residents.steps_of(dossier)[0].state == state


def test_what_was_stopped_after_reception_keeps_reception_done(city: City):
    dossier = Player(CLERK).accepts(city.dossier(*BIRTH))
    stops.stop(dossier=dossier, reason="dispute", basis="Điều 21", note="Tranh chấp.", by=Player(CHAIR).actor)
    dossier.refresh_from_db()
    assert [(step.state, step.lines[-1] == "Dừng giải quyết") for step in desk_steps.way_of(dossier)] == [("done", False), ("", True)]  # fmt: skip


def test_the_log_says_that_it_was_sent_back_and_where_to(city: City):
    dossier = Player(OFFICER).takes(Player(CLERK).accepts(city.dossier(*BIRTH)))
    examination.propose(dossier=dossier, outcome="granted", comment="Đủ.", by=Player(OFFICER).actor)
    dossier.refresh_from_db()
    examination.send_back(dossier=dossier, comment="Xem lại.", by=Player(CHAIR).actor)
    dossier.refresh_from_db()
    name = next(step.name for step in desk_steps.way_of(dossier) if step.state == "now")
    assert desk.log_of(dossier)[0].what == f"Trả lại bước trước: {name}"
    assert "Chuyển sang bước sau" in desk.log_of(dossier)[1].what
