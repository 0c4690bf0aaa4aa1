"""From the first answer to submission. A draft is saved page by page, so that nothing typed is lost."""

import secrets
from typing import Any

from django.utils.translation import gettext as _

from city.accounts.models import Person
from city.agencies.models import Agency, Post
from city.services.actions import steps
from city.services.events import dossiers as events
from city.services.models import Dossier, DossierPaper, Party
from city.services.models.catalogue import Case, Paper, ProcedureVersion
from city.services.queries import keeping
from city.services.queries.definitions import definition_of, form_of, process_for, process_of
from city.services.queries.listing import reaching
from city.services.queries.obstacles import obstacle_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Authenticity, Channel, Phase, Role, Verb
from kernel import clock
from kernel.actors import Actor, principal
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.forms.settling import settle
from kernel.forms.walk import Draft, first_open, untrue
from kernel.journal import action, already_done, part, record

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that look alike on paper


def new_submission() -> str:
    """Twelve signs, 59 bits: cannot be guessed, can be read over the phone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


@action(requires=rules.can_start, lock=False)
def start(
    *,
    version: ProcedureVersion,
    agency: Agency,
    owner: Person,
    case: Case | None = None,
    channel: str = Channel.ONLINE,
    proxy: Person | None = None,
    by: Actor,
) -> Dossier:
    """Begin a draft for `owner`. A clerk's draft is marked as filed by his post; `proxy`: who stands there for the owner,
    whose authorisation the clerk has seen."""
    if by.is_resident and owner.pk not in rules.persons(by):
        raise Refused(
            _(
                "Bạn chưa có ủy quyền của người này. Người đó vào “Hồ sơ của tôi” để ủy quyền, hoặc đến một cửa cùng bạn."
            )
        )
    now = clock.now()
    dossier = Dossier.objects.create(
        submission=new_submission(), idempotency=_new_token(), version=version, case=case, channel=channel, agency=agency,
        form=form_of(version), process=process_for(version, agency), filed_by=_post(by), created_at=now, changed_at=now,
    )  # fmt: skip
    Party.objects.create(dossier=dossier, role=Role.OWNER, person=owner)
    authorised = by.person_id if by.is_resident else proxy.pk if proxy else None
    if authorised and authorised != owner.pk:
        Party.objects.create(dossier=dossier, role=Role.AUTHORISED, person_id=authorised)
    record(events.DraftStarted(dossier.pk, version.pk), about=dossier, by=by)
    return dossier


def _new_token() -> str:
    return secrets.token_urlsafe(24)


@part
def _renew_token(dossier: Dossier) -> None:
    """What stands in the draft has changed: a check page opened before shows something else and does not hand in any more."""
    dossier.idempotency, dossier.changed_at = _new_token(), clock.now()
    dossier.save(update_fields=["idempotency", "changed_at"])


def _post(by: Actor) -> Post | None:
    return Post.objects.get(pk=by.post_id or 0) if by.is_official else None


def _snapshot(person: Person) -> dict[str, str]:
    return {"name": person.name, "address": person.address, "phone": person.phone, "email": person.email,
            "birth_on": person.birth_on.isoformat() if person.birth_on else ""}  # fmt: skip


class Overtaken(WrongMove):
    """Another page was saved since the draft was read: what was typed is to be put upon the newer one."""


def refuse_overtaken(now: Draft, since: Draft | None) -> None:
    if since is not None and since != now:
        raise Overtaken(_("Bản nháp vừa được lưu ở một cửa sổ khác. Tải lại trang để xem bản mới nhất."))


@action(requires=rules.can_edit)
def save(*, dossier: Dossier, draft: Draft, since: Draft | None = None, by: Actor) -> Dossier:
    """Keep what was typed, page by page; also what a hidden page holds, in case the person changes his mind.

    since: the draft upon which it was typed; Overtaken where that is not the one kept now, and nothing is written. None: all of
    `draft` is meant."""
    kept = Draft.from_json(dossier.draft)
    refuse_overtaken(kept, since)
    known = kept.values
    changed = tuple(sorted(k for k in draft.values.keys() | known.keys() if known.get(k) != draft.values.get(k)))
    if changed:
        _renew_token(dossier)
    dossier.draft = draft.to_json()
    dossier.changed_at = clock.now()
    dossier.save(update_fields=["draft", "changed_at"])
    record(events.DraftSaved(dossier.pk, changed), about=dossier, by=by)
    return dossier


@action(requires=rules.can_edit)
def choose(*, dossier: Dossier, agency: Agency, case: Case | None, by: Actor) -> Dossier:
    """Which case, and which agency decides; one that takes it today. Answers and papers stay."""
    dossier.agency, dossier.case, dossier.changed_at = agency, case, clock.now()
    dossier.process = process_for(dossier.version, agency)
    _refuse_unreachable(dossier)
    dossier.save(update_fields=["agency", "case", "process", "changed_at"])
    _renew_token(dossier)
    record(events.DraftSaved(dossier.pk, ("agency", "case")), about=dossier, by=by)
    return dossier


@action(requires=rules.can_edit)
def attach(
    *, dossier: Dossier, blob: Blob | None, name: str = "", paper: Paper | None = None, title: str = "", by: Actor
) -> DossierPaper:
    """Add a paper; without bytes it is one shown on paper at the counter."""
    kind = Authenticity.SCAN if blob else Authenticity.SHOWN
    row = DossierPaper.objects.create(
        dossier=dossier,
        paper=paper,
        title=(paper.name if paper else title)[:500],
        blob=blob,
        name=name,
        authenticity=kind,
        added_at=clock.now(),
    )
    _renew_token(dossier)
    record(events.PaperAttached(dossier.pk, row.pk, blob.pk if blob else ""), about=dossier, by=by)
    return row


@action(requires=rules.can_edit)
def detach(*, dossier: Dossier, paper: DossierPaper, by: Actor) -> None:
    """Take a paper out of the draft."""
    if paper.dossier_id != dossier.pk:
        raise WrongMove(_("Giấy tờ này không thuộc hồ sơ."))
    number = paper.pk
    paper.delete()
    _renew_token(dossier)
    record(events.PaperRemoved(dossier.pk, number), about=dossier, by=by)


@action(requires=rules.can_edit)
def discard(*, dossier: Dossier, by: Actor) -> None:
    """Throw the draft away."""
    record(events.DraftDiscarded(dossier.pk), about=dossier, by=by)
    dossier.delete()


@action(requires=rules.is_system)
def forget(*, dossier: Dossier, by: Actor) -> None:
    """Its time is over (parameter draft.keep): the draft goes, with its answers and its hold on files. Kept where somebody went on
    with it in the meantime."""
    if not keeping.over().filter(pk=dossier.pk).exists():
        already_done()
        return
    record(events.DraftForgotten(dossier.pk), about=dossier, by=by)
    dossier.delete()


class Outdated(WrongMove):
    """The check page shows something else than what would be handed in."""


@action(requires=rules.is_filer, along=reaching)
def submit(*, dossier: Dossier, token: str, by: Actor) -> Dossier:
    """Hand in what was read: `token` is that of the check page. The same token twice is the same submission: a double click
    answers with what is there."""
    if dossier.phase != Phase.DRAFT and dossier.idempotency == token:
        already_done()
        return dossier
    if dossier.phase != Phase.DRAFT or by.is_resident == (dossier.filed_by_id is not None):
        raise WrongMove(_("Hồ sơ này không còn là bản nháp. Mở “Hồ sơ của tôi” để xem tình trạng."))
    if token != dossier.idempotency:
        raise Outdated(_("Bản nháp đã thay đổi sau khi bạn mở trang xem lại. Đây là bản mới nhất: xem lại rồi nộp."))
    _refuse_unreachable(dossier)
    now = clock.now()
    dossier.move(Verb.SUBMIT)
    dossier.submitted_at = dossier.changed_at = now
    dossier.received_by = dossier.received_by or dossier.agency
    dossier.answers = _settled_answers(dossier)
    dossier.draft = {}
    people, own = _freeze_people(dossier, by), rules.LASTING[dossier.filed_by_id is not None]
    readers = [principal("person", one.person_id) for one in people if one.role in own]
    steps.enter(dossier=dossier, to=process_of(dossier).first.id, readers=readers, parties=people)
    dossier.save()
    record(
        events.DossierSubmitted(dossier.pk, dossier.version_id, dossier.agency_id, dossier.channel),
        about=dossier,
        by=by,
    )
    return dossier


def _refuse_unreachable(dossier: Dossier) -> None:
    """What is handed in must come to somebody: an agency that stands and takes the procedure as it is published today."""
    if obstacle := obstacle_of(dossier):
        raise Refused(obstacle.words, field="agency" if obstacle.way == "place" else None)


def _settled_answers(dossier: Dossier) -> dict[str, Any]:
    """What is asked now and was answered; Refused names the first page that is still open."""
    definition, draft = definition_of(dossier), Draft.from_json(dossier.draft)
    if page := first_open(definition, draft, clock.today()):
        open_words = _("Còn câu chưa trả lời ở phần “%(page)s”. Trả lời xong rồi nộp.") % {"page": page.title}
        wrong = untrue(definition, page, draft, clock.today())
        raise Refused(wrong[0].say if wrong else open_words, field=page.id)
    return settle(definition, draft.values)


@part
def _freeze_people(dossier: Dossier, by: Actor) -> list[Party]:
    """What is known of each person at this moment (the draft may be weeks old), and who handed in: the one who is signed in; at
    the counter who stands there, the proxy or the owner himself (that a clerk typed for him is `filed_by`)."""
    known = rules.with_parties(dossier)
    parties = [Party(dossier=dossier, role=p.role, person=p.person, snapshot=_snapshot(p.person)) for p in known]
    roles = {party.role: party for party in parties}
    here = by.person_id if by.is_resident else (roles.get(Role.AUTHORISED) or roles[Role.OWNER]).person_id
    if here and Role.SUBMITTER not in roles:
        person = next((p.person for p in parties if p.person_id == here), None) or Person.objects.get(pk=here)
        parties.append(Party(dossier=dossier, role=Role.SUBMITTER, person=person, snapshot=_snapshot(person)))
    Party.objects.bulk_create(
        parties, update_conflicts=True, unique_fields=["dossier", "role"], update_fields=["snapshot"]
    )
    return parties
