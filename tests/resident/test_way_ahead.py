"""Before one begins, the page of a procedure tells how it goes; where nobody takes it online it promises nothing."""

import re
from itertools import product

import pytest

from city.services.engine.form_definitions import FORMS
from city.services.models.catalogue import Offer
from kernel.forms import loading, walk
from kernel.forms.reaching import span
from kernel.journal import unguarded

PATH = "/procedures/1.009994/"


def _steps(client, path: str) -> list[str]:  # type: ignore[no-untyped-def]
    page = client.get(path).content.decode()
    found = re.search(r'<ol class="steps">(.*?)</ol>', page, re.S)
    return re.findall(r"<b>(.*?)</b>", found[1]) if found else []


def test_the_steps_of_its_own_process_after_the_questions(city):
    first, *rest = _steps(city.sign_in(""), PATH)
    assert first == "Bạn trả lời 6 đến 8 câu, gửi ảnh giấy tờ"
    assert rest == ["Tiếp nhận", "Thẩm định", "Cho ý kiến", "Tổng hợp, trình", "Phê duyệt, ký", "Trả kết quả"]


def test_in_english(city):
    client = city.sign_in("")
    client.cookies["language"] = "en"
    first, *rest = _steps(client, PATH)
    assert first == "You answer 6 to 8 questions and send photos of your papers"
    assert rest[-1] == "Return of the result"


@pytest.mark.parametrize("code", FORMS)
def test_so_many_questions_are_met_on_the_way_and_no_others(code):
    """Every way to answer what pages depend on, walked from page to page."""
    definition = loading.load(FORMS[code])
    asked = {name for page in definition.pages if page.when for name in page.when.names()}
    fields = [field for _page, field in definition.fields() if field.id in asked]
    choices = [[c.code for c in field.codes.entries] if field.codes else [True, False] for field in fields]
    met = {_walked(definition, dict(zip((f.id for f in fields), case, strict=True))) for case in product(*choices)}
    assert (min(met), max(met)) == span(definition)
    assert span(definition) == {"birth-registration": (8, 10), "building-permit": (6, 8)}.get(code, (4, 5))


def _walked(definition, values) -> int:  # type: ignore[no-untyped-def]
    number, page = 0, walk.next_page(definition, walk.Draft(values), "")
    while page:
        number += 1
        assert walk.progress(definition, walk.Draft(values), page.id)[0] == number
        page = walk.next_page(definition, walk.Draft(values), page.id)
    return number


def test_no_way_where_nobody_takes_it_online(city):
    with unguarded("nobody offers it any more"):
        Offer.objects.filter(procedure__national_code="1.009994").delete()
    assert _steps(city.sign_in(""), PATH) == []
