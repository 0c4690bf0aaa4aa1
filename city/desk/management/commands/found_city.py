"""bin/manage found_city: an empty city without the demo. Asks what it is not told."""

import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from city.accounts.actions import open_user, register_person
from city.agencies import actions
from city.agencies.events import AgencyEstablished
from city.agencies.models import Agency
from city.agencies.rules import MANAGE
from city.agencies.states import Level, Power
from city.services.actions import definitions
from kernel import clock, worktime
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.web import site


class Command(BaseCommand):
    help = "Found an empty city: its calendar, its first agency, post and administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", help="name of the first agency, e.g. “Văn phòng UBND thành phố Huế”")
        parser.add_argument("--code", help="its identifier code by QĐ 20/2020, e.g. H13.01")
        parser.add_argument("--place", help="place before the date of documents, e.g. Huế")
        parser.add_argument(
            "--city", help="the city's name in the head of pages and letters, e.g. Huế; left out: the place"
        )
        parser.add_argument(
            "--hotline",
            default="",
            help="when 1022 answers: 7:00-21:00, or 7:30-17:00 workdays; left out: no page says hours",
        )
        parser.add_argument("--admin", help="sign-in name of the first administrator")
        parser.add_argument("--name", help="his name")
        parser.add_argument("--password", help="his password (asked without echo when left out)")

    def handle(self, *args: Any, **options: Any) -> None:
        if Agency.objects.exists():
            raise CommandError(FOUNDED if settings.CITY_FILE.exists() else DEMO)
        try:
            given = {key: options[key] or input(f"{text}: ").strip() for key, text in QUESTIONS.items()}
            city = _city_of(options["city"], given["place"], asks=not options["place"])
            hotline = _hours_of(options["hotline"])
            password = options["password"] or getpass.getpass("Mật khẩu của người quản trị · Password: ")
        except EOFError:
            raise CommandError(f"Không có ai trả lời. Nobody answers: say it all in the command ({SAID}).") from None
        try:
            _found(**given, password=password, by=SYSTEM)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        settings.CITY_FILE.parent.mkdir(parents=True, exist_ok=True)
        settings.CITY_FILE.write_text(f"{city}\n", encoding="utf-8")
        settings.CITY_FILE.with_name("hotline").write_text(f"{hotline}\n", encoding="utf-8")
        self.stdout.write(
            f"{city} is founded. Pages and letters bear this name from the next start on; other machines need MOTCUA_CITY=“{city}”. "
            f"{given['admin']} signs in at /sign-in/ and adds agencies, posts and people at "
            "/desk/agencies/. Then bin/manage offer says which agency takes which procedure."
        )


QUESTIONS = {
    "agency": "Cơ quan đầu tiên · First agency",
    "code": "Mã định danh (QĐ 20/2020) · Identifier code",
    "place": "Địa danh · Place",
    "admin": "Tên đăng nhập của người quản trị · Administrator's sign-in",
    "name": "Họ tên người quản trị · Administrator's name",
}
SAID = " ".join(f"--{key}" for key in (*QUESTIONS, "password"))
FOUNDED = (
    "Thành phố đã được lập. This city is founded already: its administrator adds agencies and posts at /desk/agencies/."
)
DEMO = (
    "Ở đây đã có thành phố mẫu. The demo city lies here. Found your own in another folder (MOTCUA_STATE=/srv/motcua, with "
    "bin/run too) or another database (DATABASE_URL); or close the demo, remove the state folder (var/) and found it here."
)


def _city_of(said: str | None, place: str, *, asks: bool) -> str:
    """The place that an agency of the city writes before the date is the city's own name (NĐ 30/2020, phụ lục I), so it is
    what is taken where nobody says another; asked by whoever was asked for the place too."""
    if said is None and asks:
        said = input(f"Name of the city in the head of pages [{site.bare(place)}]: ")
    if not (city := site.bare(said or place)):
        raise CommandError("The city needs a name: --city Huế")
    return city


def _hours_of(said: str) -> str:
    try:
        site.read_hours(said)
    except ValueError as wrong:
        raise CommandError(f"--hotline: {wrong}") from wrong
    return said


@action()
def _found(*, agency: str, code: str, place: str, admin: str, name: str, password: str, by: Any) -> None:
    today = clock.today()
    calendar = worktime.set_up(name=agency, years=range(today.year - 2, today.year + 3), today=today)
    first = actions.establish(calendar=calendar, name=agency, place=place, level=Level.CITY, since=today, by=by)
    actions.give_code(agency=first, scheme="QD20", value=code, since=today, by=by)
    post = actions.create_post(
        agency=first,
        title="Quản trị hệ thống",
        powers=[
            MANAGE,
            Power.SEE_AGENCY,
            "accounts.manage",
            "catalogue.manage",
            "calendar.manage",
            "operations.manage",
        ],
        since=today,
        by=by,
    )
    user = open_user(username=admin, person=register_person(name=name, by=by), password=password, by=by)
    actions.appoint(user=user, post=post, since=today, by=by)
    definitions.install(by=by)
    definitions.load_law(by=by)
    record(AgencyEstablished(first.pk, None), about=first, by=by)
