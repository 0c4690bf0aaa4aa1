"""The cast that acts through actions: the demo's."""

import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from city.accounts.actions import register_person
from city.accounts.models import Person, User
from city.agencies.models import Agency, AgencyState
from city.agencies.queries import actor_for
from city.payments.actions import take_cash
from city.payments.queries import charge_of
from city.services.actions import drafts, examination, receivers, reception, records, results, supplements
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.queries import residents
from city.services.queries.definitions import definition_of
from city.services.states.dossiers import Channel, Role
from city.work.actions import claim
from city.work.queries import open_items
from kernel import clock, jobs
from kernel.actors import Actor, principal
from kernel.files import keep
from kernel.files.models import Blob
from kernel.forms import walk
from kernel.forms.reopening import open_pages
from kernel.forms.settling import visible_pages
from kernel.refs import ref
from stories.city import RESIDENTS
from stories.papers import paper
from stories.script import Answers, Lacking


class Acting:
    """The cast: people who act, under a set clock, with the worker coming at the end of each scene."""

    def __call__(self, username: str) -> "Player":
        return Player(username)

    @contextmanager
    def at(self, moment: datetime.datetime) -> Iterator[None]:
        with clock.at(moment):
            yield
            jobs.run_due()


class Player:
    """One person of the play; script.Character says what each intent means."""

    def __init__(self, username: str) -> None:
        self.username = username

    @property
    def user(self) -> User:
        return User.objects.select_related("person").get(username=self.username)

    @property
    def actor(self) -> Actor:
        return actor_for(self.user)

    def drafts(self, code: str, office: str, answers: Answers) -> str:
        person = self.user.person
        assert person is not None
        return self._drafts(code, agency_named(office), person, Channel.ONLINE, answers)

    def drafts_for(self, owner: str, code: str, answers: Answers) -> str:
        name, number, _birth, address, _phone = next(rest for username, *rest in RESIDENTS if username == owner)
        person = register_person(name=str(name), number=str(number), address=str(address), by=self.actor)
        here = Agency.objects.get(pk=self.actor.agency_id or 0)
        return self._drafts(code, here, person, Channel.COUNTER, answers)

    def _drafts(self, code: str, agency: Agency, owner: Person, channel: Channel, answers: Answers) -> str:
        version = ProcedureVersion.objects.get(procedure__national_code=code, state="published")
        dossier = drafts.start(version=version, agency=agency, owner=owner, channel=channel, by=self.actor)
        definition, facts, today = definition_of(dossier), residents.prefill_of(owner), clock.today()
        known = walk.prefill(definition, walk.Draft(), facts, today)
        told = walk.Draft({**known.values, **answers, "promise_true": "yes"}, (), known.filled)
        kept = walk.propose(definition, told, facts, today)
        pages = tuple(page.id for page in visible_pages(definition, kept.values))
        drafts.save(dossier=dossier, draft=replace(kept, done=pages), by=self.actor)
        return dossier.submission

    def attaches(self, submission: str, *, without: str = "") -> None:
        dossier = found(submission)
        for row in residents.wanted_papers(dossier):
            if row.paper and not (without and row.title.startswith(without)):
                drafts.attach(dossier=dossier, blob=self._scan(row.title, "giay-to.pdf"), name="giay-to.pdf",
                              paper=row.paper, by=self.actor)  # fmt: skip

    def _scan(self, title: str, name: str) -> Blob:
        return keep(io.BytesIO(paper(title)), name=name, by=self.actor)

    def shows_papers(self, submission: str) -> None:
        dossier = found(submission)
        for row in (one for one in residents.wanted_papers(dossier) if not one.made):
            drafts.attach(dossier=dossier, blob=None, paper=row.paper, by=self.actor)

    def submits(self, submission: str) -> None:
        dossier = found(submission)
        drafts.submit(dossier=dossier, token=dossier.idempotency, by=self.actor)

    def _takes(self, submission: str) -> Dossier:
        """Claim the open work of the dossier, where it lies with a unit of several."""
        dossier, actor = found(submission), self.actor
        item = open_items(ref(dossier)).get()
        if item.holder != principal("post", actor.post_id or 0):
            claim(item=item, by=actor)
        return dossier

    def accepts(self, submission: str) -> None:
        reception.accept(dossier=self._takes(submission), by=self.actor)

    def refuses(self, submission: str, reasons: Sequence[str], note: str) -> None:
        reception.refuse_reception(dossier=self._takes(submission), reasons=list(reasons), note=note, by=self.actor)

    def asks(self, submission: str, lacks: Sequence[Lacking], note: str) -> None:
        dossier = self._takes(submission)
        asked = [_lack(dossier, one) for one in lacks]
        reception.ask_supplement(dossier=dossier, lacks=asked, note=note, by=self.actor)

    def supplies(self, submission: str, answers: Answers | None = None) -> None:
        dossier = found(submission)
        asked = dossier.supplements.get(given_at=None)
        for line in asked.lines.filter(field="").order_by("pk"):
            title = line.paper.title if line.paper else line.wanted.name if line.wanted else ""
            blob = self._scan(f"{title} (bản bổ sung)", "bo-sung.pdf")
            supplements.attach(dossier=dossier, line=line, blob=blob, name="bo-sung.pdf", by=self.actor)
        if named := asked.lines.exclude(field=""):
            self._answers_anew(dossier, {line.field for line in named}, answers or {})
        supplements.supply(dossier=dossier, by=self.actor)

    def _answers_anew(self, dossier: Dossier, named: set[str], answers: Answers) -> None:
        values = {**dossier.answers, **answers}
        pages = open_pages(definition_of(dossier), values, frozenset(named))
        supplements.save(dossier=dossier, draft=walk.Draft(values, tuple(page.id for page in pages)), by=self.actor)

    def hands_over(self, submission: str, agency: str, comment: str) -> None:
        examination.hand_over(
            dossier=self._takes(submission), agency=agency_named(agency), comment=comment, by=self.actor
        )

    def forwards(self, submission: str, comment: str = "") -> None:
        examination.forward(dossier=self._takes(submission), comment=comment, by=self.actor)

    def inspects(self, submission: str, record: Answers) -> None:
        dossier = self._takes(submission)
        records.write_record(dossier=dossier, page="site_visit", values=dict(record), by=self.actor)

    def proposes(self, submission: str, outcome: str, comment: str, reasons: Sequence[str] = ()) -> None:
        dossier = self._takes(submission)
        for row in dossier.papers.filter(replaced_by=None, verdict="unseen").order_by("pk"):
            examination.judge(dossier=dossier, paper=row, verdict="valid", by=self.actor)
        examination.propose(dossier=dossier, outcome=outcome, comment=comment, reasons=reasons, by=self.actor)

    def signs(self, submission: str) -> None:
        results.approve(dossier=self._takes(submission), by=self.actor)
        jobs.run_due()

    def hands_out(self, submission: str, way: str) -> None:
        dossier = self._takes(submission)
        owner = dossier.parties.select_related("person").get(role=Role.OWNER).person
        receivers.hand_out_to(dossier=dossier, way=way, receiver=owner, by=self.actor)

    def withdraws(self, submission: str) -> None:
        reception.withdraw(dossier=found(submission), by=self.actor)

    def takes_cash(self, submission: str, payer: str) -> None:
        charge = charge_of(ref(found(submission)))
        if charge is not None:
            take_cash(charge=charge, payer=payer, by=self.actor)

    def looks(self, submission: str, *, shot: str = "") -> None:
        """Looking leaves no trace."""


def agency_named(name: str) -> Agency:
    """Today's agency of that name; one that was dissolved may have borne it too."""
    return AgencyState.objects.on().select_related("agency").get(name=name).agency


def found(submission: str) -> Dossier:
    return Dossier.objects.select_related("version__procedure").get(submission=submission)


def _lack(dossier: Dossier, one: Lacking) -> reception.Lack:
    """The paper sent that is wrong, else the paper of the sheet that is missing, else the answer."""
    more: dict[str, Any] = {"field": one.answer}
    if one.paper:
        sent = dossier.papers.filter(replaced_by=None, title__startswith=one.paper).first()
        wanted = next((row.paper for row in residents.wanted_papers(dossier) if row.title.startswith(one.paper)), None)
        more = {"paper": sent} if sent else {"wanted": wanted}
    return reception.Lack(one.reason, one.note, **more)
