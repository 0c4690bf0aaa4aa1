"""Birth registration (1.001193, Luật Hộ tịch 2014 Đ.14–16): what the register must hold, asked once. Who is the mother or the
father says so first, and does not write his own name again."""

from typing import Any

from city.services.engine.form_definitions.pieces import check, code, compared, field, form, made, t

CHILD = {
    "id": "child",
    "title": t("Em bé tên là gì?", "What is the child's name?"),
    "section": t("Người được khai sinh", "The child"),
    "fields": [
        field("child_name", "text", "Họ, chữ đệm, tên của em bé", "Full name of the child", max_length=150,
              hint=t("Viết như bạn muốn ghi trong giấy khai sinh", "As it shall stand in the certificate")),
        field("child_sex", "choice", "Giới tính", "Sex", list="sexes"),
        field("child_ethnicity", "text", "Dân tộc", "Ethnicity", max_length=60, hint=t("Theo cha hoặc mẹ, ví dụ Kinh, Khmer, Hoa", "After father or mother, e.g. Kinh, Khmer, Hoa")),
    ],
}  # fmt: skip

BIRTH_PAGE = {
    "id": "birth",
    "title": t("Em bé sinh khi nào, ở đâu?", "When and where was the child born?"),
    "section": t("Người được khai sinh", "The child"),
    "why": t("Khai sinh trong 60 ngày từ ngày sinh thì không phải trả lệ phí.", "Registration within 60 days of birth is free of charge."),
    "fields": [
        field("birth_on", "date", "Ngày sinh", "Date of birth", max="today"),
        field("birth_place", "text", "Nơi sinh", "Place of birth", max_length=250,
              hint=t("Tên bệnh viện hoặc trạm y tế, phường hoặc xã", "Name of the hospital or health station, ward or commune")),
        field("birth_proof", "choice", "Bạn có giấy chứng sinh không?", "Do you have a birth notice?", list="proofs",
              name=t("Giấy chứng sinh", "Birth notice"),
              errors={"required": t("Chọn có hay không có giấy chứng sinh", "Choose whether you have a birth notice")}),
    ],
}  # fmt: skip


def own(source: str, who: str) -> dict[str, Any]:
    """Filled in from what is known of the applicant, where he said that he is `who` to the child."""
    return {"prefill": source, "prefill_when": {"==": [{"var": "applicant_relation"}, who]}}


MOTHER = {
    "id": "mother",
    "title": t("Mẹ của em bé", "The mother"),
    "section": t("Cha, mẹ", "Parents"),
    "fields": [
        field("mother_name", "text", "Họ tên mẹ", "Mother's full name", max_length=150, **own("answers.applicant_name", "mother")),
        field("mother_birth_year", "year", "Năm sinh", "Year of birth", min=1930, max=2020, **own("person.birth_year", "mother")),
        field("mother_number", "identity_number", "Số định danh", "Identity number", required=False, **own("answers.applicant_number", "mother")),
        field("mother_address", "text", "Nơi cư trú", "Residence", max_length=300, **own("answers.applicant_address", "mother")),
    ],
    "checks": [
        check(compared("mother_birth_year", "<", "birth_on"), "mother_birth_year",
              "Năm sinh của mẹ phải trước năm sinh của em bé. Xem lại năm này, hoặc ngày sinh của em bé ở phần trước",
              "The mother's year of birth must be before the child's. Check it, or the child's date of birth on an earlier page"),
    ],
}  # fmt: skip

FATHER_KNOWN = {
    "id": "father_known",
    "title": t("Có ghi tên cha trong giấy khai sinh không?", "Shall the father's name be entered?"),
    "section": t("Cha, mẹ", "Parents"),
    "why": t("Cha mẹ có đăng ký kết hôn thì ghi cả hai. Nếu chưa, có thể để trống và làm thủ tục nhận con sau.",
             "If the parents are married both are entered. If not, it may be left open and acknowledged later."),
    "fields": [{"id": "father_entered", "kind": "yes_no", "name": t("Ghi tên cha", "Enter the father")}],
}  # fmt: skip

FATHER = {
    "id": "father",
    "title": t("Cha của em bé", "The father"),
    "section": t("Cha, mẹ", "Parents"),
    "when": {"==": [{"var": "father_entered"}, True]},
    "fields": [
        field("father_name", "text", "Họ tên cha", "Father's full name", max_length=150, **own("answers.applicant_name", "father")),
        field("father_birth_year", "year", "Năm sinh", "Year of birth", min=1930, max=2020, **own("person.birth_year", "father")),
        field("father_number", "identity_number", "Số định danh", "Identity number", required=False, **own("answers.applicant_number", "father")),
        field("father_address", "text", "Nơi cư trú", "Residence", max_length=300, **own("answers.applicant_address", "father")),
    ],
    "checks": [
        check(compared("father_birth_year", "<", "birth_on"), "father_birth_year",
              "Năm sinh của cha phải trước năm sinh của em bé. Xem lại năm này, hoặc ngày sinh của em bé ở phần trước",
              "The father's year of birth must be before the child's. Check it, or the child's date of birth on an earlier page"),
        check(compared("father_number", "!=", "mother_number"), "father_number",
              "Số định danh của cha và của mẹ không thể giống nhau", "Father and mother cannot have the same identity number"),
    ],
}  # fmt: skip

RELATION = {
    "id": "relation",
    "title": t("Bạn là gì của em bé?", "What are you to the child?"),
    "read_title": t("Quan hệ với người được khai sinh", "Relation to the child"),
    "fields": [
        {
            "id": "applicant_relation",
            "kind": "choice",
            "list": "relations",
            "name": t("Quan hệ với người được khai sinh", "Relation to the child"),
        }
    ],
}

LISTS = {
    "sexes": {"codes": [code("female", "Nữ", "Female"), code("male", "Nam", "Male")]},
    "proofs": {
        "codes": [
            code("notice", "Có giấy chứng sinh của cơ sở y tế", "Yes, from a health facility"),
            code("witness", "Không có, có người làm chứng viết xác nhận", "No, a witness confirms in writing"),
            code("pledge", "Không có người làm chứng, tôi viết giấy cam đoan", "No witness, I declare it in writing"),
        ]
    },
    "relations": {
        "codes": [
            code("mother", "Mẹ", "Mother"),
            code("father", "Cha", "Father"),
            code("grandparent", "Ông, bà", "Grandparent"),
            code("other", "Người thân khác", "Another relative"),
        ]
    },
}

# One paper of the sheet for both; where a sheet has it in one line with the birth notice, that line stays asked of everybody.
WITNESS = "Văn bản của người làm chứng về việc sinh; không có người làm chứng thì giấy cam đoan"

BIRTH = form(
    "birth-registration",
    t("Tờ khai đăng ký khai sinh", "Birth registration"),
    [RELATION, CHILD, BIRTH_PAGE, MOTHER, FATHER_KNOWN, FATHER],
    LISTS,
    attachments=[
        made("Tờ khai đăng ký khai sinh…"),
        {"names": ["Giấy chứng sinh"], "when": {"==": [{"var": "birth_proof"}, "notice"]}},
        {"names": [WITNESS], "when": {"!=": [{"var": "birth_proof"}, "notice"]}},
    ],
)
