"""Phase is law. A step is local order and lives in the process; only verbs change the phase.

National statuses 1–10 as the national portal knows them (facts.md §2.6, QCVN 120:2019)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Chờ tiếp nhận")
    NOT_ACCEPTED = "not_accepted", _("Không được tiếp nhận")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    PROCESSING = "processing", _("Đang giải quyết")
    SUPPLEMENT = "supplement", _("Chờ bổ sung")
    PAYMENT = "payment", _("Chờ nộp phí, lệ phí")
    SIGNING = "signing", _("Đang ký kết quả")
    DECIDED = "decided", _("Đã có kết quả")
    RETURNED = "returned", _("Đã trả kết quả")
    WITHDRAWN = "withdrawn", _("Người nộp đã rút")
    STOPPED = "stopped", _("Dừng giải quyết")


NATIONAL_STATUS: dict[str, int | None] = {
    Phase.DRAFT: None,
    Phase.SUBMITTED: 1,
    Phase.ACCEPTED: 2,
    Phase.NOT_ACCEPTED: 3,
    Phase.PROCESSING: 4,
    Phase.SIGNING: 4,
    Phase.SUPPLEMENT: 5,
    Phase.PAYMENT: 6,
    Phase.WITHDRAWN: 7,
    Phase.STOPPED: 8,
    Phase.DECIDED: 9,
    Phase.RETURNED: 10,
}


class Verb(models.TextChoices):
    """The closed list. A process names these; nothing else moves a dossier."""

    SUBMIT = "submit", _("Nộp")
    ACCEPT = "accept", _("Tiếp nhận")
    REFUSE_RECEPTION = "refuse_reception", _("Từ chối tiếp nhận")
    ASK_SUPPLEMENT = "ask_supplement", _("Yêu cầu bổ sung")
    SUPPLY = "supply", _("Gửi bổ sung")
    FORWARD = "forward", _("Chuyển bước")
    SEND_BACK = "send_back", _("Trả lại bước trước")
    HAND_OVER = "hand_over", _("Chuyển cơ quan khác")
    RECALL = "recall", _("Lấy lại từ cơ quan khác")
    ASK_PAYMENT = "ask_payment", _("Yêu cầu nộp phí, lệ phí")
    PAY = "pay", _("Nộp phí, lệ phí")
    PROPOSE = "propose", _("Trình kết quả")
    APPROVE = "approve", _("Duyệt và ký")
    DECIDE = "decide", _("Ban hành kết quả")
    SIGNING_FAILED = "signing_failed", _("Ký không thành")
    RETURN = "return", _("Trả kết quả")
    REISSUE = "reissue", _("Ban hành lại kết quả")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    STOP = "stop", _("Dừng giải quyết")


# Verb -> phases it may start from. None as target: the action knows (SUPPLY goes back to where the dossier was).
MOVES: dict[str, tuple[frozenset[str], str | None]] = {
    Verb.SUBMIT: (frozenset({Phase.DRAFT}), Phase.SUBMITTED),
    Verb.ACCEPT: (frozenset({Phase.SUBMITTED}), Phase.ACCEPTED),
    Verb.REFUSE_RECEPTION: (frozenset({Phase.SUBMITTED}), Phase.NOT_ACCEPTED),
    Verb.ASK_SUPPLEMENT: (frozenset({Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING}), Phase.SUPPLEMENT),
    Verb.SUPPLY: (frozenset({Phase.SUPPLEMENT}), None),
    Verb.FORWARD: (frozenset({Phase.ACCEPTED, Phase.PROCESSING}), Phase.PROCESSING),
    Verb.SEND_BACK: (frozenset({Phase.PROCESSING}), Phase.PROCESSING),
    Verb.HAND_OVER: (frozenset({Phase.ACCEPTED, Phase.PROCESSING}), Phase.PROCESSING),
    Verb.RECALL: (frozenset({Phase.PROCESSING}), Phase.PROCESSING),
    Verb.ASK_PAYMENT: (frozenset({Phase.ACCEPTED, Phase.PROCESSING}), Phase.PAYMENT),
    Verb.PAY: (frozenset({Phase.PAYMENT}), Phase.PROCESSING),
    Verb.PROPOSE: (frozenset({Phase.ACCEPTED, Phase.PROCESSING}), Phase.PROCESSING),
    Verb.APPROVE: (frozenset({Phase.ACCEPTED, Phase.PROCESSING}), Phase.SIGNING),
    Verb.DECIDE: (frozenset({Phase.SIGNING}), Phase.DECIDED),
    Verb.SIGNING_FAILED: (frozenset({Phase.SIGNING}), Phase.PROCESSING),
    Verb.RETURN: (frozenset({Phase.DECIDED}), Phase.RETURNED),
    Verb.REISSUE: (frozenset({Phase.DECIDED, Phase.RETURNED}), Phase.PROCESSING),  # its result was withdrawn
    Verb.WITHDRAW: (
        frozenset({Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING, Phase.SUPPLEMENT, Phase.PAYMENT}),
        Phase.WITHDRAWN,
    ),
    Verb.STOP: (frozenset({Phase.ACCEPTED, Phase.PROCESSING, Phase.SUPPLEMENT, Phase.PAYMENT}), Phase.STOPPED),
}

# What a step of a process may name: acts of an official upon a dossier that lies with him.
STEP_VERBS = frozenset(
    {
        Verb.ACCEPT,
        Verb.REFUSE_RECEPTION,
        Verb.ASK_SUPPLEMENT,
        Verb.FORWARD,
        Verb.SEND_BACK,
        Verb.HAND_OVER,
        Verb.ASK_PAYMENT,
        Verb.PROPOSE,
        Verb.APPROVE,
        Verb.RETURN,
        Verb.STOP,
    }
)
STAYING = frozenset(
    {Verb.ASK_SUPPLEMENT, Verb.ASK_PAYMENT}
)  # the applicant answers, the work comes back to the same step
CLOSING = frozenset({Verb.REFUSE_RECEPTION, Verb.RETURN, Verb.STOP})  # after these nobody holds it

OPEN = frozenset({Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING, Phase.SUPPLEMENT, Phase.PAYMENT, Phase.SIGNING})
ASKS = frozenset({Phase.SUPPLEMENT, Phase.PAYMENT})  # the applicant is waited for
# Without a code: what was never taken in, also when it ends so (asked to supplement before acceptance, then nothing came).
UNCODED = frozenset(
    {Phase.DRAFT, Phase.SUBMITTED, Phase.NOT_ACCEPTED, Phase.WITHDRAWN, Phase.SUPPLEMENT, Phase.STOPPED}
)


class Channel(models.TextChoices):
    ONLINE = "online", _("Trực tuyến")
    COUNTER = "counter", _("Trực tiếp")
    POST = "post", _("Bưu chính")


class Role(models.TextChoices):
    OWNER = "owner", _("Chủ hồ sơ")
    SUBMITTER = "submitter", _("Người nộp")
    AUTHORISED = "authorised", _("Người được ủy quyền")
    RECEIVER = "receiver", _("Người nhận kết quả")


class Authenticity(models.TextChoices):
    """What a paper is worth as proof (NĐ 45/2020; facts.md §2.5)."""

    SCAN = "scan", _("Bản chụp")
    SHOWN = "shown", _("Bản giấy đã xuất trình")


class Verdict(models.TextChoices):
    UNSEEN = "unseen", _("Chưa xem")
    VALID = "valid", _("Hợp lệ")
    WRONG = "wrong", _("Cần bổ sung")
    CHECK_PAPER = "check_paper", _("Xem bản giấy")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("Đồng ý")
    REFUSED = "refused", _("Từ chối")


class SpanKind(models.TextChoices):
    RUN = "run", _("Đang tính thời hạn")
    PAUSE = "pause", _("Không tính thời hạn")


class DueCause(models.TextChoices):
    FIRST = "first", _("Lần đầu")
    RESTART = "restart", _("Tính lại từ đầu")
    EXTENSION = "extension", _("Gia hạn")
    RECOUNT = "recount", _("Tính lại do đổi lịch")
    RESUME = "resume", _("Tính tiếp sau khi dừng")


class Reason(models.TextChoices):
    """Coded reasons, so that "which paper do we send back most" has an answer. Free text may be added, never alone."""

    MISSING = "missing", _("Thiếu giấy tờ này")
    UNREADABLE = "unreadable", _("Không đọc được: mờ, thiếu trang hoặc chụp lệch")
    WRONG_FORM = "wrong_form", _("Không đúng mẫu hiện hành")
    NOT_SIGNED = "not_signed", _("Chưa ký, hoặc chữ ký không hợp lệ")
    EXPIRED = "expired", _("Đã hết hạn")
    NOT_CERTIFIED = "not_certified", _("Cần bản sao có chứng thực")
    MISMATCH = "mismatch", _("Không khớp với nội dung khai")
    INCOMPLETE = "incomplete", _("Khai chưa đủ")
    NOT_ELIGIBLE = "not_eligible", _("Không thuộc đối tượng hoặc không đủ điều kiện")
    NOT_COMPETENT = "not_competent", _("Không thuộc thẩm quyền của cơ quan này")
    OTHER = "other", _("Lý do khác")


REFUSAL_REASONS = (
    Reason.NOT_ELIGIBLE, Reason.MISMATCH, Reason.INCOMPLETE, Reason.MISSING, Reason.EXPIRED, Reason.NOT_CERTIFIED,
    Reason.NOT_COMPETENT, Reason.OTHER,
)  # fmt: skip  # of a refusal after examination: what the matter lacks, not how a file looks


# What a paper lacks, said of a whole dossier that is refused.
_OF_THE_WHOLE: dict[str, Any] = {
    Reason.MISSING: _("Thiếu giấy tờ phải có"),
    Reason.UNREADABLE: _("Có giấy tờ không đọc được: mờ, thiếu trang hoặc chụp lệch"),
    Reason.WRONG_FORM: _("Có giấy tờ không đúng mẫu hiện hành"),
    Reason.NOT_SIGNED: _("Có giấy tờ chưa ký, hoặc chữ ký không hợp lệ"),
    Reason.EXPIRED: _("Có giấy tờ đã hết hạn"),
    Reason.NOT_CERTIFIED: _("Có giấy tờ cần bản sao có chứng thực"),
    Reason.MISMATCH: _("Giấy tờ không khớp với nội dung khai"),
}


def of_the_whole(reason: str) -> Any:
    """The words of a reason where a dossier is refused, not a paper sent back."""
    return _OF_THE_WHOLE.get(reason, Reason(reason).label)


class StopReason(models.TextChoices):
    """Why the agency itself stops (national status 8). The act names its legal basis besides."""

    NOT_SUPPLIED = "not_supplied", _("Hết thời hạn bổ sung mà người nộp không bổ sung")
    NOT_PAID = "not_paid", _("Hết thời hạn mà người nộp không nộp phí, lệ phí")
    ORDERED = "ordered", _("Tòa án hoặc cơ quan có thẩm quyền yêu cầu dừng")
    DISPUTE = "dispute", _("Có tranh chấp đang được giải quyết")
    NO_SUBJECT = "no_subject", _("Chủ hồ sơ đã mất, tổ chức đã giải thể, hoặc đối tượng không còn")
    DUPLICATE = "duplicate", _("Trùng với một hồ sơ khác đang giải quyết")
    OTHER = "other", _("Lý do khác")
