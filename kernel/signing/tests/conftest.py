import datetime
import io

import pytest
import typst
from PIL import Image

from kernel import signing
from kernel.clock import ZONE
from kernel.refs import Ref

AT = datetime.datetime(2026, 11, 4, 9, 30, tzinfo=ZONE)
OFFICE = "Ủy ban nhân dân phường Ninh Kiều"
PLACES = {
    signing.Role.PERSON: signing.Place(0, 350, 280, 136, 85),
    signing.Role.SEAL: signing.Place(0, 295, 270, 102, 102),
}


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(autouse=True)
def keys_in_a_folder_of_the_test(settings, store):
    settings.KEYS_ROOT = store


def picture(colour):
    out = io.BytesIO()
    Image.radial_gradient("L").convert("RGBA").resize((90, 60)).save(out, "PNG", comment=colour)
    return out.getvalue()


def person(owner=1, name="Nguyễn Hữu Lợi"):
    return signing.certificate_for(
        owner=Ref("agencies.post", owner), role="person", subject=name, organisation=OFFICE, at=AT
    )


def agency(owner=1, name=OFFICE):
    return signing.certificate_for(
        owner=Ref("agencies.agency", owner), role="seal", subject=name, organisation=name, at=AT
    )


@pytest.fixture(scope="session")
def sheet():
    return typst.compile(
        ('#set page(paper: "a4")\nQuyết định số 12: ' + "nội dung " * 200).encode(),
        format="pdf",
        pdf_standards="a-2u",
        timestamp=0,
    )


@pytest.fixture
def signed(db, sheet):
    """One paper, signed by a person, then sealed; with who did it."""
    who, seal = person(), agency()
    prepared = signing.prepare(sheet, PLACES)
    once = signing.sign(prepared, by=who, image=picture("blue"), at=AT)
    return Signed(prepared, once, signing.sign(once, by=seal, image=picture("red"), at=AT), who, seal)


class Signed:
    def __init__(self, prepared, once, pdf, who, seal):
        self.prepared, self.once, self.pdf, self.who, self.seal = prepared, once, pdf, who, seal
        self.expect = [who.fingerprint, seal.fingerprint]

    def judge(self, pdf=None, **kwargs):
        return signing.validate(self.pdf if pdf is None else pdf, expect=self.expect, at=AT, **kwargs)
