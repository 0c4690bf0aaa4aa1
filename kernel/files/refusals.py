"""What is said for each reason of the inspector: what is wrong, and what the person can do."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused
from kernel.files.names import clean_name

SENTENCES = {
    "empty": _("Tệp “%(name)s” trống, không có nội dung. Hãy chọn lại tệp."),
    "kind": _("Không nhận loại tệp của “%(name)s”. Hãy gửi PDF, ảnh chụp (JPG, PNG, WebP, HEIC), DOCX hoặc XLSX."),
    "old_office": _("“%(name)s” là tệp Office đời cũ hoặc đặt mật khẩu. Hãy lưu lại thành DOCX, XLSX hoặc PDF không mật khẩu."),
    "damaged": _("Không đọc được tệp “%(name)s”: tệp hỏng hoặc chưa tải lên hết. Hãy mở thử trên máy, lưu lại rồi gửi lại."),
    "two_kinds": _("Tệp “%(name)s” chứa hai loại tệp trong một. Hãy mở tệp, chọn In rồi Lưu thành PDF, và gửi tệp mới."),
    "encrypted": _("Tệp “%(name)s” đặt mật khẩu nên cán bộ không mở được. Hãy bỏ mật khẩu rồi gửi lại."),
    "script": _("Tệp “%(name)s” chứa lệnh tự chạy. Hãy mở tệp, chọn In rồi Lưu thành PDF, và gửi tệp mới."),
    "attachment": _("Tệp “%(name)s” có tệp khác đính kèm bên trong. Hãy gửi từng tệp riêng."),
    "xfa": _("“%(name)s” là biểu mẫu điện tử loại cũ (XFA). Hãy mở bằng Adobe Reader, In rồi Lưu thành PDF, và gửi tệp mới."),
    "no_pages": _("Tệp “%(name)s” không có trang nào. Hãy chọn lại tệp."),
    "many_pages": _("Tệp “%(name)s” có hơn 500 trang. Hãy chia thành nhiều tệp."),
    "heavy": _("Tệp “%(name)s” quá nặng để mở an toàn. Hãy quét lại ở 200 dpi, hoặc In rồi Lưu thành PDF, và gửi tệp mới."),
    "macro": _("Tệp “%(name)s” chứa macro. Hãy lưu lại thành DOCX hoặc XLSX thường (không macro), hoặc PDF."),
    "nested": _("Tệp “%(name)s” có tệp khác nhúng bên trong. Hãy xóa phần nhúng, hoặc lưu thành PDF rồi gửi lại."),
    "outside": _("Tệp “%(name)s” lấy nội dung từ nơi khác trên mạng. Hãy lưu thành PDF rồi gửi lại."),
    "virus": _("Tệp “%(name)s” có mã độc nên không được nhận. Hãy quét virus máy của bạn, rồi gửi bản sạch."),
}  # fmt: skip


def refusal(reason: str, name: str) -> Refused:
    return Refused(SENTENCES[reason] % {"name": clean_name(name)})


def busy() -> Refused:
    return Refused(_("Máy chủ đang kiểm tra nhiều tệp cùng lúc. Hãy thử lại sau một phút."))
