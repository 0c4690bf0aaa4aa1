"""At the counter a number alone opens nobody's data: the name must be the one it is known by."""

import pytest
from django.urls import reverse

from city.services.models import Dossier

BAO = {
    "number": "092085003456",
    "birth_on_day": "",
    "address": "208 Ba Tháng Hai",
    "phone": "",
    "code": "2.000815",
    "case": "0",
}


@pytest.mark.parametrize(("name", "status", "opened"), [("Nguyễn Văn Khác", 422, 0), ("trần quốc bảo", 302, 1)])
def test_a_known_number_needs_its_name(city, name, status, opened):
    before = Dossier.objects.count()
    answer = city.sign_in("cairang.motcua").post(reverse("services:counter"), {**BAO, "name": name})
    assert (answer.status_code, Dossier.objects.count() - before) == (status, opened)
