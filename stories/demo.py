"""The demo city: founded, filled, and its plays played, all in one transaction of acts that a real city would do."""

import datetime
from collections.abc import Callable

from city.accounts.models import User
from city.services.actions import definitions
from city.services.actions.demo_catalogue import load_demo_catalogue, load_demo_history
from kernel import clock, jobs
from kernel.actors import SYSTEM
from stories import city
from stories.cast import Acting
from stories.city import Office
from stories.everyday import ordinary_days
from stories.plays import PLAYS, under_way
from stories.script import Cast

Scene = Callable[[Cast, datetime.date], object]


def play(say: Callable[[str], None], *, today: datetime.date | None = None) -> None:
    """Everything, and ordinary days beside the plays; `say` is told what goes on."""
    today = today or clock.today()
    found(say, today)
    tell(say, today, *PLAYS, under_way, ordinary_days)


def tell(say: Callable[[str], None], today: datetime.date, *scenes: Scene) -> None:
    """The plays, or these scenes, in the city just founded."""
    for scene in scenes or (*PLAYS, under_way):
        say(f"Diễn: {(scene.__doc__ or scene.__name__).splitlines()[0]}")
        scene(Acting(), today)
    jobs.run_due()


def found(say: Callable[[str], None], today: datetime.date) -> None:
    """The city before its first play: agencies, people, procedures, and no dossier yet."""
    say("Lập thành phố: cơ quan, chức vụ, cán bộ, người dân…")
    with clock.at(datetime.datetime.combine(city.SINCE, datetime.time(8), clock.ZONE)):
        offices = city.found(today=today, by=SYSTEM)
        definitions.load_law(by=SYSTEM)
        definitions.install(by=SYSTEM)
        say("Công bố thủ tục…")
        _publish(offices)


def _publish(offices: dict[str, Office]) -> None:
    agency = {key: office.agency for key, office in offices.items()}
    wards, past = [agency["ninhkieu"], agency["cairang"]], [agency["tanan20"], agency["lebinh20"]]
    load_demo_catalogue(communes=wards, departments=agency, on=city.SINCE, by=SYSTEM)
    load_demo_history(communes=past, departments=agency, by=SYSTEM)


def is_played() -> bool:
    return User.objects.filter(username="le.van.phuoc").exists()
