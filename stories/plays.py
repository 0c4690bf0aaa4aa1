"""Five plays over two months, each for any cast, and what lies on the desks today. Dates are counted back from today, so that
inboxes are always full."""

import datetime
from collections.abc import Mapping
from typing import Any

from stories.city import OFFICES
from stories.script import Cast, Lacking, day, later

WARD, BUILDING = OFFICES["ninhkieu"][0], OFFICES["sxd"][0]
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
CHILD = {
    "applicant_relation": "father", "child_name": "Lê Minh Khôi", "child_sex": "male", "child_ethnicity": "Kinh", "birth_place": "Bệnh viện Phụ sản thành phố Cần Thơ",
    "birth_proof": "notice", "mother_name": "Nguyễn Thị Mai", "mother_birth_year": 1993, "mother_address": "27 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ",
    "father_entered": True, "receiving_way": "online",  # the father files: what is asked of him is known
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


def birth(cast: Cast, today: datetime.date) -> str:
    """Lê Văn Phước registers his son; the ward is done the next day."""
    father, clerk, justice, chair = map(cast, ("le.van.phuoc", CLERK, OFFICER, CHAIR))
    born = day(today, 70).date().isoformat()
    with cast.at(day(today, 50, 20, 5)):
        dossier = father.drafts("1.001193", WARD, {**CHILD, "birth_on": born})
        father.attaches(dossier)
        father.submits(dossier)
    with cast.at(later(day(today, 50), 1, 7, 40)):
        clerk.accepts(dossier)
    with cast.at(later(day(today, 50), 1, 9, 10)):
        justice.proposes(dossier, "granted", "Giấy chứng sinh hợp lệ, nội dung khai khớp.")
    with cast.at(later(day(today, 50), 1, 15, 30)):
        chair.signs(dossier)
    with cast.at(later(day(today, 50), 1, 15, 50)):
        clerk.hands_out(dossier, "online")
    with cast.at(later(day(today, 50), 1, 18, 30)):
        father.looks(dossier)
    return dossier


def building_permit(cast: Cast, today: datetime.date) -> str:
    """A house: a supplement, a second agency, a visit to the site, a permit; nearly at its due date."""
    owner, clerk, officer, chair = map(cast, ("tran.quoc.bao", CLERK, OFFICER, CHAIR))
    works = cast("sxd.chuyenvien")
    with cast.at(day(today, 40, 9, 0)):
        dossier = owner.drafts("1.009994", WARD, HOUSE)
        owner.attaches(dossier, without="Giấy tờ về quyền")
        owner.submits(dossier)
    with cast.at(later(day(today, 40), 1, 8, 20)):
        clerk.accepts(dossier)
        clerk.takes_cash(dossier, "Trần Quốc Bảo")
    with cast.at(day(today, 37, 10, 15)):
        officer.asks(dossier, [Lacking("not_signed", paper="Bản vẽ", note="Thiếu chữ ký thiết kế ở mặt bằng tầng 2."),
                               Lacking("missing", paper="Giấy tờ về quyền")],
                     "Bổ sung một lần cho đủ, anh gửi ngay trên điện thoại được.")  # fmt: skip
    with cast.at(day(today, 33, 20, 5)):
        owner.supplies(dossier)
    with cast.at(later(day(today, 33), 2, 14, 0)):
        officer.hands_over(dossier, BUILDING, "Đề nghị cho ý kiến về chỉ giới đường đỏ và mật độ xây dựng.")
    with cast.at(day(today, 26, 9, 30)):
        works.forwards(dossier, "Phù hợp quy hoạch; chỉ giới 6 m, mật độ dưới 90 %.")
    with cast.at(day(today, 25, 10, 0)):
        officer.inspects(dossier, {"visited_on": day(today, 25).date().isoformat(), "visited_place": HOUSE["plot_address"],
                                   "visited_by": "Công chức thụ lý; chủ nhà Trần Quốc Bảo; tổ trưởng dân phố",
                                   "visit_findings": "Đất trống, ranh thửa đúng bản vẽ, chưa khởi công."})  # fmt: skip
    with cast.at(day(today, 25, 14, 0)):
        officer.proposes(
            dossier, "granted", "Đủ điều kiện theo Điều 93 Luật Xây dựng; Sở Xây dựng đồng ý; hiện trạng đúng bản vẽ."
        )
    with cast.at(day(today, 24, 16, 0)):
        chair.signs(dossier)
    with cast.at(day(today, 21, 9, 0)):
        clerk.hands_out(dossier, "counter")
        owner.looks(dossier, shot="dossier-phone")
    return dossier


def certified_copy(cast: Cast, today: datetime.date) -> str:
    """At the counter: Sa Ry has no smartphone; the clerk files for her, takes the fee, the chair signs the same day."""
    clerk, officer, chair = map(cast, ("cairang.motcua", "cairang.chuyenvien", "cairang.chutich"))
    with cast.at(day(today, 14, 8, 5)):
        dossier = clerk.drafts_for("thach.thi.sa.ry", "2.000815", {**COPIES, "applicant_phone": "0912000111"})
        clerk.shows_papers(dossier)
        clerk.submits(dossier)
        clerk.accepts(dossier)
        clerk.takes_cash(dossier, "Thạch Thị Sa Ry")
    with cast.at(day(today, 14, 9, 0)):
        officer.proposes(dossier, "granted", "Bản sao khớp bản chính.")
    with cast.at(day(today, 14, 10, 30)):
        chair.signs(dossier)
    with cast.at(day(today, 14, 11, 0)):
        clerk.hands_out(dossier, "counter")
    return dossier


def refusal(cast: Cast, today: datetime.date) -> str:
    """A confirmation that cannot be given: the person lives elsewhere. The reasons are told in full."""
    person, clerk, officer, chair = map(cast, ("huynh.cong.danh", CLERK, OFFICER, CHAIR))
    with cast.at(day(today, 20, 10, 0)):
        dossier = person.drafts("1.004873", WARD, SINGLE)
        person.attaches(dossier)
        person.submits(dossier)
    with cast.at(later(day(today, 20), 1, 8, 0)):
        clerk.accepts(dossier)
    with cast.at(later(day(today, 20), 2, 9, 0)):
        officer.proposes(dossier, "refused", "Người yêu cầu thường trú tại phường Cái Răng. Việc này do UBND phường nơi thường trú "
                         "giải quyết; đề nghị nộp tại phường Cái Răng.", ["not_competent"])  # fmt: skip
    with cast.at(later(day(today, 20), 2, 15, 0)):
        chair.signs(dossier)
    with cast.at(later(day(today, 20), 3, 8, 30)):
        clerk.hands_out(dossier, "online")
    with cast.at(later(day(today, 20), 3, 12, 0)):
        person.looks(dossier)
    return dossier


def withdrawal(cast: Cast, today: datetime.date) -> str:
    """Lan changes her mind before anybody decided."""
    person, clerk = map(cast, ("nguyen.thi.lan", CLERK))
    with cast.at(day(today, 9, 11, 0)):
        dossier = person.drafts("1.004873", WARD, SINGLE)
        person.attaches(dossier)
        person.submits(dossier)
    with cast.at(later(day(today, 9), 1, 8, 0)):
        clerk.accepts(dossier)
    with cast.at(later(day(today, 9), 1, 19, 0)):
        person.withdraws(dossier)
    return dossier


PLAYS = (birth, building_permit, certified_copy, refusal, withdrawal)


def under_way(cast: Cast, today: datetime.date) -> None:
    """What lies on the desks today: new, in examination, waiting for a supplement, waiting for a signature, late."""
    clerk, officer = map(cast, (CLERK, OFFICER))
    with cast.at(day(today, 30, 8, 30)):
        address = {"plot_number": "57", "plot_address": "Hẻm 9 Võ Văn Tần, phường Ninh Kiều"}
        clerk.accepts(_filed(cast, "pham.ngoc.bich", "1.009994", {**HOUSE, **address}))
    with cast.at(day(today, 6, 9, 0)):
        address = {"plot_number": "203", "plot_address": "12/5 Mậu Thân, phường Ninh Kiều"}
        waiting = _filed(cast, "nguyen.thi.lan", "1.009994", {**HOUSE, **address}, without="Giấy tờ về quyền")
        clerk.accepts(waiting)
    with cast.at(day(today, 4, 10, 0)):
        officer.asks(waiting, [Lacking("missing", paper="Giấy tờ về quyền")], "Chị gửi thêm giấy còn thiếu là đủ.")
    with cast.at(day(today, 3, 14, 0)):
        ready = _filed(cast, "le.van.phuoc", "1.004873", SINGLE)
        clerk.accepts(ready)
        officer.proposes(ready, "granted", "Đã đối chiếu sổ hộ tịch, người yêu cầu chưa đăng ký kết hôn.")
    with cast.at(day(today, 1, 9, 0)):
        _filed(cast, "tran.quoc.bao", "1.001193", {**CHILD, "child_name": "Trần Bảo Ngọc", "child_sex": "female",
               "birth_on": day(today, 12).date().isoformat()})  # fmt: skip


def _filed(cast: Cast, username: str, code: str, answers: Mapping[str, Any], *, without: str = "") -> str:
    person = cast(username)
    dossier = person.drafts(code, WARD, answers)
    person.attaches(dossier, without=without)
    person.submits(dossier)
    return dossier
