"""In whose name an official signs: what his post, his appointment and what was lent to him allow (NĐ 30/2020, Đ.13 and Annex I,
II.7b). An agency under one head: the head signs himself, a deputy "KT."; where a body leads it, both sign for the body too
("TM."); an acting head signs "Q."; whoever else only by the head's order ("TL.") or under his mandate ("TUQ."). The head signs
whatever is the agency's, a deputy what lies in the fields assigned to him, by order or mandate one signs the kinds named."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from city.agencies.models import Agency, AgencyState, Appointment, AssignedFields, Delegation, Post
from city.agencies.queries import lent_to, officials, units_of
from city.agencies.states import Rank
from city.documents.models import Document
from city.documents.rules import SIGN
from city.documents.states import Authority
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.web import say


@dataclass(frozen=True)
class Choice:
    """One way to sign. `lines` stand above the name, in capitals by the template; `basis` tells the signer why he may."""

    authority: str
    lines: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Paper:
    """What is to be signed: the code of its kind, and of the field of the procedure that it comes from ("" where of none)."""

    kind: str
    field: str = ""


@dataclass(frozen=True)
class _Signer:
    """The official in his post today, and the paper before him."""

    post: Post
    held: Appointment | None
    paper: Paper

    @cached_property
    def own(self) -> bool:
        """The post itself has the power to sign."""
        return SIGN in self.post.powers_on()

    @cached_property
    def given(self) -> list[Delegation]:
        """The delegations by which he has it, for whatever papers."""
        found = lent_to(self.held) if self.held else []
        return [one for one in found if SIGN in one.powers and SIGN in one.lender.post.powers_on()]

    @cached_property
    def lent(self) -> list[Delegation]:
        """Those of them that this paper lies within: nobody lends more than is his own."""
        within = [one for one in self.given if one.covers(self.paper.kind, self.paper.field)]
        return [
            one for one in within if not one.lender.post.is_deputy or _covers(_assigned(one.lender.post), self.paper)
        ]

    @cached_property
    def assigned(self) -> AssignedFields | None:
        return _assigned(self.post)

    @property
    def acting(self) -> Appointment | None:
        return self.held if self.held and self.held.acting and self.post.rank == Rank.HEAD else None

    @property
    def title(self) -> str:
        return f"Q. {self.post.title}" if self.acting else self.post.title


def _assigned(deputy: Post) -> AssignedFields | None:
    return AssignedFields.objects.on().filter(post=deputy).first()


def _covers(assigned: AssignedFields | None, paper: Paper) -> bool:
    """Where nobody wrote a deputy's fields down, whatever is his agency's."""
    return assigned is None or assigned.covers(paper.field)


def paper_of(document: Document) -> Paper:
    return Paper(document.kind.code, document.field)


def authorities(by: Actor, paper: Paper) -> list[Choice]:
    """The ways in which he may sign this paper today for his agency, the usual one first; none where nothing says how
    (`why_none`)."""
    if by.post_id is None or not by.has(SIGN):
        return []
    return _ways(_signer(by, by.post_id, paper))


def _ways(signer: _Signer) -> list[Choice]:
    if signer.post.is_head or signer.post.is_deputy:
        return _leading(signer)
    return [*_by_order(signer), *_of_his_own(signer)]


def why_none(by: Actor, paper: Paper) -> str:
    """What to do where `authorities` knows no way for somebody who has the power to sign."""
    signer = _signer(by, by.post_id or 0, paper)
    if signer.post.is_deputy and _head_of(signer.post) is None:
        return _("Chưa chức vụ nào được ghi là người đứng đầu cơ quan, nên chưa biết bạn ký thay ai. Báo người quản trị ghi hạng của chức vụ đó.")  # fmt: skip
    if signer.post.is_deputy and signer.own and signer.assigned:
        words = _("Văn bản này không thuộc lĩnh vực được phân công cho bạn theo %(source)s.")
        return _said(words % {"source": signer.assigned.source}, _whom_to_ask(by, paper))
    if signer.given and not signer.lent:
        words = _("Văn bản này nằm ngoài loại văn bản hoặc lĩnh vực mà bạn được giao ký theo %(basis)s.")
        return _said(words % {"basis": signer.given[0].basis}, _whom_to_ask(by, paper))
    return _("Chức vụ của bạn chỉ ký khi người đứng đầu cơ quan giao ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.). Người đứng đầu ghi việc đó ở trang “Ủy quyền”.")  # fmt: skip


def _whom_to_ask(by: Actor, paper: Paper) -> str:
    if who := _who_may(by, paper):
        return _("Người ký được: %(who)s. Chuyển việc này cho người đó.") % {"who": "; ".join(who)}
    return _("Hiện chưa ai ở cơ quan ký được văn bản này. Báo người đứng đầu.")


def _who_may(by: Actor, paper: Paper) -> list[str]:
    """Title and name of everybody else of the agency who could sign it today; asked only where somebody is refused."""
    units = [unit.pk for unit in units_of(Agency.objects.get(pk=by.agency_id or 0))]
    there = Appointment.objects.on().filter(post__agency__in=units, post__valid__contains=clock.today())
    lent = Delegation.objects.on().filter(ended_at=None, powers__contains=[SIGN], holder__post__agency__in=units)
    rows = there.filter(pk__in=lent.values("holder")).select_related("post__agency", "user__person")
    held = {one.pk: one for one in [*officials(units, SIGN), *rows] if one.user_id != by.user_id and one.user.is_active}
    able = [one for _pk, one in sorted(held.items()) if _ways(_Signer(one.post, one, paper))]
    return [f"{one.post.title} {one.user.person or one.user.username}" for one in able]


def way_to_sign(by: Actor, authority: str, paper: Paper) -> Choice:
    """The way he asks for by its word, the usual one without a word. Refused where it is not his."""
    found = authorities(by, paper)
    if not found:
        raise Refused(why_none(by, paper), field="authority")
    for one in found:
        if authority in ("", one.authority):
            return one
    ways = "; ".join(" / ".join(one.lines) for one in found)
    raise Refused(_("Chức vụ của bạn không ký như vậy được. Được ký: %(ways)s.") % {"ways": ways}, field="authority")


def _signer(by: Actor, post_id: int, paper: Paper) -> _Signer:
    rows = Appointment.objects.on().filter(user=by.user_id or 0, post=post_id)
    held = rows.select_related("post__agency").first()
    return _Signer(held.post if held else Post.objects.select_related("agency").get(pk=post_id), held, paper)


def _leading(signer: _Signer) -> list[Choice]:
    """The head and his deputies: also for the body that leads the agency, where there is one (Đ.13.1–2)."""
    way = _of_the_head(signer) if signer.post.is_head else _of_a_deputy(signer)
    if way is None:
        return []
    body = AgencyState.objects.on().filter(agency=signer.post.agency_id).values_list("collective", flat=True).first()
    if not body:
        return [way]
    for_body = Choice(Authority.TM, (f"TM. {body}", *way.lines), _said(_("Văn bản của tập thể lãnh đạo."), way.basis))
    alone = _("Văn bản thuộc thẩm quyền riêng của người đứng đầu.")
    return [for_body, Choice(way.authority, way.lines, _said(alone, way.basis))]


def _of_the_head(signer: _Signer) -> Choice:
    if acting := signer.acting:
        since = {"day": say.day(acting.valid.lower)}
        return Choice(Authority.Q, (signer.title,), _("Bạn được giao quyền người đứng đầu từ ngày %(day)s.") % since)
    return Choice(Authority.OWN, (signer.title,), _("Bạn là người đứng đầu cơ quan."))


def _head_of(deputy: Post) -> Post | None:
    return Post.objects.on().filter(agency=deputy.agency_id, rank=Rank.HEAD).first()


def _of_a_deputy(signer: _Signer) -> Choice | None:
    """For the head, whether or not somebody holds that post today; none where no post is the head's. In his own fields, else
    where the head, or another deputy in his, lent him his place."""
    ground = _ground_of_a_deputy(signer)
    head = _head_of(signer.post) if ground is not None else None
    if ground is None or head is None:
        return None
    basis = _said(_("Bạn là cấp phó, ký thay người đứng đầu."), *ground)
    return Choice(Authority.KT, (f"KT. {head.title}", signer.title), basis)


def _ground_of_a_deputy(signer: _Signer) -> list[str] | None:
    """The sentences that say why he may, besides being a deputy; None where he may not."""
    if signer.own and _covers(signer.assigned, signer.paper):
        return [_in_his_field(signer.assigned)] if signer.assigned and signer.assigned.fields else []
    leaders = [one for one in signer.lent if one.lender.post.is_head or one.lender.post.is_deputy]
    return [_on_ground_of(leaders[0])] if leaders else None


def _in_his_field(assigned: AssignedFields) -> str:
    said = {"source": assigned.source, "day": say.day(assigned.valid.lower)}
    return _("Văn bản thuộc lĩnh vực được phân công theo %(source)s, từ ngày %(day)s.") % said


def _by_order(signer: _Signer) -> Iterable[Choice]:
    """Each word once; who lent it must be the head still (Đ.13.3–4)."""
    given = {one.authority: one for one in reversed(signer.lent) if one.authority and one.lender.post.is_head}
    for word, one in given.items():
        yield Choice(word, (f"{word}. {one.lender.post.title}", signer.title), _on_ground_of(one))


def _of_his_own(signer: _Signer) -> Iterable[Choice]:
    """Who leads nothing and confirms in his own post, or in the place of such a one."""
    lent = any(one.lender.post.rank == Rank.OTHER for one in signer.lent)
    if signer.post.rank == Rank.OTHER and (signer.own or lent):
        yield Choice(Authority.OWN, (signer.title,), _("Bạn ký bằng chức vụ của mình."))


def _on_ground_of(one: Delegation) -> str:
    said = {"title": one.lender.post.title, "basis": one.basis, "day": say.day(one.last)}
    return _("%(title)s giao theo %(basis)s, đến hết ngày %(day)s.") % said


def _said(*sentences: str) -> str:
    return " ".join(sentences)
