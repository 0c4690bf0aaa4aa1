"""Ordinary days at a ward, beside the plays: what else came in, was examined, signed and handed out, so that the desks look as
on a working day. Told by the demo alone; the procedures are real, who asks is invented."""

import datetime
from typing import NamedTuple

from stories.city import RESIDENTS
from stories.plays import CHAIR, CLERK, OFFICER, WARD
from stories.script import Cast, day, later

NAMES = {username: name for username, name, *_rest in RESIDENTS}
WITH_FEE = frozenset({"1.001612"})
ANSWERS = {"applicant_phone": "0909112233", "receiving_way": "online"}
FROM_THE_WARD = "Hồ sơ đầy đủ, đúng thẩm quyền; đề nghị giải quyết."


class Request(NamedTuple):
    username: str
    code: str
    words: str
    days: int  # working back from today: when it came in
    hour: int


SHOP = "Cửa hàng tạp hóa tại nhà"
DONE = (
    Request("huynh.cong.danh", "1.001612", f"{SHOP}, vốn 50 triệu đồng, một lao động.", 44, 8),
    Request("tran.quoc.bao", "1.013274", "Để vật liệu trước nhà trong hai ngày, chừa lối đi 1,5 mét.", 36, 9),
    Request("pham.ngoc.bich", "1.000881", "Sửa chữ đệm của tôi cho khớp với giấy khai sinh.", 31, 10),
    Request("thach.thi.sa.ry", "1.001612", "Quán ăn sáng, vốn 30 triệu đồng, hai lao động.", 26, 14),
    Request("le.van.phuoc", "1.001570", "Tạm ngừng quán cà phê từ ngày 1 tháng sau, trong ba tháng.", 17, 8),
    Request("nguyen.thi.lan", "1.013274", "Dựng rạp cưới trước nhà trong một ngày.", 12, 15),
)
TO_SIGN = (
    Request("huynh.cong.danh", "1.001570", f"{SHOP} nghỉ hai tháng để sửa nhà.", 5, 9),
    Request("tran.quoc.bao", "1.000881", "Bổ sung quê quán trong giấy khai sinh của con.", 4, 14),
)
EXAMINED = (
    Request("le.van.phuoc", "1.013274", "Để giàn giáo trước nhà trong mười ngày, có che chắn.", 3, 8),
    Request("pham.ngoc.bich", "1.001612", "Tiệm may tại nhà, vốn 20 triệu đồng.", 2, 9),
    Request("thach.thi.sa.ry", "1.000881", "Ghi đúng ngày sinh theo giấy chứng sinh.", 2, 15),
    Request("nguyen.thi.lan", "1.001612", "Bán hàng trên mạng, không có cửa hàng.", 1, 10),
)
NEW = (
    Request("huynh.cong.danh", "1.013274", "Xe bê tông đỗ trước nhà một buổi sáng.", 1, 8),
    Request("thach.thi.sa.ry", "1.001570", "Quán ăn sáng nghỉ một tháng, về quê.", 1, 9),
    Request("le.van.phuoc", "1.000881", "Sửa tên mẹ trong giấy khai sinh của con.", 1, 13),
    Request("pham.ngoc.bich", "1.001266", "Thôi bán hàng; đã nộp đủ thuế.", 1, 14),
)


def ordinary_days(cast: Cast, today: datetime.date) -> None:
    """Ordinary days at the ward: shops opened and closed, pavements lent, entries of the civil register put right."""
    for one in DONE:
        _decided(cast, today, one)
    for one in TO_SIGN:
        _proposed(cast, today, one)
    for one in EXAMINED:
        _accepted(cast, today, one)
    for one in NEW:
        _filed(cast, today, one)


def _filed(cast: Cast, today: datetime.date, one: Request) -> str:
    person = cast(one.username)
    with cast.at(day(today, one.days, one.hour, 5)):
        dossier = person.drafts(one.code, WARD, ANSWERS | {"request_text": one.words})
        person.attaches(dossier)
        person.submits(dossier)
    return dossier


def _accepted(cast: Cast, today: datetime.date, one: Request) -> str:
    dossier = _filed(cast, today, one)
    clerk = cast(CLERK)
    with cast.at(day(today, one.days, one.hour, 40)):
        clerk.accepts(dossier)
        if one.code in WITH_FEE:
            clerk.takes_cash(dossier, NAMES[one.username])
    return dossier


def _proposed(cast: Cast, today: datetime.date, one: Request) -> str:
    dossier = _accepted(cast, today, one)
    with cast.at(later(day(today, one.days), 1, 9, 20)):
        cast(OFFICER).proposes(dossier, "granted", FROM_THE_WARD)
    return dossier


def _decided(cast: Cast, today: datetime.date, one: Request) -> str:
    dossier = _proposed(cast, today, one)
    with cast.at(later(day(today, one.days), 1, 15, 30)):
        cast(CHAIR).signs(dossier)
    with cast.at(later(day(today, one.days), 2, 8, 10)):
        cast(CLERK).hands_out(dossier, "online")
    return dossier
