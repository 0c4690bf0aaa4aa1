"""Before one begins, the page of a procedure tells how it goes; where nobody takes it online it promises nothing."""

import re

from city.services.models.catalogue import Offer
from kernel.journal import unguarded

PATH = "/procedures/1.009994/"


def _steps(client, path: str) -> list[str]:  # type: ignore[no-untyped-def]
    page = client.get(path).content.decode()
    found = re.search(r'<ol class="steps">(.*?)</ol>', page, re.S)
    return re.findall(r"<b>(.*?)</b>", found[1]) if found else []


def test_the_steps_of_its_own_process_after_the_questions(city):
    first, *rest = _steps(city.sign_in(""), PATH)
    assert re.fullmatch(r"Bạn trả lời \d+ câu, gửi ảnh giấy tờ", first)
    assert rest == ["Tiếp nhận", "Thẩm định", "Cho ý kiến", "Tổng hợp, trình", "Phê duyệt, ký", "Trả kết quả"]


def test_in_english(city):
    client = city.sign_in("")
    client.cookies["language"] = "en"
    first, *rest = _steps(client, PATH)
    assert re.fullmatch(r"You answer \d+ questions and send photos of your papers", first)
    assert rest[-1] == "Return of the result"


def test_no_way_where_nobody_takes_it_online(city):
    with unguarded("nobody offers it any more"):
        Offer.objects.filter(procedure__national_code="1.009994").delete()
    assert _steps(city.sign_in(""), PATH) == []
