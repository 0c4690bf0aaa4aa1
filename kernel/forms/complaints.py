"""What is said to a person whose answer cannot be taken: one plain sentence that says what to do."""

from django.utils.translation import gettext as _

from kernel.forms.definition import Field


def missing(spec: Field) -> str:
    """Nothing was answered."""
    if spec.required_error:
        return str(spec.required_error)
    says = {
        "choice": _("Chọn %(name)s"),
        "choices": _("Chọn ít nhất một mục: %(name)s"),
        "yes_no": _("Chọn có hoặc không: %(name)s"),
        "date": _("Nhập %(name)s, ví dụ 27 3 2026"),
        "month": _("Nhập %(name)s, ví dụ 3 2026"),
        "paper": _("Chọn tệp để gửi: %(name)s"),
    }
    return says.get(spec.kind, _("Nhập %(name)s")) % {"name": spec.name.within()}


def unreadable(spec: Field, fault: str = "") -> str:
    """Something was answered that is not of this kind. `fault` as in kinds.Unreadable."""
    if spec.invalid_error and fault in ("", "shape"):
        return str(spec.invalid_error)
    says = {
        "decimals": _("%(Name)s có quá nhiều chữ số sau dấu phẩy, nhiều nhất %(decimals)s chữ số"),
        "day": _("%(Name)s: ngày phải là số từ 1 đến 31"),
        "month": _("%(Name)s: tháng phải là số từ 1 đến 12"),
        "year": _("%(Name)s: năm phải đủ bốn chữ số, ví dụ 2026"),
        "date": _("%(Name)s phải là ngày có trong lịch, ví dụ 27 3 2026"),
        "ward": _("%(Name)s: chọn phường, xã trong danh sách"),
        "street": _("%(Name)s: nhập số nhà, đường, ấp hoặc khu vực"),
    }
    if fault == "decimals" and not spec.decimals:
        return _("%(Name)s phải là số nguyên, không có phần lẻ") % {"Name": spec.name}
    return says.get(fault, _by_kind(spec)) % {"Name": spec.name, "name": spec.name.within(), "decimals": spec.decimals}


def _by_kind(spec: Field) -> str:
    says = {
        "number": _("%(Name)s phải là số, ví dụ 85,5") if spec.decimals else _("%(Name)s phải là số, ví dụ 85"),
        "year": _("%(Name)s phải là năm đủ bốn chữ số, ví dụ 2026"),
        "money": _("%(Name)s phải là số tiền bằng đồng, ví dụ 75.000"),
        "date": _("%(Name)s phải là ngày có trong lịch, ví dụ 27 3 2026"),
        "month": _("%(Name)s phải có tháng và năm, ví dụ 3 2026"),
        "phone": _("%(Name)s chưa đúng, viết như ví dụ 0903 000 118"),
        "email": _("%(Name)s phải là địa chỉ thư điện tử, ví dụ ten@example.com"),
        "identity_number": _("%(Name)s phải có đúng 12 chữ số, như trên thẻ căn cước"),
        "tax_code": _("%(Name)s phải có 10, 12 hoặc 13 chữ số"),
        "choice": _("Chọn một mục trong danh sách: %(name)s"),
        "choices": _("Chọn các mục trong danh sách: %(name)s"),
        "yes_no": _("Chọn có hoặc không: %(name)s"),
        "address": _("%(Name)s: chọn phường, xã và nhập số nhà, đường"),
        "paper": _("Chọn lại tệp: %(name)s"),
    }
    return says.get(spec.kind, _("%(Name)s chưa đúng dạng, hãy nhập lại"))


def too_long(spec: Field, most: int) -> str:
    return _("%(Name)s dài quá, viết gọn trong %(most)s ký tự") % {"Name": spec.name, "most": most}


def too_short(spec: Field, least: int) -> str:
    return _("%(Name)s ngắn quá, viết ít nhất %(least)s ký tự") % {"Name": spec.name, "least": least}


def too_low(spec: Field, least: str) -> str:
    """`least` as it is written for people."""
    if spec.kind == "date":
        return _("%(Name)s phải từ ngày %(least)s trở đi") % {"Name": spec.name, "least": least}
    return _("%(Name)s phải từ %(least)s trở lên") % {"Name": spec.name, "least": least}


def too_high(spec: Field, most: str) -> str:
    if spec.kind == "date":
        return _("%(Name)s phải là ngày %(most)s hoặc trước đó") % {"Name": spec.name, "most": most}
    return _("%(Name)s phải từ %(most)s trở xuống") % {"Name": spec.name, "most": most}


def too_many(spec: Field, most: int) -> str:
    return _("%(Name)s: gửi nhiều nhất %(most)s tệp") % {"Name": spec.name, "most": most}


def not_asked(name: str) -> str:
    """For other systems: this answer has no question."""
    return _("Không hỏi mục %(name)s; hãy bỏ mục này") % {"name": name}


def too_few_items(noun: str, least: int) -> str:
    return _("Thêm ít nhất %(least)s mục: %(noun)s") % {"least": least, "noun": noun}


def too_many_items(noun: str, most: int) -> str:
    return _("Nhiều nhất %(most)s mục: %(noun)s") % {"most": most, "noun": noun}
