"""The cast that acts through actions: an intent per method, in the words of the play."""

import datetime
import io
from collections.abc import Mapping
from typing import Any

from city.accounts.models import User
from city.agencies.models import Agency
from city.agencies.queries import actor_for
from city.payments.actions import take_cash
from city.payments.queries import charge_of
from city.services.actions import drafts, examination, reception, results
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.queries import residents
from city.services.queries.definitions import definition_of
from city.services.states.dossiers import Channel
from city.work.actions import claim
from city.work.queries import open_items
from kernel import clock, jobs
from kernel.actors import Actor
from kernel.files import keep
from kernel.forms import walk
from kernel.forms.settling import visible_pages
from kernel.refs import ref
from stories.papers import paper


def actor(username: str) -> Actor:
    return actor_for(User.objects.select_related("person").get(username=username))


class Player:
    """One person of the play."""

    def __init__(self, username: str) -> None:
        self.username = username

    @property
    def actor(self) -> Actor:
        return actor(self.username)

    def drafts(
        self, code: str, agency: Agency, answers: Mapping[str, Any], *, owner: str = "", channel: str = Channel.ONLINE
    ) -> Dossier:
        """Begin and fill in a form: page by page, as a browser would."""
        version = ProcedureVersion.objects.get(procedure__national_code=code, state="published")
        user = User.objects.select_related("person").get(username=owner or self.username)
        assert user.person is not None
        dossier = drafts.start(version=version, agency=agency, owner=user.person, channel=channel, by=self.actor)
        definition = definition_of(dossier)
        kept = walk.prefill(definition, walk.Draft(), residents.prefill_of(user.person), clock.today())
        kept = walk.Draft({**kept.values, **answers, "promise_true": "yes"}, (), kept.filled)
        kept = walk.Draft(kept.values, tuple(page.id for page in visible_pages(definition, kept.values)), kept.filled)
        return drafts.save(dossier=dossier, draft=kept, by=self.actor)

    def attaches(self, dossier: Dossier, *, without: str = "") -> None:
        """A file for every paper of the sheet, save the one that begins with `without`."""
        for row in residents.wanted_papers(dossier):
            if row.paper and not (without and row.title.startswith(without)):
                blob = keep(io.BytesIO(paper(row.title)), name="giay-to.pdf", by=self.actor)
                drafts.attach(dossier=dossier, blob=blob, name="giay-to.pdf", paper=row.paper, by=self.actor)

    def shows(self, dossier: Dossier) -> None:
        """At the counter every paper is shown, none kept."""
        for row in residents.wanted_papers(dossier):
            drafts.attach(dossier=dossier, blob=None, paper=row.paper, by=self.actor)

    def submits(self, dossier: Dossier) -> Dossier:
        return drafts.submit(dossier=dossier, token=dossier.idempotency, by=self.actor)

    def takes(self, dossier: Dossier) -> None:
        """Claim the open work of the dossier, where it lies with a unit."""
        item = open_items(ref(dossier)).get()
        if item.claimed_at is None:
            claim(item=item, by=self.actor)

    def accepts(self, dossier: Dossier) -> Dossier:
        self.takes(dossier)
        return reception.accept(dossier=dossier, by=self.actor)

    def refuses(self, dossier: Dossier, reasons: list[str], note: str) -> Dossier:
        self.takes(dossier)
        return reception.refuse_reception(dossier=dossier, reasons=reasons, note=note, by=self.actor)

    def asks(self, dossier: Dossier, lacks: list[reception.Lack], note: str) -> None:
        self.takes(dossier)
        reception.ask_supplement(dossier=dossier, lacks=lacks, note=note, by=self.actor)

    def supplies(self, dossier: Dossier, answers: Mapping[str, Any] | None = None) -> Dossier:
        """A new file for each line asked."""
        asked = dossier.supplements.get(given_at=None)
        for line in asked.lines.filter(field=""):
            title = line.paper.title if line.paper else line.wanted.name if line.wanted else ""
            blob = keep(io.BytesIO(paper(f"{title} (bản bổ sung)")), name="bo-sung.pdf", by=self.actor)
            reception.attach_supplement(dossier=dossier, line=line, blob=blob, name="bo-sung.pdf", by=self.actor)
        given = list(dossier.papers.filter(round=asked.round))
        return reception.supply(dossier=dossier, answers=dict(answers or {}), papers=given, by=self.actor)

    def checks_papers(self, dossier: Dossier) -> None:
        for row in dossier.papers.filter(replaced_by=None):
            examination.judge(dossier=dossier, paper=row, verdict="valid", by=self.actor)

    def forwards(self, dossier: Dossier, comment: str = "") -> Dossier:
        self.takes(dossier)
        return examination.forward(dossier=dossier, comment=comment, by=self.actor)

    def hands_over(self, dossier: Dossier, agency: Agency, comment: str) -> Dossier:
        self.takes(dossier)
        return examination.hand_over(dossier=dossier, agency=agency, comment=comment, by=self.actor)

    def proposes(self, dossier: Dossier, outcome: str, comment: str) -> Dossier:
        self.takes(dossier)
        self.checks_papers(dossier)
        return examination.propose(dossier=dossier, outcome=outcome, comment=comment, by=self.actor)

    def signs(self, dossier: Dossier, **authority: str) -> Dossier:
        """Approve; the number, the print, both signatures and the decision follow by themselves."""
        self.takes(dossier)
        results.approve(dossier=dossier, by=self.actor, **authority)
        jobs.run_due()
        dossier.refresh_from_db()
        return dossier

    def hands_out(self, dossier: Dossier, way: str) -> Dossier:
        self.takes(dossier)
        return results.hand_out(dossier=dossier, way=way, by=self.actor)

    def withdraws(self, dossier: Dossier) -> Dossier:
        return reception.withdraw(dossier=dossier, by=self.actor)

    def takes_cash(self, dossier: Dossier, payer: str) -> None:
        charge = charge_of(ref(dossier))
        if charge is not None:
            take_cash(charge=charge, payer=payer, by=self.actor)


def day(today: datetime.date, ago: int, hour: int = 8, minute: int = 0) -> datetime.datetime:
    """A moment `ago` days before today, moved back to a working day by weekday."""
    found = today - datetime.timedelta(days=ago)
    while found.weekday() > 4:
        found -= datetime.timedelta(days=1)
    return datetime.datetime.combine(found, datetime.time(hour, minute), clock.ZONE)
