"""The catalogue's closed lists. Channels are those of a dossier (states/dossiers.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """Who handles it, as seen from the city (facts.md §2.4: a ministry's own system keeps its dossiers)."""

    OURS = "ours", _("Thành phố giải quyết")
    MIRRORED = "mirrored", _("Cơ quan trung ương giải quyết")
    INFORMATION = "information", _("Chỉ cung cấp thông tin")


class GroupReason(models.TextChoices):
    LOCAL = "local", _("Cơ quan của thành phố quyết định")
    CENTRAL_SYSTEM = "central_system", _("Hồ sơ đi qua hệ thống riêng của ngành dọc trung ương")
    MINISTRY_ONLY = "ministry_only", _("Chỉ bộ, cơ quan trung ương thực hiện")
    NO_AGENCY = "no_agency", _("Bản công bố không nêu cơ quan thực hiện")
    NO_LEVEL = "no_level", _("Bản công bố không nêu cấp thực hiện")


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    PUBLISHED = "published", _("Đang công bố")
    RETIRED = "retired", _("Đã thay thế")


class Level(models.TextChoices):
    CITY = "city", _("Thành phố")
    DISTRICT = "district", _("Quận, huyện")
    COMMUNE = "commune", _("Phường, xã")
    MINISTRY = "ministry", _("Bộ, cơ quan trung ương")


class Audience(models.TextChoices):
    CITIZEN = "citizen", _("Người dân")
    ABROAD = "abroad", _("Người Việt Nam ở nước ngoài")
    FOREIGNER = "foreigner", _("Người nước ngoài")
    BUSINESS = "business", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    ORGANISATION = "organisation", _("Cơ quan, tổ chức")
    OFFICIAL = "official", _("Cán bộ, công chức, viên chức")


class Unit(models.TextChoices):
    HOUR = "hour", _("giờ")
    DAY = "day", _("ngày")
    WORKING_DAY = "working_day", _("ngày làm việc")
    MONTH = "month", _("tháng")


class Currency(models.TextChoices):
    """What a fee is charged in. Amounts of different currencies are never added up or put in one range."""

    VND = "VND", _("đồng")
    USD = "USD", _("đô la Mỹ")


class Doubt(models.TextChoices):
    """What the reader thinks of a published fee. Mended: the amount is ours, the sheet's own text stays in `raw`."""

    MENDED = "mended", _("Bản công bố ghi sai, đã sửa theo lời giải thích kèm theo")
    ODD = "odd", _("Bản công bố có vẻ ghi sai, chưa sửa được")


class OnlineLevel(models.TextChoices):
    """How far a service goes online. Each value belongs to one scheme of the law and to its days: states/online.py."""

    ONE = "1", _("Mức độ 1")
    TWO = "2", _("Mức độ 2")
    THREE = "3", _("Mức độ 3")
    FOUR = "4", _("Mức độ 4")
    FULL = "full", _("Trực tuyến toàn trình")
    PARTIAL = "partial", _("Trực tuyến một phần")
    INFORMATION = "information", _("Cung cấp thông tin trực tuyến")


class Provenance(models.TextChoices):
    SOURCE = "source", _("Theo bản công bố")
    ASSIGNED = "assigned", _("Do hệ thống gán, chờ cơ quan xác nhận")


class FindingCode(models.TextChoices):
    """What is wrong with a published sheet. `done` in a finding says whether the reader mended it."""

    HEADING_AS_CASE = "heading_as_case", _("Tiêu đề bị ghi thành trường hợp")
    PAPER_HEADING = "paper_heading", _("Tiêu đề bị ghi thành giấy tờ")
    NO_UNIT = "no_unit", _("Thời hạn không có đơn vị")
    NO_TERM = "no_term", _("Không ghi thời hạn dùng được")
    TERM_WITHOUT_CASE = "term_without_case", _("Nhiều thời hạn không nói cho trường hợp nào")
    MERGED_PAPER = "merged_paper", _("Nhiều giấy tờ bị ghi thành một")
    SPLIT_PAPER = "split_paper", _("Giấy tờ bị ghi gộp, đã tách")
    ODD_COUNT = "odd_count", _("Số mẫu đơn hoặc số năm lẫn vào số bản phải nộp")
    DOUBLE_PAPER = "double_paper", _("Giấy tờ ghi hai lần")
    DOUBLE_CHANNEL = "double_channel", _("Cách nộp ghi hai lần")
    ODD_FEE = "odd_fee", _("Mức phí có vẻ sai")
    NO_FEE = "no_fee", _("Không ghi phí, lệ phí")
    NO_CHANNEL = "no_channel", _("Không ghi cách nộp")
    NO_PAPERS = "no_papers", _("Không ghi giấy tờ phải nộp")
    NO_AGENCY = "no_agency", _("Không ghi cơ quan thực hiện")
    NO_LEGAL = "no_legal", _("Không ghi căn cứ pháp lý")
    NO_RESULT = "no_result", _("Không ghi kết quả")
    NO_DECISION = "no_decision", _("Không ghi quyết định công bố")
    COUNTER_ONLY = "counter_only", _("Chỉ nhận trực tiếp")


class QuarantineReason(models.TextChoices):
    NOT_JSON = "not_json", _("Dòng không đọc được")
    BAD_CODE = "bad_code", _("Mã thủ tục không đúng dạng")
    NO_NAME = "no_name", _("Không có tên thủ tục")
    NO_FIELD = "no_field", _("Không có lĩnh vực")
    TWICE = "twice", _("Mã xuất hiện hai lần trong tệp")
    EMPTY_SHEET = "empty_sheet", _("Không có cách nộp, giấy tờ, cơ quan lẫn căn cứ")
