"""The paper proves itself: the owner downloads it, poppler finds both signatures good, a stranger asks the city, and a copy with
one changed byte is found out everywhere."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from city.services.queries.handing_out import results_of
from stories.plays import CHILD
from tests.city import City
from tests.journeys.conftest import file, rests

pytestmark = pytest.mark.journey
WHOLE = "còn hiệu lực, không bị sửa sau khi ký"
OWNER = ("le.van.phuoc", "1.001193")


def test_the_paper_proves_itself(seat, city: City, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dossier = city.dossier(*OWNER)
    paper = downloads(seat(OWNER[0]), dossier.submission)
    changed = one_byte_changed(paper)
    assert pdfsig(paper, tmp_path) == ["Signature is Valid.", "Signature is Valid."]
    assert "Signature is Valid." not in pdfsig(changed, tmp_path)[:1]
    stranger = seat()
    asks_by_code(stranger, results_of(dossier)[0].token)
    asks_with_the_file(stranger, paper)
    expect(stranger.locator("main")).to_contain_text(WHOLE)
    asks_with_the_file(stranger, changed)
    expect(stranger.locator("main")).not_to_contain_text(WHOLE)
    expect(stranger.locator("main")).to_contain_text("Khác với bản đã ký")


def downloads(page: Page, submission: str) -> bytes:
    page.goto(f"/my/dossiers/{submission}/")
    rests(page)
    answer = page.request.get(str(page.get_by_role("link", name="Tải về", exact=True).get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def one_byte_changed(paper: bytes) -> bytes:
    place = len(paper) // 3
    return paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]


def pdfsig(paper: bytes, folder: Path) -> list[str]:
    """What poppler, which knows nothing of us, says of each signature."""
    if not (tool := shutil.which("pdfsig")):
        pytest.skip("no pdfsig; install Debian's package poppler-utils")
    (folder / "paper.pdf").write_bytes(paper)
    said = subprocess.run([tool, "-nocert", str(folder / "paper.pdf")], capture_output=True, text=True, check=False)
    return [line.partition("Validation: ")[2] for line in said.stdout.splitlines() if "Signature Validation" in line]


def asks_by_code(page: Page, token: str) -> None:
    """The answer names nobody."""
    page.goto(f"/verify/{token}/")
    expect(page.locator("main")).to_contain_text(WHOLE)
    rests(page)
    assert str(CHILD["child_name"]) not in page.content() and "Lê Văn Phước" not in page.content()


def asks_with_the_file(page: Page, content: bytes) -> None:
    page.goto("/verify/")
    page.get_by_label("Tệp PDF").set_input_files(file("ket-qua.pdf", content))
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.wait_for_url("**/verify/file/")
    rests(page)
