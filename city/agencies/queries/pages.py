"""What the administrator's pages show, all of one day: the tree, one agency, one post, who may be appointed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from city.accounts.models import User
from city.agencies.models import Agency, AgencyCode, AgencyState, Appointment, Delegation, Post, PostPowers
from city.agencies.queries import names, office_of
from city.agencies.queries.matters import FIELDS, KINDS, named
from city.agencies.states import Power
from kernel import clock
from kernel.access.pages import Page, page_by_number
from kernel.journal.models import JournalEntry
from kernel.refs import label
from kernel.search import fold, sort_key
from kernel.web.parts import LogLine


@dataclass
class Node:
    """An agency of a day in its place; `posts` counts those of the agency itself."""

    state: AgencyState
    code: str = ""
    posts: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.state.name

    @property
    def all_posts(self) -> int:
        """With those of everything below."""
        return self.posts + sum(child.all_posts for child in self.children)


def tree(on: datetime.date, text: str = "") -> list[Node]:
    """All agencies of that day; with `text`, those whose name or code holds all its words, and what they stand under."""
    nodes = {state.agency_id: Node(state) for state in AgencyState.objects.on(on).select_related("agency")}
    for agency, code in AgencyCode.objects.on(on).filter(scheme="QD20").values_list("agency_id", "value"):
        if agency in nodes:
            nodes[agency].code = code
    counted = Post.objects.on(on).order_by().values_list("agency_id").annotate(n=Count("pk"))
    for agency, count in counted:
        if agency in nodes:
            nodes[agency].posts = count
    wanted = _wanted(nodes, fold(text).split())
    roots: list[Node] = []
    for pk in wanted:
        above = nodes[pk].state.parent_id
        (nodes[above].children if above in wanted else roots).append(nodes[pk])
    return _sorted(roots)


def _wanted(nodes: dict[int, Node], words: list[str]) -> set[int]:
    if not words:
        return set(nodes)
    found: set[int] = set()
    for pk, node in nodes.items():
        said = fold(f"{node.name} {node.state.short_name} {node.code}")
        if all(word in said for word in words):
            above: int | None = pk
            while above is not None and above in nodes and above not in found:
                found.add(above)
                above = nodes[above].state.parent_id
    return found


def _sorted(nodes: list[Node]) -> list[Node]:
    for node in nodes:
        node.children = _sorted(node.children)
    return sorted(nodes, key=lambda node: (node.state.agency.kind != "division", sort_key(node.name)))


def choices(on: datetime.date, *, besides: int = 0) -> list[tuple[int, str]]:
    """(agency, name with what it stands under), in the order of the tree."""
    found: list[tuple[int, str]] = []

    def walk(nodes: Iterable[Node], before: str) -> None:
        for node in nodes:
            if node.state.agency_id != besides:
                found.append((node.state.agency_id, f"{before}{node.name}"))
            walk(node.children, f"{before}{node.name} / " if node.state.parent_id or before else before)

    walk(tree(on), "")
    return found


def path_to(agency: Agency, on: datetime.date) -> list[tuple[int, str]]:
    """What it stands under on that day, the highest first."""
    found: list[tuple[int, str]] = []
    state = agency.states.on(on).select_related("parent").first()
    while state is not None and state.parent is not None and len(found) < 20:
        state = state.parent.states.on(on).select_related("parent", "agency").first()
        if state is not None:
            found.insert(0, (state.agency_id, state.name))
    return found


@dataclass(frozen=True)
class PostRow:
    """A post of a day: what it may do, who holds it."""

    post: Post
    unit: str
    powers: list[str]
    held: list[Appointment]


def posts_of(agency: Agency, on: datetime.date) -> list[PostRow]:
    """Of the agency and, for an office, of all below it."""
    units = [agency.pk, *(pk for pk in below(agency, on))]
    posts = list(Post.objects.on(on).filter(agency__in=units).order_by("agency_id", "pk"))
    known = names(units, on)
    granted = dict(PostPowers.objects.on(on).filter(post__in=posts).values_list("post_id", "powers"))
    held: dict[int, list[Appointment]] = {}
    for one in Appointment.objects.on(on).filter(post__in=posts).select_related("user__person").order_by("pk"):
        held.setdefault(one.post_id, []).append(one)
    rows = [PostRow(p, known.get(p.agency_id, ""), worded(granted.get(p.pk, [])), held.get(p.pk, [])) for p in posts]
    return sorted(rows, key=lambda row: (row.post.agency_id != agency.pk, sort_key(row.unit)))


def below(agency: Agency, on: datetime.date) -> list[int]:
    """Divisions under it, at any depth; offices under it keep their posts on their own pages."""
    found: list[int] = []
    fresh = [agency.pk]
    while fresh:
        rows = AgencyState.objects.on(on).filter(parent__in=fresh, agency__kind="division")
        fresh = list(rows.exclude(agency__in=found).values_list("agency_id", flat=True))
        found += fresh
    return found


def beneath(agency: Agency, on: datetime.date) -> list[AgencyState]:
    """What stands directly under it: divisions first."""
    rows = AgencyState.objects.on(on).filter(parent=agency).select_related("agency")
    return sorted(rows, key=lambda state: (state.agency.kind != "division", sort_key(state.name)))


def worded(powers: Iterable[str]) -> list[str]:
    """Their short names, in the order of the list."""
    given = set(powers)
    return [str(power.label) for power in Power if power.value in given]


def official_accounts(text: str = "", size: int = 20) -> tuple[list[User], int]:
    """Sign-ins of officials, not of residents: those with a password, or with a post at some time; and how many more there are."""
    rows = User.objects.filter(is_active=True).filter(
        ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(appointments__isnull=False)
    )
    plain = text.replace("\0", "").strip()
    if plain:
        rows = rows.filter(Q(username__icontains=plain) | Q(person__name__icontains=plain))
    everybody = rows.select_related("person").distinct().order_by("username")
    found = list(everybody[: size + 1])
    return found[:size], everybody.count() - size if len(found) > size else 0


def colleagues(held: Appointment, on: datetime.date) -> list[tuple[int, str]]:
    """(appointment, "name, title") of all others in the same agency on that day."""
    office = office_of(held.post.agency, on)
    rows = Appointment.objects.on(on).filter(
        post__agency__in=[office.pk, *below(office, on)], post__valid__contains=on, user__is_active=True
    )
    others = rows.exclude(user=held.user_id).select_related("user__person", "post").order_by("post_id", "pk")
    return [(one.pk, _titled(one)) for one in others]


@dataclass(frozen=True)
class Lent:
    """A delegation as the page says it; `last` is the last day."""

    delegation: Delegation
    lender: str
    holder: str
    powers: list[str]
    kinds: list[str]
    fields: list[str]

    @property
    def last(self) -> datetime.date:
        return self.delegation.last

    @property
    def unlimited(self) -> bool:
        """Given before kinds of paper were asked for."""
        return bool(self.delegation.authority) and not self.kinds


def lent_by(held: Appointment) -> list[Lent]:
    """What runs now or begins later."""
    return _lent(Q(lender=held, ended_at=None, valid__endswith__gt=clock.today()))


def borrowed_by(held: Appointment) -> list[Lent]:
    return _lent(Q(holder=held, ended_at=None, valid__endswith__gt=clock.today()))


def delegations_over(held: Appointment) -> list[Lent]:
    either = Q(lender=held) | Q(holder=held)
    return _lent(either & (Q(ended_at__isnull=False) | Q(valid__endswith__lte=clock.today())))


def _lent(which: Q) -> list[Lent]:
    rows = Delegation.objects.filter(which).order_by("-valid", "-pk")
    people = ("lender__user__person", "lender__post", "holder__user__person", "holder__post")
    return [
        Lent(d, _titled(d.lender), _titled(d.holder), worded(d.powers), named(KINDS, d.kinds), named(FIELDS, d.fields))
        for d in rows.select_related(*people)
    ]


def _titled(held: Appointment) -> str:
    return f"{held.user.person or held.user.username}, {held.post.title}"


WORDS: dict[str, Any] = {
    "agencies.agency_established": pgettext_lazy("nhật ký", "Lập cơ quan"),
    "agencies.agency_renamed": pgettext_lazy("nhật ký", "Đổi tên"),
    "agencies.agency_moved": pgettext_lazy("nhật ký", "Chuyển sang cấp trên khác"),
    "agencies.agency_calendar_changed": pgettext_lazy("nhật ký", "Đổi lịch làm việc"),
    "agencies.agency_code_given": pgettext_lazy("nhật ký", "Giao mã"),
    "agencies.agency_code_ended": pgettext_lazy("nhật ký", "Thôi dùng mã"),
    "agencies.agency_dissolved": pgettext_lazy("nhật ký", "Giải thể"),
    "agencies.agency_succeeded": pgettext_lazy("nhật ký", "Ghi việc kế thừa"),
    "agencies.post_created": pgettext_lazy("nhật ký", "Tạo chức vụ"),
    "agencies.powers_changed": pgettext_lazy("nhật ký", "Đổi quyền của chức vụ"),
    "agencies.rank_changed": pgettext_lazy("nhật ký", "Đổi hạng của chức vụ"),
    "agencies.fields_assigned": pgettext_lazy("nhật ký", "Phân công lĩnh vực phụ trách"),
    "agencies.post_ended": pgettext_lazy("nhật ký", "Kết thúc chức vụ"),
    "agencies.appointed": pgettext_lazy("nhật ký", "Bổ nhiệm"),
    "agencies.appointment_ended": pgettext_lazy("nhật ký", "Thôi giữ chức vụ"),
    "agencies.powers_delegated": pgettext_lazy("nhật ký", "Ủy quyền"),
    "agencies.delegation_ended": pgettext_lazy("nhật ký", "Kết thúc ủy quyền"),
}


Log = tuple[list[LogLine], Page[JournalEntry]]  # the lines, and where the older ones stand


def log_of_agency(agency: Agency, before: str = "") -> Log:
    """What was written about the agency, and when it was written: also what begins earlier or later."""
    return _log(Q(about_kind=label(Agency), about_id=agency.pk), before)


def log_of_post(post: Post, before: str = "") -> Log:
    held = list(post.appointments.values_list("pk", flat=True))
    return _log(
        Q(about_kind=label(Post), about_id=post.pk) | Q(about_kind=label(Appointment), about_id__in=held), before
    )


def _log(about: Q, before: str) -> Log:
    page = page_by_number(JournalEntry.objects.filter(about, verb__in=WORDS), before=before)
    posts = dict(Post.objects.filter(pk__in={e.post_id for e in page.rows if e.post_id}).values_list("pk", "title"))
    system = str(_("Hệ thống"))
    return [
        LogLine(e.occurred_at, str(WORDS[e.verb]), posts.get(e.post_id or 0, "") or system) for e in page.rows
    ], page
