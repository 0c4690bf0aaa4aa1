"""What is to be done with a dossier stands before what it is about: on a telephone a leader meets his decision first."""

import re

from tests.city import City

OFFICER = "ninhkieu.hotich"


def test_moves_come_before_papers_and_log(city: City) -> None:
    dossier = city.dossier("pham.ngoc.bich", "1.009994")
    html = city.sign_in(OFFICER).get(f"/desk/dossiers/{dossier.submission}/").content.decode()
    ids = re.findall(r'<h2 id="(m1|due|papers|log)"', html)
    assert ids == ["m1", "due", "papers", "log"]
