"""Why a draft would reach nobody if it were handed in today: its agency is no more or does not take it, its procedure changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from city.agencies.models import AgencyState, Succession
from city.agencies.queries import names
from city.services.models import Dossier
from city.services.models.catalogue import Offer
from city.services.queries.catalogue import in_force
from kernel import clock
from kernel.web import say


@dataclass(frozen=True)
class Obstacle:
    """`way` is the page on which it is mended: "place", "renewal", or "" where nothing can be done here."""

    words: str
    way: str


def obstacle_of(draft: Dossier) -> Obstacle | None:
    return obstacles([draft]).get(draft.pk)


def obstacles(drafts: Sequence[Dossier]) -> dict[int, Obstacle]:
    """Draft -> what stands in its way; those that can be handed in are left out. The same number of queries however many; one
    where nothing stands in the way of any."""
    reaching = _reaching(drafts)
    drafts = [draft for draft in drafts if _way(draft) not in reaching]
    if not drafts:
        return {}
    newest = {v.procedure_id: v for v in in_force().filter(procedure__in={d.version.procedure_id for d in drafts}).only("procedure", "valid")}  # fmt: skip
    ends = _ends({d.agency_id for d in drafts})
    found = dict[int, Obstacle]()
    for draft in drafts:
        version = newest.get(draft.version.procedure_id)
        if version is None:
            words = _("Thủ tục này không còn được công bố nên không nộp được nữa. Gọi 1022 để được chỉ dẫn.")
            found[draft.pk] = Obstacle(words, "")
        elif version.pk != draft.version_id:
            words = _("Thủ tục này có bản công bố mới từ ngày %(day)s; bản nháp này theo bản cũ nên không nộp được. Chuyển sang bản mới: những câu còn dùng được và giấy tờ được giữ lại.")  # fmt: skip
            found[draft.pk] = Obstacle(words % {"day": say.day(version.valid.lower)}, "renewal")
        elif draft.agency_id in ends:
            found[draft.pk] = Obstacle(ends[draft.agency_id], "place")
        else:
            words = _("“%(name)s” không còn nhận thủ tục này. Chọn một cơ quan khác; nội dung đã khai được giữ nguyên.")
            found[draft.pk] = Obstacle(words % {"name": draft.agency.name}, "place")
    return found


def _way(draft: Dossier) -> tuple[int, int, bool]:
    return draft.version_id, draft.agency_id, draft.filed_by_id is None


def _reaching(drafts: Sequence[Dossier]) -> set[tuple[int, int, bool]]:
    """(version in force, agency that stands and takes it, online): a resident's draft needs an offer that goes online, a
    clerk's any."""
    if not drafts:
        return set()
    today = clock.today()
    rows = (
        in_force(today)
        .filter(  # one filter for all that must hold of the same offer
            pk__in={draft.version_id for draft in drafts},
            procedure__offers__valid__contains=today,
            procedure__offers__agency__in={draft.agency_id for draft in drafts},
            procedure__offers__agency__states__valid__contains=today,
        )
        .order_by()
        .values_list("pk", "procedure__offers__agency", "procedure__offers__level")
    )
    found = list(rows)
    online = {(version, agency, True) for version, agency, level in found if level != Offer.Level.INFORMATION}
    return online | {(version, agency, False) for version, agency, _level in found}


def _ends(agencies: set[int]) -> dict[int, str]:
    """Agency that is no more -> since when, who took over, and what to do."""
    if not agencies:
        return {}
    gone = agencies - set(AgencyState.objects.on().filter(agency__in=agencies).values_list("agency", flat=True))
    if not gone:
        return {}
    heirs = {s.old_id: s.new_id for s in Succession.objects.filter(old__in=gone, on__lte=clock.today()).order_by("-pk")}
    called, last = names([*gone, *heirs.values()]), dict(AgencyState.objects.filter(agency__in=gone).order_by("valid").values_list("agency", "valid"))  # fmt: skip
    return {pk: _end(called.get(pk, ""), last[pk].upper, called.get(heirs.get(pk, 0), "")) for pk in gone}


def _end(name: str, day: object, heir: str) -> str:
    if heir:
        words = _("“%(name)s” không còn từ ngày %(day)s; “%(heir)s” tiếp nhận việc của cơ quan này. Chọn lại nơi nhận; nội dung đã khai được giữ nguyên.")  # fmt: skip
    else:
        words = _("“%(name)s” không còn từ ngày %(day)s. Chọn lại nơi nhận; nội dung đã khai được giữ nguyên.")
    return words % {"name": name, "day": say.day(day), "heir": heir}  # type: ignore[arg-type]
