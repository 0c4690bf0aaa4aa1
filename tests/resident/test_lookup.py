"""A code typed off a slip is understood however it was typed."""

import pytest

from city.services.engine.typed_codes import meant
from city.services.models import Dossier
from tests.city import City


@pytest.mark.parametrize(
    "typed",
    ["H13.101-261124-0001", "h13.101 261124 0001", "H13.101–261124–0001", "h13 101 261124 0001", "H131012611240001"],
)
def test_the_code_of_a_dossier(typed: str) -> None:
    assert "H13.101-261124-0001" in meant(typed)[0]


@pytest.mark.parametrize(
    ("typed", "codes", "submissions"),
    [("abcd efgh 2345", ["ABCD-EFGH-2345"], ["ABCD-EFGH-2345"]), ("abcdefgh2345", [], ["ABCD-EFGH-2345"]), ("mc12 261124 0001", ["MC12-261124-0001"], []), ("?", [], []), ("1", [], [])],
)  # fmt: skip
def test_what_else_may_be_meant(typed: str, codes: list[str], submissions: list[str]) -> None:
    assert meant(typed) == (codes, submissions)


def test_both_are_found(city: City) -> None:
    dossier = Dossier.objects.exclude(code=None).earliest("pk")
    for typed in (dossier.code.lower().replace("-", " "), dossier.submission.lower().replace("-", " ")):
        page = city.sign_in("").get("/lookup/", {"code": f" {typed} "}).content.decode()
        assert dossier.version.name in page
