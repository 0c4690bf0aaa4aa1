"""What a result prints, as data: kind and name by procedure, parts by the form whose answers they take. A line stands on the
paper only if it is named here. How to reach somebody, how the result is received and the promise never are: whoever is shown a
paper reads all of it.

A line is (name, words); `{id}` in the words is an answer, `{owner}` and `{code}` are the dossier's. A line whose answer was not
given is left out, and with its last line a part."""

from dataclasses import dataclass

Line = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """`group`: its lines once for each item of that list."""

    heading: str
    lines: tuple[Line, ...]
    group: str = ""


@dataclass(frozen=True)
class Content:
    """`says` stands before the parts, `validity` after them."""

    parts: tuple[Part, ...]
    says: str = ""
    validity: str = ""


# national code -> (kind of document, its printed name); others end in a certificate of the kind "GXN"
KIND = {
    "1.001193": ("TL", "Trích lục khai sinh"),
    "1.000894": ("TL", "Trích lục kết hôn"),
    "1.009994": ("GP", "Giấy phép xây dựng"),
    "2.000815": ("GXN", "Lời chứng chứng thực bản sao từ bản chính"),
}
USUAL = ("GXN", "Giấy xác nhận kết quả giải quyết thủ tục hành chính")

BIRTH = Content(
    (
        Part("Người được khai sinh", (
            ("Họ, chữ đệm, tên", "{child_name}"), ("Ngày, tháng, năm sinh", "{birth_on}"), ("Giới tính", "{child_sex}"),
            ("Dân tộc", "{child_ethnicity}"), ("Nơi sinh", "{birth_place}"),
        )),
        Part("Người mẹ", (("Họ, chữ đệm, tên", "{mother_name}"), ("Năm sinh", "{mother_birth_year}"), ("Nơi cư trú", "{mother_address}"))),
        Part("Người cha", (("Họ, chữ đệm, tên", "{father_name}"), ("Năm sinh", "{father_birth_year}"), ("Nơi cư trú", "{father_address}"))),
        Part("Người đi khai sinh", (("Họ, chữ đệm, tên", "{applicant_name}"), ("Quan hệ với người được khai sinh", "{applicant_relation}"))),
    ),
    says="Trích lục từ nội dung đăng ký khai sinh theo hồ sơ mã số {code}.",
)  # fmt: skip

BUILDING_PERMIT = Content(
    (
        Part("", (("Cấp cho chủ đầu tư", "{owner}"), ("Hồ sơ mã số", "{code}"))),
        Part("Được phép xây dựng nhà ở riêng lẻ", (
            ("Địa chỉ công trình", "{plot_address}"),
            ("Thửa đất", "số {plot_number}, tờ bản đồ số {plot_sheet}, diện tích {plot_area}"),
            ("Diện tích xây dựng tầng 1", "{house_area}"), ("Tổng diện tích sàn", "{house_total_area}"),
            ("Số tầng", "{house_floors}"), ("Chiều cao tới đỉnh mái", "{house_height}"), ("Tầng hầm", "{house_basement}"),
            ("Thiết kế", "{designer_name}, chứng chỉ hành nghề số {designer_certificate}"),
        )),
    ),
    validity="Giấy phép này có hiệu lực từ ngày ký. Chủ đầu tư khởi công trong thời hạn mà pháp luật về xây dựng quy định; "
    "quá thời hạn đó mà chưa khởi công thì đề nghị gia hạn giấy phép.",
)  # fmt: skip

CERTIFIED_COPY = Content(
    (Part("Chứng thực bản sao đúng với bản chính", (("{original_name}", "bản chính có {original_pages} trang, chứng thực {original_copies} bản sao"),), group="originals"),),
    says="Theo yêu cầu của {owner}, hồ sơ mã số {code}.",
)  # fmt: skip

GENERAL = Content(
    (Part("", (("Giải quyết cho", "{owner}"), ("Về", "{request_subject}"), ("Hồ sơ mã số", "{code}"), ("Kết quả", "Đồng ý giải quyết"))),),
    validity="Giấy này có hiệu lực từ ngày ký.",
)  # fmt: skip

# code of a form -> what of its answers a result prints; any other form: for whom, about what, what was decided
CONTENTS = {"birth-registration": BIRTH, "building-permit": BUILDING_PERMIT, "certified-copy": CERTIFIED_COPY}


def kind_of(national_code: str) -> tuple[str, str]:
    return KIND.get(national_code, USUAL)
