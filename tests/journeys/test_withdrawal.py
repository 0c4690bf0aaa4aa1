"""Before anybody decided the owner may stop it: asked once, then nobody has it on the desk any more."""

import pytest
from playwright.sync_api import expect

from tests.city import City
from tests.journeys.conftest import DESK, file, pdf, rests, worker_passes

pytestmark = pytest.mark.journey


def test_the_owner_takes_it_back(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    dossier = city.dossier("tran.quoc.bao", "1.001193")
    clerk, owner = seat("ninhkieu.motcua"), seat("tran.quoc.bao")
    waits = clerk.locator(f"a[href='/desk/dossiers/{dossier.submission}/']")
    expect(waits).to_have_count(1)
    owner.goto(f"/my/dossiers/{dossier.submission}/")
    owner.get_by_role("link", name="Rút hồ sơ", exact=True).click()
    rests(owner)
    owner.get_by_role("link", name="Không, giữ nguyên").click()
    owner.get_by_role("link", name="Rút hồ sơ", exact=True).click()
    owner.get_by_role("button", name="Rút hồ sơ").click()
    expect(owner.locator("main")).to_contain_text("Đã rút hồ sơ")
    rests(owner)
    worker_passes()
    clerk.reload()
    expect(waits).to_have_count(0)
    dossier.refresh_from_db()
    assert dossier.phase == "withdrawn"


def test_the_owner_signs_a_request_at_the_counter(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    dossier = city.dossier("tran.quoc.bao", "1.001193")
    clerk = seat("ninhkieu.motcua", width=DESK)
    clerk.goto(f"/desk/dossiers/{dossier.submission}/")
    clerk.get_by_role("link", name="Rút hồ sơ theo đơn của chủ hồ sơ").click()
    rests(clerk)
    clerk.locator("input[type=file]").set_input_files(file("don.pdf", pdf("Đơn đề nghị")))
    clerk.get_by_role("button", name="Rút hồ sơ").click()
    expect(clerk.locator("main")).to_contain_text("Đã rút hồ sơ theo đơn của chủ hồ sơ.")
    expect(clerk.locator("main")).to_contain_text("Đơn đề nghị dừng giải quyết hồ sơ")
    rests(clerk)
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.papers.latest("pk").name) == ("withdrawn", "don.pdf")
