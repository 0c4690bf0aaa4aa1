"""What the demo does not play: dossiers decided by a department, in every state."""

import datetime

from city.services.models.catalogue import Offer, Term
from kernel import clock, jobs
from stories.cast import Player
from stories.city import Office
from stories.script import day

ANSWERS = {"request_text": "Đề nghị cấp giấy phép theo hồ sơ kèm theo.", "receiving_way": "online"}
CLERK, HEAD, OFFICER, LEADER = "sxd.motcua", "sxd.truongphong", "sxd.chuyenvien", "sxd.giamdoc"


def play(offices: dict[str, Office], today: datetime.date) -> None:
    """Seven dossiers at the department: returned, refused, withdrawn, late, new, in review, waiting for a signature."""
    code = _procedure(offices["sxd"])
    _returned(offices["sxd"], code, "le.van.phuoc", today, 45, "granted")
    _returned(offices["sxd"], code, "huynh.cong.danh", today, 41, "refused")
    _withdrawn(offices["sxd"], code, today)
    _begun(offices["sxd"], code, "pham.ngoc.bich", today, 60, steps=1)
    for ago, steps, person in ((1, 0, "le.van.phuoc"), (2, 2, "tran.quoc.bao"), (3, 3, "nguyen.thi.lan")):
        _begun(offices["sxd"], code, person, today, ago, steps=steps)
    jobs.run_due()


def _procedure(office: Office) -> str:
    """One that the department takes, with a term of working days and files to send."""
    timed = Term.objects.filter(unit="working_day", amount__gte=5, amount__lte=20, case=None).values(
        "version__procedure"
    )
    offers = Offer.objects.filter(agency=office.agency, procedure__in=timed).exclude(level="information")
    return str(offers.order_by("procedure__national_code").values_list("procedure__national_code", flat=True)[0])


def _submitted(office: Office, code: str, person: str, moment: datetime.datetime) -> str:
    owner = Player(person)
    with clock.at(moment):
        submission = owner.drafts(code, office.agency.name, ANSWERS)
        owner.attaches(submission)
        owner.submits(submission)
        return submission


def _begun(office: Office, code: str, person: str, today: datetime.date, ago: int, *, steps: int) -> str:
    """Handed in, and carried so many steps: accepted, assigned, proposed, reviewed."""
    submission = _submitted(office, code, person, day(today, ago, 8))
    for no in range(steps):
        with clock.at(day(today, ago, 9 + no)):
            _carry(submission, no, "granted")
    return submission


def _carry(submission: str, no: int, outcome: str) -> None:
    if no == 0:
        Player(CLERK).accepts(submission)
    elif no == 1:
        Player(HEAD).forwards(submission, "Giao thụ lý.")
    elif no == 2:
        Player(OFFICER).proposes(
            submission, outcome, "Đã xem đủ giấy tờ.", ["not_eligible"] if outcome == "refused" else ()
        )
    else:
        Player(HEAD).forwards(submission, "Đồng ý trình.")


def _returned(office: Office, code: str, person: str, today: datetime.date, ago: int, outcome: str) -> None:
    submission = _submitted(office, code, person, day(today, ago, 8))
    for no in range(4):
        with clock.at(day(today, ago - 1 - no, 9)):
            _carry(submission, no, outcome)
    with clock.at(day(today, ago - 6, 15)):
        Player(LEADER).signs(submission)
    with clock.at(day(today, ago - 7, 10)):
        Player(CLERK).hands_out(submission, "online")
        jobs.run_due()


def _withdrawn(office: Office, code: str, today: datetime.date) -> None:
    submission = _begun(office, code, "nguyen.thi.lan", today, 30, steps=1)
    with clock.at(day(today, 28, 9)):
        Player("nguyen.thi.lan").withdraws(submission)
