"""Five plays over two months. Dates are counted back from today, so that inboxes are always full."""

import datetime

from city.services.actions.reception import Lack
from city.services.models import Dossier
from city.services.models.catalogue import Paper
from city.services.queries.residents import wanted_papers
from kernel import clock, jobs
from stories.cast import Player, day
from stories.city import Office

CHILD = {
    "applicant_relation": "father", "child_name": "Lê Minh Khôi", "child_sex": "male", "child_ethnicity": "Kinh", "birth_place": "Bệnh viện Phụ sản thành phố Cần Thơ",
    "birth_proof": "notice", "mother_name": "Nguyễn Thị Mai", "mother_birth_year": 1993, "mother_address": "27 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ",
    "father_entered": True, "father_name": "Lê Văn Phước", "father_birth_year": 1990, "father_address": "27 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ",
    "receiving_way": "online",
}  # fmt: skip
HOUSE = {
    "plot_address": "Thửa 118, đường Trần Văn Khéo, phường Ninh Kiều", "plot_number": "118", "plot_sheet": "24", "plot_area": 96.5, "house_area": 85.5,
    "house_total_area": 256.5, "house_floors": "2-6", "house_height": 11.2, "house_basement": False, "designer_name": "Công ty TNHH Thiết kế Sông Hậu",
    "designer_certificate": "CTN-00012345", "months_to_build": 8, "receiving_way": "counter",
}  # fmt: skip
COPIES = {
    "originals": [{"original_name": "Bằng tốt nghiệp đại học", "original_pages": 2, "original_copies": 3}],
    "receiving_way": "counter",
}
SINGLE = {
    "request_text": "Đề nghị xác nhận tình trạng hôn nhân để đăng ký kết hôn tại phường Cái Răng.",
    "receiving_way": "online",
}


def birth(offices: dict[str, Office], today: datetime.date) -> None:
    """Lê Văn Phước registers his son; the ward is done the next day."""
    father, clerk, justice, chair = (
        Player("le.van.phuoc"),
        Player("ninhkieu.motcua"),
        Player("ninhkieu.hotich"),
        Player("ninhkieu.chutich"),
    )
    born = day(today, 70).date().isoformat()
    with clock.at(day(today, 50, 20, 5)):
        dossier = father.drafts("1.001193", offices["ninhkieu"].agency, {**CHILD, "birth_on": born})
        father.attaches(dossier)
        father.submits(dossier)
    with clock.at(day(today, 49, 7, 40)):
        clerk.accepts(dossier)
    with clock.at(day(today, 49, 9, 10)):
        justice.proposes(dossier, "granted", "Giấy chứng sinh hợp lệ, nội dung khai khớp.")
    with clock.at(day(today, 49, 15, 30)):
        chair.signs(dossier)
    with clock.at(day(today, 49, 15, 50)):
        clerk.hands_out(dossier, "online")
        jobs.run_due()


def building_permit(offices: dict[str, Office], today: datetime.date) -> None:
    """A house: a supplement, a second agency, a permit; nearly at its due date."""
    owner, clerk, officer, chair = (
        Player("tran.quoc.bao"),
        Player("ninhkieu.motcua"),
        Player("ninhkieu.hotich"),
        Player("ninhkieu.chutich"),
    )
    works = Player("sxd.chuyenvien")
    with clock.at(day(today, 40, 9, 0)):
        dossier = owner.drafts("1.009994", offices["ninhkieu"].agency, HOUSE)
        owner.attaches(dossier, without="Giấy tờ về quyền")
        owner.submits(dossier)
    with clock.at(day(today, 39, 8, 20)):
        clerk.accepts(dossier)
        clerk.takes_cash(dossier, "Trần Quốc Bảo")
    with clock.at(day(today, 37, 10, 15)):
        wanted = _missing(dossier)
        drawing = dossier.papers.get(title__startswith="Bản vẽ")
        officer.asks(dossier, [*(Lack("missing", wanted=p) for p in wanted), Lack("not_signed", "Thiếu chữ ký thiết kế ở mặt bằng tầng 2.", paper=drawing)],
                     "Bổ sung một lần cho đủ, anh gửi ngay trên điện thoại được.")  # fmt: skip
    with clock.at(day(today, 33, 20, 5)):
        owner.supplies(dossier)
    with clock.at(day(today, 31, 14, 0)):
        officer.hands_over(
            dossier, offices["sxd"].agency, "Đề nghị cho ý kiến về chỉ giới đường đỏ và mật độ xây dựng."
        )
    with clock.at(day(today, 26, 9, 30)):
        works.forwards(dossier, "Phù hợp quy hoạch; chỉ giới 6 m, mật độ dưới 90 %.")
    with clock.at(day(today, 25, 10, 0)):
        officer.proposes(dossier, "granted", "Đủ điều kiện theo Điều 93 Luật Xây dựng; Sở Xây dựng đồng ý.")
    with clock.at(day(today, 24, 16, 0)):
        chair.signs(dossier)
    with clock.at(day(today, 21, 9, 0)):
        clerk.hands_out(dossier, "counter")
        jobs.run_due()


def _missing(dossier: Dossier) -> list[Paper]:
    return [row.paper for row in wanted_papers(dossier) if row.paper and not row.sent]


def certified_copy(offices: dict[str, Office], today: datetime.date) -> None:
    """At the counter: Sa Ry has no smartphone; the clerk files for her, takes the fee, the chair signs the same day."""
    clerk, officer, chair = Player("cairang.motcua"), Player("cairang.chuyenvien"), Player("cairang.chutich")
    with clock.at(day(today, 14, 8, 5)):
        dossier = clerk.drafts(
            "2.000815",
            offices["cairang"].agency,
            {**COPIES, "applicant_phone": "0912000111"},
            owner="thach.thi.sa.ry",
            channel="counter",
        )
        clerk.shows(dossier)
        clerk.submits(dossier)
        clerk.accepts(dossier)
        clerk.takes_cash(dossier, "Thạch Thị Sa Ry")
    with clock.at(day(today, 14, 9, 0)):
        officer.proposes(dossier, "granted", "Bản sao khớp bản chính.")
    with clock.at(day(today, 14, 10, 30)):
        chair.signs(dossier)
    with clock.at(day(today, 14, 11, 0)):
        clerk.hands_out(dossier, "counter")
        jobs.run_due()


def refusal(offices: dict[str, Office], today: datetime.date) -> None:
    """A confirmation that cannot be given: the person lives elsewhere. The reasons are told in full."""
    person, clerk, officer, chair = (
        Player("huynh.cong.danh"),
        Player("ninhkieu.motcua"),
        Player("ninhkieu.hotich"),
        Player("ninhkieu.chutich"),
    )
    with clock.at(day(today, 20, 10, 0)):
        dossier = person.drafts("1.004873", offices["ninhkieu"].agency, SINGLE)
        person.attaches(dossier)
        person.submits(dossier)
    with clock.at(day(today, 19, 8, 0)):
        clerk.accepts(dossier)
    with clock.at(day(today, 18, 9, 0)):
        officer.proposes(
            dossier,
            "refused",
            "Người yêu cầu thường trú tại phường Cái Răng. Việc này do UBND phường nơi thường trú giải quyết; đề nghị nộp tại phường Cái Răng.",
        )
    with clock.at(day(today, 18, 15, 0)):
        chair.signs(dossier)
    with clock.at(day(today, 17, 8, 30)):
        clerk.hands_out(dossier, "online")
        jobs.run_due()


def withdrawal(offices: dict[str, Office], today: datetime.date) -> None:
    """Lan changes her mind before anybody decided."""
    person, clerk = Player("nguyen.thi.lan"), Player("ninhkieu.motcua")
    with clock.at(day(today, 9, 11, 0)):
        dossier = person.drafts("1.004873", offices["ninhkieu"].agency, SINGLE)
        person.attaches(dossier)
        person.submits(dossier)
    with clock.at(day(today, 8, 8, 0)):
        clerk.accepts(dossier)
    with clock.at(day(today, 8, 19, 0)):
        person.withdraws(dossier)
        jobs.run_due()


def under_way(offices: dict[str, Office], today: datetime.date) -> None:
    """What lies on the desks today: new, in examination, waiting for a supplement, waiting for a signature, late."""
    clerk, officer = Player("ninhkieu.motcua"), Player("ninhkieu.hotich")
    with clock.at(day(today, 30, 8, 30)):
        late = Player("pham.ngoc.bich").drafts(
            "1.009994",
            offices["ninhkieu"].agency,
            {**HOUSE, "plot_number": "57", "plot_address": "Hẻm 9 Võ Văn Tần, phường Ninh Kiều"},
        )
        Player("pham.ngoc.bich").attaches(late)
        Player("pham.ngoc.bich").submits(late)
        clerk.accepts(late)
    with clock.at(day(today, 6, 9, 0)):
        waiting = Player("nguyen.thi.lan").drafts(
            "1.009994",
            offices["ninhkieu"].agency,
            {**HOUSE, "plot_number": "203", "plot_address": "12/5 Mậu Thân, phường Ninh Kiều"},
        )
        Player("nguyen.thi.lan").attaches(waiting, without="Giấy tờ về quyền")
        Player("nguyen.thi.lan").submits(waiting)
        clerk.accepts(waiting)
    with clock.at(day(today, 4, 9, 0)):
        officer.asks(
            waiting,
            [Lack("missing", wanted=paper) for paper in _missing(waiting)],
            "Chị gửi thêm giấy còn thiếu là đủ.",
        )
    with clock.at(day(today, 3, 14, 0)):
        ready = Player("le.van.phuoc").drafts("1.004873", offices["ninhkieu"].agency, SINGLE)
        Player("le.van.phuoc").attaches(ready)
        Player("le.van.phuoc").submits(ready)
        clerk.accepts(ready)
        officer.proposes(ready, "granted", "Đã đối chiếu sổ hộ tịch, người yêu cầu chưa đăng ký kết hôn.")
    with clock.at(day(today, 1, 9, 0)):
        fresh = Player("tran.quoc.bao").drafts("1.001193", offices["ninhkieu"].agency, {**CHILD, "child_name": "Trần Bảo Ngọc", "child_sex": "female", "applicant_relation": "father",
                                                "father_name": "Trần Quốc Bảo", "birth_on": day(today, 12).date().isoformat()})  # fmt: skip
        Player("tran.quoc.bao").attaches(fresh)
        Player("tran.quoc.bao").submits(fresh)
        jobs.run_due()


PLAYS = (birth, building_permit, certified_copy, refusal, withdrawal, under_way)
