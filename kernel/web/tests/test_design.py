"""The gallery in a real browser: every part, both widths, both themes, both audiences, as it is and with all opened."""

import pytest

from kernel.web.tests.browser import faults, small_targets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


HALF = [
    ("/design/", 390, False),
    ("/design/", 1366, True),
    ("/design/?desk=1", 390, True),
    ("/design/?desk=1", 1366, False),
]
REST = [(address, width, not dark) for address, width, dark in HALF]


@pytest.mark.parametrize(
    ("address", "width", "dark"), [*HALF, *(pytest.param(*one, marks=pytest.mark.slow) for one in REST)]
)
def test_nothing_is_wrong_with_any_part(watched, address, width, dark):
    page = watched(width=width, dark=dark)
    page.goto(address)
    assert faults(page) == []
    assert width > 390 or small_targets(page) == []
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    assert faults(page) == []


@pytest.mark.parametrize("address", ["/design/", "/design/?desk=1"], ids=["resident", "desk"])
def test_no_sideways_scroll_at_400_percent(watched, address):
    page = watched(width=320)
    page.goto(address)
    assert faults(page, axe=False) == []
