import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgencyKind(models.TextChoices):
    OFFICE = "office", _("Cơ quan")
    DIVISION = "division", _("Đơn vị trong cơ quan")


class Level(models.TextChoices):
    """All there ever were; which of them a day has: `tiers_on`."""

    CITY = "city", _("Cấp thành phố")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")


@dataclass(frozen=True)
class Tiers:
    """The levels of administration below the State from one day to another; half-open days [since, until)."""

    levels: tuple[Level, ...]
    basis: str
    since: datetime.date
    until: datetime.date | None = None


_TWO = datetime.date(2025, 7, 1)  # "kết thúc hoạt động của đơn vị hành chính cấp huyện"
TIERS = (
    Tiers((Level.CITY, Level.DISTRICT, Level.COMMUNE), "Hiến pháp 2013, Điều 110; Luật 77/2015/QH13, Điều 2", datetime.date.min, _TWO),
    Tiers((Level.CITY, Level.COMMUNE), "Nghị quyết 203/2025/QH15; Luật 72/2025/QH15", _TWO),
)  # fmt: skip


def tiers_on(day: datetime.date) -> Tiers:
    """Those of an agency that begins on that day; what began before keeps its level. Before 2013 the constitutions of their time
    had the same three."""
    return next(one for one in TIERS if one.since <= day and (one.until is None or day < one.until))


class Share(models.TextChoices):
    ALL = "all", _("Toàn bộ")
    PART = "part", _("Một phần")


class Rank(models.TextChoices):
    """Where a post stands in its agency or division; says in whose name its holder signs (NĐ 30/2020 Đ.13)."""

    HEAD = "head", _("Người đứng đầu")
    DEPUTY = "deputy", _("Cấp phó của người đứng đầu")
    OTHER = "other", _("Chức vụ khác")

    @property
    def signs(self) -> str:
        """The sentence that the administrator reads before choosing it."""
        return str(SIGNS[self])


SIGNS = {
    Rank.HEAD: _("Ký với tư cách người đứng đầu cơ quan, hoặc đứng đầu đơn vị nếu chức vụ thuộc một đơn vị. Mỗi nơi chỉ có một."),
    Rank.DEPUTY: _("Ký thay (KT.) người đứng đầu."),
    Rank.OTHER: _("Ký bằng chức vụ của mình, hoặc thừa lệnh (TL.), thừa ủy quyền (TUQ.) khi người đứng đầu giao."),
}  # fmt: skip


class ByOrder(models.TextChoices):
    """What a head says when he has somebody sign who is not his deputy (NĐ 30/2020 Đ.13.3–4)."""

    TL = "TL", _("Thừa lệnh (TL.)")
    TUQ = "TUQ", _("Thừa ủy quyền (TUQ.)")


class Power(models.TextChoices):
    """Every power there is. A post has some of them, and a rule asks for one; a house test compares both (test_powers)."""

    ACCEPT = "dossiers.accept", _("Tiếp nhận hồ sơ")
    EXAMINE = "dossiers.examine", _("Thẩm tra hồ sơ")
    REVIEW = "dossiers.review", _("Soát xét hồ sơ")
    APPROVE = "dossiers.approve", _("Quyết định hồ sơ")
    RETURN = "dossiers.return", pgettext_lazy("quyền", "Trả kết quả")
    ASSIGN = "dossiers.assign", _("Phân công hồ sơ")
    DISTRIBUTE = "work.assign", _("Chuyển việc của người khác")
    SIGN = "documents.sign", _("Ký văn bản")
    REGISTER = "documents.register", _("Giữ sổ văn bản")
    COLLECT = "payments.collect", _("Thu phí, lệ phí")
    SEE_AGENCY = "see_agency", _("Xem hồ sơ của cả cơ quan")
    CATALOGUE = "catalogue.manage", _("Quản lý danh mục thủ tục")
    ACCOUNTS = "accounts.manage", _("Quản lý tài khoản công vụ")
    CALENDAR = "calendar.manage", _("Giữ lịch làm việc")
    OPERATIONS = "operations.manage", _("Vận hành hệ thống")
    MANAGE = "agencies.manage", _("Quản trị cơ quan và chức vụ")

    @property
    def allows(self) -> str:
        """The sentence that the administrator reads before giving it."""
        return str(ALLOWS[self])


ALLOWS = {
    Power.ACCEPT: _("Nhận hồ sơ tại quầy và trực tuyến, từ chối nhận, yêu cầu bổ sung, nộp thay người dân đứng trước quầy."),
    Power.EXAMINE: _("Xem nội dung và giấy tờ của hồ sơ được giao, hỏi cơ quan khác, đề xuất đồng ý hoặc từ chối."),
    Power.REVIEW: _("Soát đề xuất của người thẩm tra rồi trình lên, hoặc gửi lại để làm thêm."),
    Power.APPROVE: _("Quyết định đồng ý hoặc từ chối, hoặc gửi lại; người nộp nhận kết quả theo quyết định này."),
    Power.RETURN: _("Giao kết quả cho người nộp và kết thúc hồ sơ."),
    Power.ASSIGN: _("Nhận hồ sơ về phòng và giao cho người thẩm tra."),
    Power.DISTRIBUTE: _("Chuyển việc đang nằm ở người này hay bộ phận này của cơ quan sang người khác."),
    Power.SIGN: _("Ký số văn bản bằng chức vụ này; xem sổ văn bản của cơ quan."),
    Power.REGISTER: _("Xem sổ văn bản, tải văn bản, thu hồi hoặc hủy số theo quyết định."),
    Power.COLLECT: _("Thu tiền mặt tại quầy và in biên lai mang số liên tục."),
    Power.SEE_AGENCY: _("Đọc mọi hồ sơ của cơ quan, kể cả hồ sơ không giao cho chức vụ này."),
    Power.CATALOGUE: _("Công bố thủ tục, nói cơ quan nào nhận thủ tục nào và ở mức trực tuyến nào."),
    Power.ACCOUNTS: _("Mở tài khoản công vụ và cấp mật khẩu dùng một lần."),
    Power.CALENDAR: _("Ghi ngày nghỉ, ngày làm bù, giờ làm việc của cơ quan; ngày hẹn trả của hồ sơ đang mở đổi theo."),
    Power.OPERATIONS: _("Xem hệ thống chạy ra sao, chạy lại việc bị hỏng, gửi lại thư; không đọc hồ sơ."),
    Power.MANAGE: _("Lập, đổi tên cơ quan; tạo chức vụ, giao quyền cho chức vụ, bổ nhiệm và cho thôi giữ chức vụ."),
}  # fmt: skip
