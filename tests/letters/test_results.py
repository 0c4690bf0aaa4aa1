"""What a result prints is named by its definition, and nothing else of the application; what no font has is said before it is signed."""

import io

import pypdfium2
import pytest

from city.documents import actions as documents
from city.documents import queries
from city.documents.engine import typesetting
from city.documents.models import Version
from city.services.actions import examination, results
from city.services.engine.form_definitions import FORMS
from city.services.engine.result_definitions import CONTENTS, GENERAL, Content
from city.services.models import Dossier
from city.services.queries import result_papers
from kernel import clock, jobs
from kernel.errors import Refused
from kernel.forms import loading
from kernel.journal import unguarded
from tests.city import City
from tests.letters.test_examined_refusal import text_of
from tests.players import Player

NEVER = {"applicant_phone", "applicant_number", "applicant_address", "receiving_way", "post_address", "promise_true", "mother_number", "father_number"}  # fmt: skip
LEAVES = [
    "Thông tin người nộp",
    "Số điện thoại",
    "Số định danh",
    "Cách nhận kết quả",
    "Cam đoan",
    "chịu trách nhiệm trước pháp luật",
]
OFFICER, CHAIR = "ninhkieu.hotich", "ninhkieu.chutich"


def _names(content: Content) -> set[str]:
    import string

    texts = [content.says, *(words for part in content.parts for line in part.lines for words in line)]
    return {name for text in texts for _l, name, _s, _c in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("form", ["birth-registration", "building-permit", "certified-copy", "general-application"])
def test_a_definition_names_answers_of_its_form_and_none_to_reach_somebody(form):
    asked = {spec.id for _page, spec in loading.load(FORMS[form]).fields()}
    named = _names(CONTENTS.get(form, GENERAL)) - {"owner", "code"}
    assert (named - asked, named & NEVER) == (set(), set())


@pytest.mark.parametrize(
    ("who", "code", "wanted"),
    [
        (
            "tran.quoc.bao",
            "1.009994",
            ["GIẤY PHÉP XÂY DỰNG", "Cấp cho chủ đầu tư: Trần Quốc Bảo.", "có hiệu lực từ ngày ký"],
        ),
    ],
)
def test_a_result_says_what_was_decided_and_not_what_was_applied(city: City, who, code, wanted):
    document = queries.document_for(city.dossier(who, code), "result")
    assert document is not None
    text = text_of(document)
    owner = city.dossier(who, code).parties.get(role="owner").person
    assert [one for one in wanted if one not in text] == []
    assert [one for one in [*LEAVES, owner.number] if one in text] == []


def test_the_general_result_names_for_whom_and_what(city: City):
    dossier = Dossier.objects.filter(version__procedure__national_code="2.000815").first()
    facts = result_papers.granted(dossier, dossier.agency)
    owner = dossier.parties.get(role="owner").person.name
    assert facts["entries"][0]["heading"] == "Chứng thực bản sao đúng với bản chính"
    assert owner in facts["opening"][0]
    dossier.form = Dossier.objects.filter(form__code="general-application").first().form
    general = result_papers.granted(dossier, dossier.agency)["entries"]
    assert general[0] == {"name": "Giải quyết cho", "value": owner}
    assert general[-1] == {"name": "Kết quả", "value": "Đồng ý giải quyết"}


@pytest.mark.parametrize("lines", range(14, 34))
@pytest.mark.parametrize("code", ["certificate", "extract"])
def test_a_signature_never_stands_alone_on_a_page(code, lines):
    entries = [{"name": f"Dòng {n}", "value": f"giá trị {n}"} for n in range(lines)]
    facts = {"kind": "Giấy xác nhận", "agency": "X", "place_and_date": "Y", "signer": "Nguyễn Văn Ký", "entries": entries, "token": "T"}  # fmt: skip
    paper = typesetting.render(typesetting.source(code), facts, dated_on=clock.today())
    with pypdfium2.PdfDocument(io.BytesIO(paper.pdf)) as pdf:
        last = pdf[len(pdf) - 1].get_textpage().get_text_range()
    assert ("Nguyễn Văn Ký" in last, f"giá trị {lines - 1}" in last) == (True, True)


def _with(dossier: Dossier, **answers: str) -> Dossier:
    with unguarded("an answer from before signs were looked at"):
        Dossier.objects.filter(pk=dossier.pk).update(answers={**dossier.answers, **answers})
    return Dossier.objects.get(pk=dossier.pk)


def test_what_cannot_be_printed_is_said_before_it_is_proposed_and_before_it_is_signed(city: City):
    dossier = _with(Player("ninhkieu.motcua").accepts(city.dossier("tran.quoc.bao", "1.001193")), child_name="Bé 👶")
    dossier = Player(OFFICER).takes(dossier)
    with pytest.raises(Refused) as refused:
        examination.propose(dossier=dossier, outcome="granted", comment="Đủ.", by=Player(OFFICER).actor)
    assert "“👶” (Họ, chữ đệm, tên)" in str(refused.value)
    dossier = _with(dossier, child_name="Bé An")
    with pytest.raises(Refused):
        examination.propose(dossier=dossier, outcome="refused", reasons=["not_eligible"], comment="Không 👎.", by=Player(OFFICER).actor)  # fmt: skip
    examination.propose(dossier=Dossier.objects.get(pk=dossier.pk), outcome="granted", comment="Đủ 👍.", by=Player(OFFICER).actor)  # fmt: skip
    dossier = _with(Dossier.objects.get(pk=dossier.pk), child_name="Bé 👶")
    with pytest.raises(Refused) as late:
        results.approve(dossier=dossier, by=Player(CHAIR).actor)
    assert "Trả lại bước trước" in str(late.value)


def test_the_way_out_that_the_page_tells_leads_out(city: City):
    """A document from before signs were looked at: the page names them; number given up, sent back, corrected, proposed, signed."""
    owner = ("tran.quoc.bao", "1.001193")
    dossier = Player(OFFICER).takes(Player("ninhkieu.motcua").accepts(city.dossier(*owner)))
    examination.propose(dossier=dossier, outcome="granted", comment="Đủ.", by=Player(OFFICER).actor)
    document = results.approve(dossier=Dossier.objects.get(pk=dossier.pk), by=Player(CHAIR).actor)
    with unguarded("an answer that slipped in"):
        Version.objects.filter(document=document).update(facts={**document.last.facts, "opening": ["Bé 👶"]})
    jobs.run_due()
    _with(Dossier.objects.get(pk=dossier.pk), child_name="Bé 👶")
    page = city.sign_in(CHAIR).get(f"/desk/dossiers/{dossier.submission}/").content.decode()
    assert [words in page for words in ("<b>👶</b>", "Ký lại không giúp được", "chọn “Bỏ số”")] == [True, True, True]
    documents.void(
        document=queries.document_for(dossier, "result"), reason="Có ký tự không in được.", by=Player(CHAIR).actor
    )
    jobs.run_due()
    examination.send_back(dossier=Dossier.objects.get(pk=dossier.pk), comment="Sửa tên.", by=Player(CHAIR).actor)
    fresh = Dossier.objects.get(pk=dossier.pk)
    examination.correct(dossier=fresh, answers={"child_name": "Bé An"}, reason="Bỏ ký tự.", by=Player(OFFICER).actor)
    examination.propose(dossier=fresh, outcome="granted", comment="Đủ.", by=Player(OFFICER).actor)
    results.approve(dossier=Dossier.objects.get(pk=dossier.pk), by=Player(CHAIR).actor)
    jobs.run_due()
    issued = queries.document_for(dossier, "result")
    assert issued is not None
    assert (issued.state, issued.entry.number - document.entry.number) == ("issued", 1)
    assert "Họ, chữ đệm, tên: Bé An." in text_of(issued)
