"""What the desk's page of a dossier says: its code on paper, the chosen case, papers that were never handed in; and how late it is."""

import datetime
import re

from city.services.models import Dossier, DossierPaper
from city.services.models.catalogue import Case
from city.work.models import Item
from kernel import clock
from kernel.journal import unguarded
from tests.city import City
from tests.desk.test_inbox import lay, post_of

CLERK, OFFICER = "ninhkieu.motcua", "ninhkieu.hotich"
HOUSE = ("pham.ngoc.bich", "1.009994")


def page(city: City, dossier: Dossier, who: str = OFFICER) -> str:
    return city.sign_in(who).get(f"/desk/dossiers/{dossier.submission}/").content.decode()


def test_the_print_names_the_dossier_the_site_and_the_agency(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    html = page(city, dossier)
    head = re.search(r'<p class="print-only small">(.*?)</p>', html, re.DOTALL)
    assert head is not None
    assert ("Một cửa Cần Thơ" in head[1], dossier.submission in head[1]) == (True, True)
    assert f'<code class="small soft">{dossier}</code>' in html


def test_the_chosen_case_is_told(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    with unguarded("a case for the test"):
        case, _made = Case.objects.get_or_create(
            version=dossier.version, no=99, defaults={"name": "Nhà có công trình liền kề"}
        )
        Dossier.objects.filter(pk=dossier.pk).update(case=case)
    assert "<dt>Trường hợp</dt><dd>Nhà có công trình liền kề</dd>" in page(city, dossier)


def test_no_papers_is_not_no_right_to_read_them(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    with unguarded("papers for the test"):
        rows = DossierPaper.objects.filter(dossier=dossier)
        rows.update(replaced_by=None, line=None)
        rows.delete()
    html = page(city, dossier)
    assert ("Chưa có giấy tờ nào được nộp." in html, "bạn được xem ở bước của mình" in html) == (True, False)


def test_the_inbox_counts_working_days(city: City) -> None:
    """Due on Friday evening, looked at on Monday morning: one working day late, not three days."""
    friday = datetime.datetime(2026, 11, 27, 17, 0, tzinfo=clock.ZONE)
    item = lay(dossier=city.dossier(*HOUSE), due=friday, holder=post_of(OFFICER).principal)
    with clock.at(friday + datetime.timedelta(days=2, hours=16)):
        html = city.sign_in(OFFICER).get("/desk/").content.decode()
    row = next(part for part in html.split("<tr") if f'value="{item.pk}"' in part)
    assert "Quá hạn 1 ngày" in row
    with clock.at(friday + datetime.timedelta(days=1)):
        html = city.sign_in(OFFICER).get("/desk/").content.decode()
    assert "Quá hạn từ 27/11" in next(part for part in html.split("<tr") if f'value="{item.pk}"' in part)
    assert Item.objects.filter(pk=item.pk, closed_at=None).exists()


def test_the_owner_is_reached_as_he_said_for_this_dossier(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    owner = dossier.parties.get(role="owner").person
    with unguarded("another telephone in his answers"):
        Dossier.objects.filter(pk=dossier.pk).update(answers={**dossier.answers, "applicant_phone": "0912000999"})
    client = city.sign_in(OFFICER)
    lines = client.get(f"/desk/dossiers/{dossier.submission}/").context["people"][0].contact
    assert lines == [dossier.answers["applicant_address"], "0912000999", *([owner.email] if owner.email else [])]
