"""In whose name an official signs: what his post, his appointment and what was lent to him allow (NĐ 30/2020, Đ.13 and Annex I,
II.7b). An agency under one head: the head signs himself, a deputy "KT."; where a body leads it, both sign for the body too
("TM."); an acting head signs "Q."; whoever else only by the head's order ("TL.") or under his mandate ("TUQ.")."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from city.agencies.models import AgencyState, Appointment, Delegation, Post
from city.agencies.queries import lent_to
from city.agencies.states import Rank
from city.documents.rules import SIGN
from city.documents.states import Authority
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
class _Signer:
    """The official in his post today."""

    post: Post
    held: Appointment | None

    @cached_property
    def own(self) -> bool:
        """The post itself has the power to sign."""
        return SIGN in self.post.powers_on()

    @cached_property
    def lent(self) -> list[Delegation]:
        """The delegations by which he has it."""
        found = lent_to(self.held) if self.held else []
        return [one for one in found if SIGN in one.powers and SIGN in one.lender.post.powers_on()]

    @property
    def acting(self) -> Appointment | None:
        return self.held if self.held and self.held.acting and self.post.rank == Rank.HEAD else None

    @property
    def title(self) -> str:
        return f"Q. {self.post.title}" if self.acting else self.post.title


def authorities(by: Actor) -> list[Choice]:
    """The ways in which he may sign today for his agency, the usual one first; none where nothing says how (`why_none`)."""
    if by.post_id is None or not by.has(SIGN):
        return []
    signer = _signer(by, by.post_id)
    if signer.post.is_head or signer.post.is_deputy:
        return _leading(signer)
    return [*_by_order(signer), *_of_his_own(signer)]


def why_none(by: Actor) -> str:
    """What to do where `authorities` knows no way for somebody who has the power to sign."""
    if Post.objects.select_related("agency").get(pk=by.post_id or 0).is_deputy:
        return _("Chưa chức vụ nào được ghi là người đứng đầu cơ quan, nên chưa biết bạn ký thay ai. Báo người quản trị ghi hạng của chức vụ đó.")  # fmt: skip
    return _("Chức vụ của bạn chỉ ký khi người đứng đầu cơ quan giao ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.). Người đứng đầu ghi việc đó ở trang “Ủy quyền”.")  # fmt: skip


def way_to_sign(by: Actor, authority: str) -> Choice:
    """The way he asks for by its word, the usual one without a word. Refused where it is not his."""
    found = authorities(by)
    if not found:
        raise Refused(why_none(by), field="authority")
    for one in found:
        if authority in ("", one.authority):
            return one
    ways = "; ".join(" / ".join(one.lines) for one in found)
    raise Refused(_("Chức vụ của bạn không ký như vậy được. Được ký: %(ways)s.") % {"ways": ways}, field="authority")


def _signer(by: Actor, post_id: int) -> _Signer:
    rows = Appointment.objects.on().filter(user=by.user_id or 0, post=post_id)
    held = rows.select_related("post__agency").first()
    return _Signer(held.post if held else Post.objects.select_related("agency").get(pk=post_id), held)


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


def _of_a_deputy(signer: _Signer) -> Choice | None:
    """For the head, whether or not somebody holds that post today; none where no post is the head's."""
    head = Post.objects.on().filter(agency=signer.post.agency_id, rank=Rank.HEAD).first()
    if head is None:
        return None
    basis = _("Bạn là cấp phó, ký thay người đứng đầu.")
    if not signer.own:
        basis = _said(basis, *(_on_ground_of(one) for one in signer.lent[:1]))
    return Choice(Authority.KT, (f"KT. {head.title}", signer.title), basis)


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
