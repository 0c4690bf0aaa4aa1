"""States of a document and of its number, and the words with which a person signs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    OUT = "out", _("Văn bản đi")
    IN = "in", _("Văn bản đến")
    INTERNAL = "internal", _("Văn bản nội bộ")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SIGNING = "signing", _("Đang ký")
    FAILED = "failed", _("Ký chưa được")
    ISSUED = "issued", _("Đã ban hành")
    VOID = "void", _("Đã bỏ số")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


MOVES: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.SIGNING}),
    DocumentState.SIGNING: frozenset({DocumentState.ISSUED, DocumentState.FAILED}),
    DocumentState.FAILED: frozenset({DocumentState.SIGNING, DocumentState.VOID}),
    DocumentState.ISSUED: frozenset({DocumentState.WITHDRAWN}),
    DocumentState.VOID: frozenset(),
    DocumentState.WITHDRAWN: frozenset(),
}


class Book(models.TextChoices):
    """The series of numbers we lay down (NĐ 30/2020, Đ.15.1); a city may add its own by a code without a name here."""

    ADMINISTRATIVE = "hanh-chinh", _("Văn bản hành chính")
    ONE_STOP = "mot-cua", _("Phiếu của Bộ phận Một cửa")
    RECEIPTS = "tiep-nhan", _("Giấy tiếp nhận hồ sơ")
    EXTRACTS = "trich-luc", _("Trích lục")
    PERMITS = "giay-phep", _("Giấy phép")
    CERTIFICATES = "chung-nhan", _("Giấy chứng nhận")
    CONFIRMATIONS = "xac-nhan", _("Giấy xác nhận")


class EntryState(models.TextChoices):
    HELD = "held", _("Đang giữ số")
    USED = "used", _("Đã dùng")
    VOID = "void", _("Đã bỏ")


class SignatureState(models.TextChoices):
    ASKED = "asked", _("Chờ ký")
    DONE = "done", _("Đã ký")
    FAILED = "failed", _("Chưa ký được")


class Authority(models.TextChoices):
    """In whose name a person signs (NĐ 30/2020, Đ.13 and Annex I, II.7b)."""

    OWN = "own", _("Ký với chức vụ của mình")
    TM = "TM", _("Thay mặt tập thể (TM.)")
    KT = "KT", _("Ký thay (KT.)")
    TL = "TL", _("Thừa lệnh (TL.)")
    TUQ = "TUQ", _("Thừa ủy quyền (TUQ.)")
    Q = "Q", _("Quyền cấp trưởng (Q.)")


class Cause(models.TextChoices):
    """Why a document could not be printed, signed and sealed."""

    PRINTING = "printing", _("Không in được văn bản từ mẫu: có ký tự hoặc dữ liệu mà mẫu không nhận.")
    SIGNING = "signing", _("Không ký được: khóa ký hoặc chứng thư số không dùng được.")
