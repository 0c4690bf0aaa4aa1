"""What can be wrong with a signed file, in words a resident understands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Finding(models.TextChoices):
    UNREADABLE = "unreadable", _("Tệp hỏng hoặc không phải là PDF, nên không đọc được chữ ký.")
    UNSIGNED = "unsigned", _("Tệp không có chữ ký số nào.")
    BROKEN = "broken", _("Nội dung đã bị sửa sau khi ký: chữ ký không còn khớp với tệp.")
    CHANGED = "changed", _("Có phần được thêm vào tệp sau khi ký và đóng dấu.")
    UNTRUSTED = "untrusted", _("Chứng thư số của người ký không do tổ chức mà thành phố tin cậy cấp.")
    STRANGER = "stranger", _("Có chữ ký của người không liên quan đến văn bản này.")
    MISSING = "missing", _("Thiếu chữ ký của người có thẩm quyền hoặc của cơ quan.")
    TRAILING = "trailing", _("Có dữ liệu lạ nối vào cuối tệp, nằm ngoài phần đã ký.")
