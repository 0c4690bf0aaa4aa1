"""Whether a process holds together: said in sentences to whoever brings one in, before any dossier follows it.

The shape first (names, places, conditions); then every way a dossier can take is walked, as pairs of step and phase."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from city.services.engine.process import END, NEEDS, PLACES, RESTART, RESUME, BadProcess, Move, Process, Step, load
from city.services.engine.process_reading import RECORD
from city.services.states.dossiers import CLOSING, MOVES, STAYING, STEP_VERBS, Phase, Verb
from kernel.forms.conditions import Malformed
from kernel.forms.reading import DefinitionError

# What an official can give with each verb; the others ("payment", "record") may stand at any move.
GIVES: dict[str, frozenset[str]] = {
    Verb.ACCEPT: frozenset({"comment", "file"}),
    Verb.REFUSE_RECEPTION: frozenset({"reasons"}),
    Verb.ASK_SUPPLEMENT: frozenset({"reasons"}),
    Verb.FORWARD: frozenset({"comment", "file"}),
    Verb.SEND_BACK: frozenset({"comment", "file"}),
    Verb.HAND_OVER: frozenset({"comment", "agency", "file"}),
    Verb.PROPOSE: frozenset({"comment", "outcome", "file"}),
    Verb.APPROVE: frozenset({"signature"}),
    Verb.ASK_PAYMENT: frozenset({"comment"}),
    Verb.STOP: frozenset({"reasons"}),
}
ANYWHERE = frozenset({"payment", "record"})


def checked(body: Mapping[str, Any]) -> Process:
    """The process; BadProcess with every fault found."""
    process = _read(body)
    found = [*shape_faults(process)] or [*way_faults(process)]
    if found:
        raise BadProcess([f"{process.code}: {one}" for one in found])
    return process


def _read(body: Mapping[str, Any]) -> Process:
    try:
        return load(body)
    except KeyError as missing:
        raise BadProcess([_("Thiếu mục %(key)s.") % {"key": missing}]) from None
    except Malformed as wrong:
        raise BadProcess([_("Điều kiện “when” không đọc được: %(what)s.") % {"what": wrong.what}]) from None
    except DefinitionError as wrong:
        raise BadProcess([_("Biểu ghi nhận “record” chưa đúng: %(what)s") % {"what": wrong}]) from None
    except (TypeError, ValueError, AttributeError) as wrong:
        raise BadProcess([_("Không đọc được quy trình: %(what)s.") % {"what": wrong}]) from None


def shape_faults(process: Process) -> Iterator[str]:
    if not process.steps:
        yield _("Quy trình chưa có bước nào.")
    yield from _record_faults(process)
    ids = [s.id for s in process.steps]
    for id in sorted({one for one in ids if ids.count(one) > 1}):
        yield _("Có hai bước cùng mã %(step)s; đổi mã một bước.") % {"step": id}
    for step in process.steps:
        for fault in _step_faults(process, step):
            yield _("Bước %(step)s: %(fault)s") % {"step": step.id, "fault": fault}


def _record_faults(process: Process) -> Iterator[str]:
    """A page of the process's form is a small form on the dossier page: plain questions, no files, no lists of items."""
    for page in process.record.pages if process.record else ():
        if page.group or any(field.kind == "paper" for field in page.fields):
            yield _("Biểu ghi nhận, trang %(page)s: chỉ gồm câu hỏi thường, không có tệp hay danh sách.") % {
                "page": page.id
            }


def _step_faults(process: Process, step: Step) -> Iterator[str]:
    if not step.moves:
        yield _("không có đường ra; thêm ít nhất một việc (moves).")
    if step.place not in PLACES:
        yield _("place phải là một trong: %(places)s.") % {"places": ", ".join(sorted(PLACES))}
    if not step.power.strip():
        yield _("chưa ghi quyền (power) của người làm.")
    if step.minutes < 0:
        yield _("minutes không được âm; 0 là không tính thời gian.")
    if not set(step.name) >= {"vi", "en"}:
        yield _("thiếu tên bằng tiếng Việt hoặc tiếng Anh.")
    pages = {page.id for page in process.record.pages} if process.record else set()
    for pattern in (*step.reads, *step.writes):
        if pattern.startswith(RECORD) and pattern.removeprefix(RECORD) not in pages:
            yield _("%(pattern)s không có trong biểu ghi nhận của quy trình.") % {"pattern": pattern}
    yield from _move_faults(process, step)


def _move_faults(process: Process, step: Step) -> Iterator[str]:
    ids = {s.id for s in process.steps}
    for number, move in enumerate(step.moves):
        verb = {"verb": move.verb, "to": move.to}
        if move.verb not in STEP_VERBS:
            yield _("%(verb)s không phải việc của một bước.") % verb
            continue
        if move.to not in ids | {END}:
            yield _("%(verb)s dẫn tới %(to)s, bước này không có.") % verb
        elif fault := _target_fault(process, step, move):
            yield fault
        if extra := move.needs - GIVES.get(move.verb, frozenset()) - ANYWHERE:
            known = _("%(verb)s đòi %(needs)s, mà việc này không nhận được.")
            yield known % {"verb": move.verb, "needs": ", ".join(sorted(extra & NEEDS) or sorted(extra))}
        if move.clock != RESTART and (move.verb != Verb.ASK_SUPPLEMENT or move.clock != RESUME):
            yield _("%(verb)s: clock chỉ là restart, hoặc resume ở ask_supplement.") % verb
        if "record" in move.needs and not any(p.startswith(RECORD) for p in step.writes):
            yield _("%(verb)s đòi ghi nhận (record), nhưng bước này không được ghi trang nào.") % verb
        if not set(move.label) >= {"vi", "en"}:
            yield _("%(verb)s thiếu nhãn bằng tiếng Việt hoặc tiếng Anh.") % verb
        if move.when is None and any(later.verb == move.verb for later in step.moves[number + 1 :]):
            yield (
                _("sau %(verb)s không điều kiện, việc %(verb)s khác không bao giờ tới lượt; đặt điều kiện (when).")
                % verb
            )


def _target_fault(process: Process, step: Step, move: Move) -> str:
    values = {"verb": move.verb, "step": step.id, "to": move.to}
    if move.verb in STAYING and move.to != step.id:
        return _("%(verb)s chờ người nộp rồi trở lại chính bước này: to phải là %(step)s.") % values
    if (move.verb in CLOSING) != (move.to == END):
        if move.verb in CLOSING:
            return _("%(verb)s kết thúc hồ sơ: to phải là end.") % values
        return _("%(verb)s không kết thúc hồ sơ: to phải là một bước.") % values
    if move.to != END and step.place != "other":
        asked = process.step(move.to).place == "other"
        if asked and move.verb != Verb.HAND_OVER:
            return _("bước %(to)s thuộc cơ quan khác: chỉ hand_over dẫn tới đó.") % values
        if not asked and move.verb == Verb.HAND_OVER:
            return _("hand_over phải dẫn tới một bước của cơ quan khác (place: other).") % values
    return ""


@dataclass(frozen=True)
class Stand:
    """Where a dossier can be: at a step, in a phase, with or without a proposal."""

    step: str
    phase: str
    proposed: bool = False


def stands(process: Process) -> set[Stand]:
    """Everything a dossier can reach that follows this process, conditions taken as possible."""
    seen: set[Stand] = set()
    fresh = {Stand(process.first.id, str(Phase.SUBMITTED))}
    while fresh:
        seen |= fresh
        fresh = {then for at in fresh for move in process.step(at.step).moves for then in _after(at, move)} - seen
    return seen


def _after(at: Stand, move: Move) -> Iterator[Stand]:
    if not possible(at, move) or move.to == END:
        return
    proposed = at.proposed or move.verb == Verb.PROPOSE
    if move.verb == Verb.APPROVE:
        yield Stand(move.to, str(Phase.DECIDED), proposed)  # signing and decision follow by themselves
    elif move.verb in STAYING:
        taken_in = at.phase != Phase.SUBMITTED
        yield Stand(at.step, str(Phase.PROCESSING if taken_in else Phase.SUBMITTED), proposed)
    else:
        yield Stand(move.to, str(MOVES[move.verb][1]), proposed)


def possible(at: Stand, move: Move) -> bool:
    return at.phase in MOVES[move.verb][0] and (move.verb != Verb.APPROVE or at.proposed)


def way_faults(process: Process) -> Iterator[str]:
    reached = stands(process)
    for step in process.steps:
        here = [at for at in reached if at.step == step.id]
        if not here:
            yield _("Không việc nào dẫn tới bước %(step)s.") % {"step": step.id}
            continue
        for move in step.moves:
            if not any(possible(at, move) for at in here):
                yield _never(step, move, here)
        for phase in sorted({at.phase for at in here if not any(possible(at, m) for m in step.moves)}):
            said = _("Hồ sơ tới bước %(step)s ở tình trạng “%(phase)s” thì không còn việc nào làm được.")
            yield said % {"step": step.id, "phase": Phase(phase).label}
    for step in process.steps:
        if not _ends(process, step.id):
            yield _("Từ bước %(step)s không có đường nào tới kết thúc.") % {"step": step.id}


def _never(step: Step, move: Move, here: list[Stand]) -> str:
    if move.verb == Verb.APPROVE and any(at.phase in MOVES[Verb.APPROVE][0] for at in here):
        return _("Bước %(step)s: chưa ai đề xuất kết quả (propose) trước khi duyệt.") % {"step": step.id}
    said = _(
        "Bước %(step)s: %(verb)s không bao giờ làm được; hồ sơ tới đây ở tình trạng %(at)s, việc này cần %(wanted)s."
    )
    return said % {
        "step": step.id, "verb": move.verb, "at": _phases({at.phase for at in here}), "wanted": _phases(MOVES[move.verb][0]),
    }  # fmt: skip


def _phases(phases: set[str] | frozenset[str]) -> str:
    return ", ".join(f"“{Phase(p).label}”" for p in sorted(phases))


def _ends(process: Process, start: str) -> bool:
    seen: set[str] = set()
    fresh = {start}
    while fresh:
        seen |= fresh
        fresh = {m.to for id in fresh if id != END for m in process.step(id).moves if m.verb not in {Verb.REFUSE_RECEPTION, Verb.STOP}} - seen  # fmt: skip
    return END in seen
