"""Words of the catalogue: whose a procedure is, how a version lives, units, audiences, and what may be wrong with a sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    OURS = "ours", _("Thành phố giải quyết")
    MIRRORED = "mirrored", _("Cơ quan khác giải quyết")
    INFORMATION = "information", _("Chỉ để tra cứu")


class GroupReason(models.TextChoices):
    """Who decides; it is why a procedure stands in its group."""

    CITY = "city", _("Sở, ngành thành phố")
    COMMUNE = "commune", _("Ủy ban nhân dân phường, xã")
    BOTH = "both", _("Thành phố và phường, xã")
    POLICE = "police", _("Công an")
    ARMY = "army", _("Quân đội, biên phòng")
    TAX = "tax", _("Cơ quan thuế")
    CUSTOMS = "customs", _("Hải quan")
    SOCIAL_INSURANCE = "insurance", _("Bảo hiểm xã hội")
    TREASURY = "treasury", _("Kho bạc Nhà nước")
    STATE_BANK = "state_bank", _("Ngân hàng Nhà nước")
    ENFORCEMENT = "enforcement", _("Thi hành án dân sự")
    COURT = "court", _("Tòa án nhân dân")
    TRANSPORT = "transport", _("Cảng vụ, cơ quan đăng kiểm")
    MINISTRY = "ministry", _("Bộ, ngành trung ương")
    OTHER = "other", _("Cơ quan, tổ chức khác")


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Bản thảo")
    PUBLISHED = "published", _("Đang áp dụng")
    RETIRED = "retired", _("Hết áp dụng")


class AgencyLevel(models.TextChoices):
    """Cấp thực hiện, as the national sheet names it."""

    MINISTRY = "ministry", _("Cấp bộ")
    CITY = "city", _("Cấp tỉnh")
    COMMUNE = "commune", _("Cấp xã")
    OTHER = "other", _("Cơ quan khác")


class Unit(models.TextChoices):
    """The same codes as kernel.worktime.Term."""

    HOUR = "hour", _("giờ")
    DAY = "day", _("ngày")
    WORKING_DAY = "working_day", _("ngày làm việc")
    MONTH = "month", _("tháng")


class Audience(models.TextChoices):
    CITIZEN = "citizen", _("Công dân Việt Nam")
    OVERSEAS = "overseas", _("Người Việt Nam định cư ở nước ngoài")
    FOREIGNER = "foreigner", _("Người nước ngoài")
    BUSINESS = "business", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    ORGANISATION = "organisation", _("Tổ chức khác")
    FOREIGN_ORGANISATION = "foreign_org", _("Tổ chức nước ngoài")
    OFFICIAL = "official", _("Cán bộ, công chức, viên chức")
    PARTY = "party", _("Đảng viên, tổ chức Đảng")


class OnlineLevel(models.TextChoices):
    """NĐ 42/2022/NĐ-CP Đ.11; NĐ 224/2026/NĐ-CP Đ.14 asks for a published reason where it is only partial."""

    FULL = "full", _("Toàn trình")
    PARTIAL = "partial", _("Một phần")
    INFORMATION = "information", _("Cung cấp thông tin")


class Scheme(models.TextChoices):
    """Which law the online level was given under."""

    ND43 = "ND43", _("Mức 1 đến 4 (NĐ 43/2011/NĐ-CP)")
    ND42 = "ND42", _("Toàn trình, một phần (NĐ 42/2022/NĐ-CP)")


class Provenance(models.TextChoices):
    SOURCE = "source", _("Theo nguồn")
    ASSIGNED = "assigned", _("Do thành phố gán")


class PaperKind(models.TextChoices):
    SUBMIT = "submit", _("Nộp")
    SHOW = "show", _("Xuất trình")


class Found(models.TextChoices):
    """Defects of a sheet. Said on the procedure's page, so in words a resident understands."""

    HEADING_AS_CASE = "heading_as_case", _("Một đề mục bị ghi thành “trường hợp”")
    ONE_CASE = "one_case", _("Chỉ có một “trường hợp”, nên không có gì để chọn")
    CONDITION_AS_CASE = "condition_as_case", _("Một điều kiện kèm theo bị ghi thành “trường hợp”")
    NOTE_AS_CASE = "note_as_case", _("Phần lưu ý bị ghi thành “trường hợp”")
    NOTE_AS_PAPER = "note_as_paper", _("Lời hướng dẫn bị ghi thành giấy tờ")
    HEADING_AS_PAPER = "heading_as_paper", _("Một đề mục bị ghi thành giấy tờ")
    MERGED_PAPERS = "merged_papers", _("Nhiều giấy tờ bị ghi gộp làm một")
    DIGITS_IN_COUNT = "digits_in_count", _("Số mẫu đơn hoặc số năm lẫn vào số bản phải nộp")
    COUNT_IMPOSSIBLE = "count_impossible", _("Số bản phải nộp không hợp lý")
    PAPER_TWICE = "paper_twice", _("Một giấy tờ ghi hai lần")
    FORM_NAME_CUT = "form_name_cut", _("Tên tệp mẫu đơn bị cắt")
    NO_PAPERS = "no_papers", _("Không ghi giấy tờ phải nộp")
    TERM_WITHOUT_UNIT = "term_without_unit", _("Thời hạn có số nhưng không có đơn vị")
    TERM_ZERO = "term_zero", _("Thời hạn ghi bằng 0")
    TERM_RANGE = "term_range", _("Thời hạn ghi một khoảng, không ghi một số")
    TERM_IN_WORDS = "term_in_words", _("Thời hạn ghi bằng lời")
    NO_TERM = "no_term", _("Không ghi thời hạn giải quyết")
    CHANNELS_JOINED = "channels_joined", _("Các cách nộp bị ghi dính vào nhau")
    CHANNEL_TWICE = "channel_twice", _("Một cách nộp ghi nhiều lần")
    NO_CHANNEL = "no_channel", _("Không ghi cách nộp")
    FEE_SHORT = "fee_short", _("Mức phí, lệ phí thiếu ba số 0")
    FEE_CURRENCY = "fee_currency", _("Mức phí, lệ phí ghi sai loại tiền")
    FEE_WRONG = "fee_wrong", _("Mức phí, lệ phí không đáng tin")
    FEE_IN_WORDS = "fee_in_words", _("Mức phí, lệ phí ghi bằng lời")
    FEE_OR_FREE = "fee_or_free", _("Ghi “miễn phí” nhưng lời ghi kèm nêu một mức thu")
    NO_FEE = "no_fee", _("Không ghi phí, lệ phí")
    NO_AGENCY = "no_agency", _("Không ghi cơ quan thực hiện")
    NO_LEGAL = "no_legal", _("Không ghi căn cứ pháp lý")
    LEGAL_JOINED = "legal_joined", _("Số hiệu văn bản bị dính chữ kế bên")
    NO_DECISION = "no_decision", _("Không ghi quyết định công bố")
    NO_RESULT = "no_result", _("Không ghi kết quả")
    RESULT_WITHOUT_CODE = "result_without_code", _("Kết quả không có mã")
    AUDIENCE_SPLIT = "audience_split", _("Tên đối tượng bị tách rời")
    AUDIENCE_UNKNOWN = "audience_unknown", _("Đối tượng không nhận ra")
    NO_AUDIENCE = "no_audience", _("Không ghi đối tượng")


class Done(models.TextChoices):
    REPAIRED = "repaired", _("đã sửa")
    REPORTED = "reported", _("chưa sửa, chờ bộ chủ quản")


class Refusal(models.TextChoices):
    """Why a row could not be taken in at all."""

    NOT_JSON = "not_json", _("Dòng không đọc được (không phải JSON)")
    WRONG_SHAPE = "wrong_shape", _("Thiếu trường, hoặc trường sai kiểu")
    BAD_CODE = "bad_code", _("Mã thủ tục không đúng dạng")
    NO_NAME = "no_name", _("Không có tên thủ tục")
    NO_FIELD = "no_field", _("Không có lĩnh vực")
    NO_LEVEL = "no_level", _("Không có cấp thực hiện")
    EMPTY_SHEET = "empty_sheet", _("Không có cách nộp, giấy tờ lẫn trình tự")
    CODE_TWICE = "code_twice", _("Mã thủ tục xuất hiện hai lần trong một tệp")
