"""The letter box on a telephone and on a desk, in a real Chromium."""

import datetime

import pytest

from gateways.mail.carriers import FolderCarrier
from kernel import clock
from kernel.notifications.ports import Letter
from kernel.web.tests.browser import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1366, True)])
def test_a_letter_is_found_and_read(width, dark, watched, settings, tmp_path):
    settings.MAIL_ROOT, settings.DEMO, settings.ROOT_URLCONF = tmp_path, True, "gateways.mail.tests.addresses"
    page = watched(width=width, dark=dark)
    page.goto("/mail/")
    assert faults(page) == []
    written = datetime.datetime(2026, 3, 2, 8, 30, tzinfo=clock.ZONE)
    body = "Kính gửi chị Ánh.\n\nXem hồ sơ: http://127.0.0.1/my/dossiers/H13-000001-260302-000001/"
    subject = "Đã nhận hồ sơ H13-000001-260302-000001, hẹn trả kết quả ngày 12 tháng 3"
    FolderCarrier().carry(Letter("message-1", "nguyen.thi.anh.mot.ten.rat.dai@example.vn", subject, body, written))
    page.reload()
    assert faults(page) == []
    page.get_by_role("link", name=subject).click()
    assert page.get_by_role("heading", level=1).inner_text() == subject
    assert faults(page) == []
