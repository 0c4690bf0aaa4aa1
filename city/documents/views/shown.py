"""How a verdict is put to people: rows of terms and values, and what was checked."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from city.documents.queries import Verdict
from city.documents.queries.verification import Outcome, signer_words
from kernel.signing import Role
from kernel.web import say

Row = tuple[str, str]


@dataclass(frozen=True)
class Check:
    """One line of "what was checked"."""

    term: str
    words: str
    good: bool


def words(verdict: Verdict) -> str:
    """The sentence under the headline."""
    match verdict.outcome:
        case Outcome.WHOLE:
            return _("Do %(agency)s cấp, còn hiệu lực, không bị sửa sau khi ký.") % {"agency": _agency(verdict)}
        case Outcome.WITHDRAWN:
            return _("%(agency)s đã thu hồi văn bản này; đừng dùng nó nữa. %(said)s") % {
                "agency": _agency(verdict),
                "said": _withdrawn(verdict),
            }
        case Outcome.CHANGED:
            return _("Đừng dùng tệp này. So số, ngày với bản trong sổ đăng ký ở bên dưới trước khi tin.")
        case Outcome.BROKEN:
            return _("Tệp trùng với sổ đăng ký nhưng chữ ký số không kiểm tra được. Hãy hỏi cơ quan ban hành.")
        case _:
            return _(
                "Mã hoặc tệp không khớp với giấy tờ nào do thành phố cấp. Gõ lại mã, hoặc hỏi người đưa giấy cho bạn."
            )


def paper(verdict: Verdict) -> list[Row]:
    """What stands in the register, without anything about the person it is for."""
    document = verdict.document
    if document is None:
        return []
    entry = document.entry
    signers = [signer_words(s) for s in verdict.signatures if s.role == Role.PERSON]
    number = _("%(number)s, ngày %(day)s") % {"number": entry.printed, "day": entry.dated_on.strftime("%d/%m/%Y")}
    return [
        (_("Loại"), document.kind.name),
        (_("Số, ngày"), number),
        (_("Cơ quan cấp"), _agency(verdict)),
        *([(_("Người ký"), "; ".join(signers))] if signers else []),
    ]


def checks(verdict: Verdict) -> list[Check]:
    if verdict.document is None:
        return []
    changed, withdrawn = verdict.outcome is Outcome.CHANGED, verdict.document.withdrawn_at is not None
    signed = any(s.role == Role.PERSON for s in verdict.signatures)  # a slip of the one-stop bears the seal alone
    return [
        *([_signature(verdict, Role.PERSON, _("Chữ ký của người ký"))] if signed else []),
        _signature(verdict, Role.SEAL, _("Con dấu số của cơ quan")),
        Check(_("So với sổ đăng ký"), _("Khác với bản đã ký") if changed else _("Không bị sửa"), not changed),
        Check(_("Thu hồi"), _("Đã bị thu hồi") if withdrawn else _("Chưa bị thu hồi"), not withdrawn),
    ]


def _signature(verdict: Verdict, role: Role, term: str) -> Check:
    good = verdict.stands(role)
    return Check(term, _("Hợp lệ") if good else _("Không hợp lệ"), good)


def _withdrawn(verdict: Verdict) -> str:
    """The day and the reason, as written in the register."""
    document = verdict.document
    if document is None or document.withdrawn_at is None:
        return ""
    said = {"day": say.day(document.withdrawn_at), "why": document.withdrawn_because}
    return _("Đã bị thu hồi ngày %(day)s. Lý do: %(why)s") % said


def _agency(verdict: Verdict) -> str:
    """As it was called when it sealed the paper."""
    names: list[str | Promise] = [s.signer for s in verdict.signatures if s.role == Role.SEAL]
    return str(names[0]) if names else ""
