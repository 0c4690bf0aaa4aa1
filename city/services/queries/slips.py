"""What the papers of the one-stop say about a dossier (TT 01/2018/TT-VPCP Đ.9; since 1/7/2025 TT 03/2025/TT-VPCP).

Facts for the templates of city.documents, always in Vietnamese: an official paper is not in the language of the screen."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from city.agencies.models import Appointment
from city.agencies.queries import names
from city.services.engine import punctuality, results
from city.services.models import Dossier, DossierPaper, Due, StepRun, Stop, Supplement, SupplementLine
from city.services.queries.deadlines import UNIT
from city.services.queries.definitions import definition_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Channel, Reason, Role, StopReason, of_the_whole
from kernel import clock, parameters, worktime

Facts = dict[str, Any]
WAYS = {"online": "Trực tuyến, trên trang hồ sơ của Ông/Bà", "post": "Qua dịch vụ bưu chính công ích"}
NOT_SAID = "thủ tục chưa công bố thời hạn"


def acceptance(dossier: Dossier, *, officer: str) -> Facts:
    """Mẫu 01: accepted, with the papers that were there and the day of the result as it was first counted."""
    due = Due.objects.filter(dossier=dossier).order_by("no").first()
    term = worktime.load_due(due.explanation).term if due else None
    return {
        **_of(dossier, officer),
        **_submitter(dossier),
        "papers": _papers(_handed_in(dossier)),
        "term": f"{term.amount.normalize():f} {UNIT[term.unit]}" if term else NOT_SAID,
        "received": moment(dossier.accepted_at or dossier.submitted_at or clock.now()),
        "due": moment(due.due_at) if due else "cơ quan báo sau",
        "return_place": _way(dossier),
        "help": "Ông/Bà tra cứu tình hình giải quyết bằng mã hồ sơ hoặc mã vuông trên giấy này. Có kết quả sớm, cơ quan báo ngay.",
    }  # fmt: skip


def reception_refusal(dossier: Dossier, reasons: Sequence[str], *, officer: str) -> Facts:
    """Mẫu 03: not taken in; coded reasons, and what to do instead."""
    return {
        **_of(dossier, officer),
        **_submitter(dossier),
        "reasons": reason_words(reasons),
        "advice": dossier.opinion,
        "help": f"Cần hướng dẫn, Ông/Bà hỏi {_reception(dossier)} hoặc gọi 1022./.",
    }


def reason_words(reasons: Sequence[str]) -> list[str]:
    """Coded reasons as a paper says them."""
    with override("vi"):
        return [str(of_the_whole(code)) for code in reasons if code in Reason.values]


def supplement_request(supplement: Supplement, *, officer: str) -> Facts:
    """Mẫu 02: each paper and answer with its coded reason, all in one request."""
    dossier = supplement.dossier
    lines = supplement.lines.select_related("paper", "wanted").order_by("pk")
    return {
        **_of(dossier, officer),
        "lacks": [_lack(dossier, line) for line in lines],
        "note": supplement.note,
        "due": f"hết ngày {supplement.give_by.astimezone(clock.ZONE):%d/%m/%Y}" if supplement.give_by else "",
        "clock": _clock(dossier, supplement),
        "help": f"Ông/Bà gửi bổ sung trên trang hồ sơ hoặc tại {_reception(dossier)}. Cần hướng dẫn, gọi 1022./.",
    }


def stop_notice(dossier: Dossier, *, at: datetime.datetime) -> Facts:
    """The applicant stopped the procedure: what that means for his papers."""
    after = [f"Giấy tờ bản chính đã nộp được trả lại tại {_reception(dossier)}; mang theo giấy tờ tùy thân."]
    return {
        **_of(dossier, ""),
        "received": moment(dossier.accepted_at or dossier.submitted_at) if dossier.submitted_at else "",
        "stopped": moment(at),
        "after": [*after, "Khi cần giải quyết lại, Ông/Bà nộp hồ sơ mới."],
        "help": "Cần hướng dẫn, gọi 1022./.",
    }


def stop_ex_officio(stop: Stop, *, officer: str) -> Facts:
    """The agency itself stopped: coded reason, legal basis, and what the applicant can do."""
    dossier, day = stop.dossier, stop.stopped_at.astimezone(clock.ZONE).date()
    with override("vi"):
        reason = str(StopReason(stop.reason).label)
    days, years = parameters.find("complaint.first_within", day), parameters.find("lawsuit.within", day)
    return {
        **stop_notice(dossier, at=stop.stopped_at),
        "officer": officer,
        "issuer": rules.deciding(dossier).name,
        "cause": reason,
        "basis": stop.basis,
        "after": [
            *(line for line in stop.note.splitlines() if line),
            *results.remedies(days, years, "cơ quan ra thông báo này"),
        ],
    }


def moment(at: datetime.datetime) -> str:
    """ "8 giờ 05, ngày 04/11/2026"."""
    local = at.astimezone(clock.ZONE)
    return f"{local.hour} giờ {local:%M}, ngày {local:%d/%m/%Y}"


def _of(dossier: Dossier, officer: str) -> Facts:
    """Whose, about what, taken in where; a code only once there is one."""
    owner = dossier.parties.select_related("person").get(role=Role.OWNER).person
    contact = {"address": owner.address, "phone": owner.phone, "email": owner.email} | declared(dossier)
    return {
        "reception": _reception(dossier), "holder": owner.name, **contact,
        "request": str(dossier.version.name), "dossier_code": dossier.code or "", "submission": "" if dossier.code else dossier.submission, "officer": officer,
        "lookup": f"{settings.PUBLIC_ADDRESS}{reverse('services:lookup')}?code={dossier}",
    }  # fmt: skip


def declared(dossier: Dossier) -> dict[str, str]:
    """Address, telephone, e-mail as they were put right for this dossier, where its form asked for them."""
    found: dict[str, str] = {}
    for _page, spec in definition_of(dossier).fields() if dossier.answers else ():
        about, _dot, name = spec.prefill.partition(".")
        if about == "person" and name in ("address", "phone", "email"):
            found.setdefault(name, str(dossier.answers.get(spec.id, "")))
    return found


def _submitter(dossier: Dossier) -> Facts:
    """Who stood at the counter signs too; online nobody did."""
    if dossier.channel == Channel.ONLINE:
        return {}
    roles = {party.role: party.person.name for party in dossier.parties.select_related("person")}
    return {"submitter": roles.get(Role.SUBMITTER) or roles.get(Role.AUTHORISED) or roles[Role.OWNER]}


def _reception(dossier: Dossier) -> str:
    return f"Bộ phận Một cửa {rules.receiving(dossier).name}"


def _handed_in(dossier: Dossier) -> Iterable[DossierPaper]:
    """What counted when it was taken in, however late the slip is drawn up; before that, what counts now."""
    at = dossier.accepted_at or clock.now()
    later = Q(replaced_by__added_at__gt=at)
    return dossier.papers.sent().filter(Q(replaced_by=None) | later, added_at__lte=at).order_by("pk")


def _papers(papers: Iterable[DossierPaper]) -> list[Facts]:
    """A line for each paper, however many photos of it were sent."""
    rows: dict[tuple[int | None, str], dict[str, int]] = {}
    for one in papers:
        row = rows.setdefault((one.paper_id, one.title), {"copies": 0, "files": 0})
        row["files" if one.blob_id else "copies"] += 1
    listed = [{"name": key[1]} | {kind: str(count or "") for kind, count in row.items()} for key, row in rows.items()]
    return listed or [{"name": "Không kèm giấy tờ", "copies": "", "files": ""}]


def _way(dossier: Dossier) -> str:
    return WAYS.get(str(dossier.answers.get("receiving_way", "")), f"Tại {_reception(dossier)}")


def _lack(dossier: Dossier, line: SupplementLine) -> Facts:
    with override("vi"):
        reason = str(Reason(line.reason).label)
    return {"name": _lacking(dossier, line), "reason": reason, "note": line.note}


def _lacking(dossier: Dossier, line: SupplementLine) -> str:
    if line.paper:
        return line.paper.title
    if line.wanted:
        return line.wanted.name
    for page in definition_of(dossier).pages:
        if page.group and page.group.id == line.field:
            return f"Nội dung khai: {(page.read_title or page.title).vi}"
        for spec in page.fields:
            if spec.id == line.field:
                return f"Nội dung khai: {spec.name.vi}"
    return "Nội dung khai"


def _clock(dossier: Dossier, supplement: Supplement) -> str:
    """How often one may be asked, and what happens to the term, by the law of that day."""
    if dossier.code and supplement.explains and not dossier.decided_at:
        return "Thời hạn giải quyết tạm dừng và được tính tiếp khi Ông/Bà gửi đủ."  # does not count as the one round
    limit = parameters.find("supplement.rounds", supplement.asked_at.astimezone(clock.ZONE).date())
    once = f"Cơ quan chỉ được yêu cầu bổ sung {limit.normalize():f} lần. " if limit else ""
    if dossier.decided_at:  # a result that was withdrawn is issued anew
        return f"{once}Hồ sơ đã có quyết định nên thời hạn giải quyết không tính lại."
    if dossier.code is None:
        return f"{once}Thời hạn giải quyết tính từ khi hồ sơ đầy đủ được tiếp nhận."
    return f"{once}Thời hạn giải quyết tạm dừng và được tính lại từ đầu khi Ông/Bà bổ sung đủ."


def control_slip(dossier: Dossier, *, officer: str) -> Facts:
    """Mẫu 05: every hand-over, from whom to whom, when, and whether it was given on in time."""
    due = Due.objects.filter(dossier=dossier).order_by("no").first()
    term = worktime.load_due(due.explanation).term if due else None
    return {
        **_of(dossier, officer),
        **dict.fromkeys(("address", "phone", "email"), ""),  # whoever has the dossier may print it
        "received": moment(dossier.accepted_at or dossier.submitted_at or clock.now()),
        "term": f"{term.amount.normalize():f} {UNIT[term.unit]}" if term else NOT_SAID,
        "due": moment(dossier.due_at) if dossier.due_at else "chưa có",
        "result": _result(dossier),
        "steps": _hand_overs(dossier),
    }


def _result(dossier: Dossier) -> str:
    if dossier.decided_at is None:
        return "chưa có"
    return f"{moment(dossier.decided_at)}, {punctuality.said(dossier.decided_at, dossier.due_at, clock.ZONE)}"


def _hand_overs(dossier: Dossier) -> list[Facts]:
    """One row a step: who gave, who took, when; whether the step was done early, on time or late."""
    runs = list(dossier.runs.select_related("post").order_by("began", "pk"))
    known = names({run.agency_id for run in runs})
    people = _people(runs)
    rows, giver = list[Facts](), "Người nộp hồ sơ"
    for run in runs:
        who = ", ".join(part for part in (people.get(run.pk, ""), run.post.title if run.post else "") if part)
        place = known.get(run.agency_id, "")
        taker = "\n".join(part for part in (run.name, who, place) if part)
        rows.append({"given_by": giver, "taken_by": taker, "at": moment(run.began), "state": _state(run)})
        giver = "\n".join(part for part in (who, place) if part)
    return rows


def _state(run: StepRun) -> str:
    if run.ended is None:
        return f"đang giải quyết{', hạn ' + moment(run.due_at) if run.due_at else ''}"
    said = punctuality.said(run.ended, run.due_at, clock.ZONE)
    return f"{moment(run.ended)}, {said}"


def _people(runs: Sequence[StepRun]) -> dict[int, str]:
    """StepRun id -> the name of whoever held the post on the day he finished the step."""
    held = Appointment.objects.filter(post__in={run.post_id for run in runs if run.post_id})
    found = dict[int, str]()
    for one in held.select_related("user__person"):
        name = one.user.person.name if one.user.person else one.user.username
        done = [run for run in runs if run.post_id == one.post_id and run.ended]
        found |= {run.pk: name for run in done if run.ended and run.ended.astimezone(clock.ZONE).date() in one.valid}
    return found
